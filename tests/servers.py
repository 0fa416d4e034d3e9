"""Servers for a test run: those that were started for it, those of the caller, or its own."""

import atexit
import os
from contextlib import ExitStack
from pathlib import Path

from embedded.files import RECORDS
from embedded.servers import (
    environment_of,
    new_keys,
    temporary_folder,
    throw_away_servers,
)


def ensure_servers() -> None:
    """Set the environment that the settings need, unless the caller has done so.

    `make test` starts the servers before pytest, `make test-on` names some (DATABASE_URL and
    REDIS_URL); a plain `pytest` gets them here, in its first process, and the processes of xdist
    inherit their addresses.
    """
    if "EXPORTS_ROOT" in os.environ:
        return
    stack = ExitStack()
    atexit.register(stack.close)
    if "DATABASE_URL" in os.environ:
        folder = stack.enter_context(temporary_folder())
        addresses = os.environ["DATABASE_URL"], os.environ["REDIS_URL"]
        os.environ.update(environment_of(folder, new_keys(), *addresses))
    else:
        os.environ.update(stack.enter_context(throw_away_servers()).environment)


def are_ours() -> bool:
    """Whether the servers were started for these tests, so that their logs are there to read."""
    return any((folder / RECORDS).is_dir() for folder in Path(os.environ["EXPORTS_ROOT"]).parents)


def own_share() -> None:
    """Give each process of xdist its own queue and files, as it has its own database.

    A worker that one of them starts must not take another's task. What a test starts inherits
    the addresses and, if it comes by here, leaves them as they are.
    """
    process = os.environ.get("PYTEST_XDIST_WORKER")
    exports = os.environ["EXPORTS_ROOT"]
    if process is None or exports.endswith(f"/{process}"):
        return
    server, _, _ = os.environ["REDIS_URL"].rpartition("/")
    os.environ["REDIS_URL"] = f"{server}/{process.removeprefix('gw')}"
    os.environ["EXPORTS_ROOT"] = f"{exports}/{process}"
