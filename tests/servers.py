"""Servers for a test run that was started without any."""

import atexit
import os
from contextlib import ExitStack

from larc_survey.embedded.servers import throw_away_servers


def ensure_servers() -> None:
    """Set the environment that the settings need, unless the caller has done so.

    `make test` starts the servers before pytest; a plain `pytest` gets them here, in its first
    process, and the processes of xdist inherit their addresses.
    """
    if "DATABASE_URL" in os.environ:
        return
    stack = ExitStack()
    servers = stack.enter_context(throw_away_servers())
    atexit.register(stack.close)
    os.environ.update(servers.environment)


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
