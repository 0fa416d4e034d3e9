"""Fixtures for all tests. The servers they need come from tests/settings.py."""

from collections.abc import Iterator

import pytest
from celery import current_app
from django.core.cache import cache
from django.utils import translation
from hypothesis import HealthCheck, settings

from accounts.origin import Origin, act_from
from larc_survey.celery import app

# How property tests run: the same examples each time, however slow the machine. A fixture serves
# all examples of a test.
settings.register_profile(
    "steady",
    derandomize=True,
    deadline=None,
    max_examples=40,
    suppress_health_check=[HealthCheck.too_slow, HealthCheck.function_scoped_fixture],
)
settings.load_profile("steady")


@pytest.fixture(autouse=True)
def empty_cache() -> Iterator[None]:
    """No test meets the throttling counters of the one before it."""
    yield
    cache.clear()


@pytest.fixture(autouse=True)
def no_language_left_over() -> Iterator[None]:
    """No test meets the language in which the one before it was answered."""
    yield
    translation.deactivate()


@pytest.fixture(autouse=True)
def no_origin_left_over() -> Iterator[None]:
    """No test acts as the worker because the one before it ran a task within this process."""
    yield
    act_from(Origin.NOBODY)


@pytest.fixture(autouse=True)
def jobs_are_sent_by_the_project() -> Iterator[None]:
    """No test leaves an app of Celery behind that would send the jobs of those after it."""
    yield
    assert current_app._get_current_object() is app, "another app of Celery has become current"
