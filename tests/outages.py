"""Servers that are really away: refusing connections, or gone in the middle of a statement."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import Any

from django.db import OperationalError, connection
from django.test import override_settings

from tests.connections import server_connection

NOBODY_LISTENS = "1"
"""A port of this machine on which nothing answers."""


@contextmanager
def database_away() -> Iterator[None]:
    """Let every new connection of this thread be refused, as by a server that is down."""
    settings = connection.settings_dict
    before = {"PORT": settings["PORT"], "OPTIONS": settings["OPTIONS"]}
    connection.close()
    # Without the pool, which would wait for the server to come back.
    options = {key: value for key, value in settings["OPTIONS"].items() if key != "pool"}
    settings.update(PORT=NOBODY_LISTENS, OPTIONS=options)
    try:
        yield
    finally:
        connection.close()
        settings.update(before)


@contextmanager
def database_lost_at(word: str) -> Iterator[None]:
    """Let the server end the connection just before the first statement with *word* in it."""

    def end_connection(execute: Callable[..., Any], sql: str, *arguments: Any) -> Any:
        if word in sql and not ended:
            ended.append(sql)
            with server_connection() as administrator:
                process = connection.connection.info.backend_pid
                administrator.execute("SELECT pg_terminate_backend(%s, 5000)", [process])
        return execute(sql, *arguments)

    ended: list[str] = []
    try:
        with connection.execute_wrapper(end_connection):
            yield
    finally:
        connection.close()  # as the end of a request does, outside of tests
    assert ended, f"No statement had {word} in it."


@contextmanager
def database_refusing() -> Iterator[None]:
    """Let every statement of this thread fail, in a test whose transaction has to live on."""

    def refuse(*_statement: Any) -> Any:
        raise OperationalError("The server is away.")

    with connection.execute_wrapper(refuse):
        yield


@contextmanager
def broker_away() -> Iterator[None]:
    """Let every connection to the broker's server, for the cache or for jobs, be refused."""
    nowhere = f"redis://127.0.0.1:{NOBODY_LISTENS}/0"
    cache = {"BACKEND": "django.core.cache.backends.redis.RedisCache", "LOCATION": nowhere}
    with override_settings(CACHES={"default": cache}, CELERY_BROKER_URL=nowhere):
        yield
