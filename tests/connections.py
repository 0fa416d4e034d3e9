"""Work on a second connection to the database, as another process does it."""

from collections.abc import Callable, Iterator
from concurrent.futures import Future, ThreadPoolExecutor
from contextlib import contextmanager
from typing import Any

from django.db import connection

Elsewhere = Callable[..., Future[Any]]


@contextmanager
def second_connection() -> Iterator[Elsewhere]:
    """Give `elsewhere(call, name=value)`, which begins the call and returns its future result.

    The block ends when all of them have ended.
    """
    with ThreadPoolExecutor(1) as pool:
        yield lambda call, **arguments: pool.submit(_call, call, arguments)


def _call(call: Callable[..., Any], arguments: dict[str, Any]) -> Any:
    try:
        return call(**arguments)
    finally:
        connection.close()
