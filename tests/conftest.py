"""Fixtures for all tests. The servers they need come from tests/settings.py."""

from collections.abc import Iterator

import pytest
from django.core.cache import cache


@pytest.fixture(autouse=True)
def empty_cache() -> Iterator[None]:
    """No test meets the throttling counters of the one before it."""
    yield
    cache.clear()
