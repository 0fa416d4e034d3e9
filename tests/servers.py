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


def own_broker_database() -> None:
    """Give each process of xdist its own queue: a worker must not take another's task."""
    number = os.environ.get("PYTEST_XDIST_WORKER", "gw0").removeprefix("gw")
    address, _, _ = os.environ["REDIS_URL"].rpartition("/")
    os.environ["REDIS_URL"] = f"{address}/{number}"
