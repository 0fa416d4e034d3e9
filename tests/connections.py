"""Work on a second connection to the database, as another process does it."""

from collections.abc import Callable, Iterator
from concurrent.futures import Future, ThreadPoolExecutor
from contextlib import contextmanager
from threading import Event
from typing import Any

from django.db import connection

Elsewhere = Callable[..., Future[Any]]

SECONDS = 10
"""How long one connection waits for the other before the test goes on, and fails."""


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


def _call(call: Callable[..., Any], arguments: dict[str, Any]) -> Any:
    try:
        return call(**arguments)
    finally:
        connection.close()
