"""Neither the cache nor a message in a queue tells of a device, a response or a link."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from django.conf import settings
from django.core.cache.backends.redis import RedisCache
from redis import Redis

from larc_survey.settings import CACHES
from tests.integration.anonymity.broker import everything_in
from tests.integration.anonymity.left_behind import LeftBehind
from tests.integration.anonymity.search import Needles
from tests.integration.anonymity.test_logs import secrets_of

pytestmark = pytest.mark.django_db

PLANTED = "planted-by-a-test-of-anonymity"


def test_cache_and_queue_were_read_when_they_were_full(left: LeftBehind) -> None:
    keys = " ".join(left.broker)
    assert "before: larc:cache:1:attempts:password:" in keys  # of the lead who signed in
    assert b"exports.tasks.build_export" in left.broker["queued: larc:broker:celery"]


def test_no_key_and_no_message_tells_of_anybody(left: LeftBehind) -> None:
    needles = Needles(secrets_of(left))
    told = {key: found for key, value in left.broker.items() if (found := needles.found_in(value))}
    assert told == {}


def test_answering_leaves_nothing(left: LeftBehind) -> None:
    """Neither in the cache nor in a queue, although wrong codes were entered as well."""
    before, answered = (
        {key.partition(": ")[2] for key in left.broker if key.startswith(when)}
        for when in ("before", "answered")
    )
    assert answered - before == set()


@pytest.fixture
def real_cache() -> Iterator[RedisCache]:
    """The cache of production, on the server of the tests."""
    configuration = CACHES["default"]
    assert configuration["BACKEND"] == "django.core.cache.backends.redis.RedisCache"
    cache = RedisCache(settings.CELERY_BROKER_URL, {"KEY_PREFIX": PLANTED})
    yield cache
    cache.delete("visit")


def test_the_search_finds_a_planted_key(left: LeftBehind, real_cache: RedisCache) -> None:
    needles = Needles(secrets_of(left))
    person = left.people[0]
    real_cache.set("visit", {"from": person.browsers[0].device.address, "key": person.key})
    server = Redis.from_url(settings.CELERY_BROKER_URL)
    (value,) = [value for key, value in everything_in(server) if PLANTED in key]
    assert needles.found_in(value) == {"network address 0 of 0", f"key {person.key}"}
