"""That the servers are new enough. `migrate` asks first, and each start begins with it."""

import re
from collections.abc import Sequence
from typing import Any

from django.conf import settings
from django.core.checks import CheckMessage, Error, Tags, register
from django.db import NotSupportedError, connections
from redis import Redis, RedisError

POSTGRESQL = (15,)
"""The first with `NULLS NOT DISTINCT`, by which nobody has a role twice."""

REDIS = (7,)
"""The oldest on which tests were run. Valkey says for which Redis it stands."""

HINT = "Let DATABASE_URL and REDIS_URL lead to newer servers (docs/operations.md, Servers)."


@register(Tags.database)
def servers_are_new_enough(
    *, databases: Sequence[str] | None = None, **_options: Any
) -> list[CheckMessage]:
    problems = [_database(alias) for alias in databases or ()]
    problems += [_broker()] if databases else []
    return [problem for problem in problems if problem]


def _database(alias: str) -> CheckMessage | None:
    connection = connections[alias]
    try:
        with connection.cursor() as cursor:
            cursor.execute("SHOW server_version")
            (version,) = cursor.fetchone()
    except NotSupportedError:  # so old that Django does not know it any more
        version = ""
    return too_old("PostgreSQL", version, POSTGRESQL, "E001")


def _broker() -> CheckMessage | None:
    try:
        # In the protocol that older servers speak too.
        with Redis.from_url(settings.CELERY_BROKER_URL, protocol=2) as broker:
            version = broker.info("server")["redis_version"]
    except RedisError:  # away, or not to be asked: /readyz says so
        return None
    return too_old("Redis", version, REDIS, "E002")


def too_old(server: str, version: str, oldest: tuple[int, ...], number: str) -> CheckMessage | None:
    if _numbers(version) >= oldest:
        return None
    needed = ".".join(map(str, oldest))
    this = f"This is {server} {version}." if version else f"This {server} is older."
    return Error(
        f"LARC Survey needs {server} {needed} or later. {this}", hint=HINT, id=f"larc.{number}"
    )


def _numbers(version: str) -> tuple[int, ...]:
    """Return the numbers of a version such as `15.18 (Debian 15.18-0+deb12u1)` or `19beta1`."""
    return tuple(map(int, re.findall(r"\d+", version.partition(" ")[0])))
