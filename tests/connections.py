"""Work on a second connection to the database, as another process does it."""

from collections.abc import Callable, Iterator
from concurrent.futures import Future, ThreadPoolExecutor
from contextlib import contextmanager
from threading import Event
from time import monotonic
from typing import Any

import psycopg
from django.db import connection

from tests.patience import SECONDS

Elsewhere = Callable[..., Future[Any]]


@contextmanager
def second_connection() -> Iterator[Elsewhere]:
    """Give `elsewhere(call, name=value)`, which begins the call and returns its future result.

    The block ends when all of them have ended.
    """
    with ThreadPoolExecutor(1) as pool:
        yield lambda call, **arguments: pool.submit(_call, call, arguments)


@contextmanager
def telling_of_writes(begun: Event) -> Iterator[None]:
    """Set *begun* as soon as this thread's connection asks to lock or to change a row.

    Until then it has only read; from then on it may wait for another connection.
    """

    def tell(execute: Callable[..., Any], sql: str, *arguments: Any) -> Any:
        if "FOR UPDATE" in sql or sql.lstrip().startswith("UPDATE"):
            begun.set()
        return execute(sql, *arguments)

    with connection.execute_wrapper(tell):
        yield


@contextmanager
def server_connection(database: str | None = None) -> Iterator[psycopg.Connection]:
    """A connection of its own beside Django's, to this database or to another of the server."""
    parts = ("host", "port", "user", "password", "dbname")
    settings = connection.get_connection_params() | ({"dbname": database} if database else {})
    # Through a socket of this machine there is neither port nor password.
    with psycopg.connect(**{key: settings[key] for key in parts if key in settings}) as opened:
        yield opened


def wait_for_older_transactions() -> None:
    """Return when nobody can see what is there now, in any database of the server.

    The tests of another process have transactions open, and PostgreSQL looks after its tables by
    itself. It keeps for each what it might still read.
    """
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_current_xact_id()")
        (now,) = cursor.fetchone()
        deadline = monotonic() + SECONDS
        while monotonic() < deadline:
            cursor.execute(_NOBODY_SEES, [now, now])
            if cursor.fetchone() == (True,):
                return
            cursor.execute("SELECT pg_sleep(0.05)")
    raise TimeoutError("An older transaction does not end.")


def wait_for_somebody_behind_us() -> None:
    """Return when another connection waits for a lock that this one holds."""
    with connection.cursor() as cursor:
        deadline = monotonic() + SECONDS
        while monotonic() < deadline:
            cursor.execute(
                "SELECT EXISTS (SELECT FROM pg_locks WHERE NOT granted"
                " AND pg_backend_pid() = ANY (pg_blocking_pids(pid)))"
            )
            if cursor.fetchone() == (True,):
                return
            cursor.execute("SELECT pg_sleep(0.01)")
    raise TimeoutError("Nobody waits for this connection.")


_NOBODY_SEES = """
SELECT pg_snapshot_xmin(pg_current_snapshot()) > %s::text::xid8 AND NOT EXISTS (
    SELECT FROM pg_stat_activity
    WHERE datname = current_database() AND age(backend_xmin) >= age(%s::text::xid8::xid)
)
"""


def _call(call: Callable[..., Any], arguments: dict[str, Any]) -> Any:
    try:
        return call(**arguments)
    finally:
        connection.close()
