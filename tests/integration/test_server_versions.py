"""Servers that are too old are refused at the start, with a sentence that says what is needed."""

import pytest
from django.core.checks import run_checks
from django.core.management import CommandError, call_command
from pytest_django import Settings

from larc_survey import checks

pytestmark = pytest.mark.django_db


def test_the_servers_of_the_tests_are_new_enough() -> None:
    assert run_checks(databases=["default"]) == []


@pytest.mark.parametrize(
    ("oldest", "sentence"),
    [
        ("POSTGRESQL", r"LARC Survey needs PostgreSQL 99 or later\. This is PostgreSQL 1\d\.\d+"),
        ("REDIS", r"LARC Survey needs Redis 99\.1 or later\. This is Redis \d+\.\d+\.\d+\."),
    ],
)
def test_the_first_step_of_a_start_refuses_older_ones(
    monkeypatch: pytest.MonkeyPatch, oldest: str, sentence: str
) -> None:
    monkeypatch.setattr(checks, oldest, (99, 1) if oldest == "REDIS" else (99,))
    with pytest.raises(CommandError, match=sentence):
        call_command("migrate", plan=True, skip_checks=False)


def test_a_broker_that_is_away_keeps_nobody_from_migrating(settings: Settings) -> None:
    settings.CELERY_BROKER_URL = "redis://127.0.0.1:1/0"
    assert run_checks(databases=["default"]) == []


@pytest.mark.parametrize(
    ("version", "is_new_enough"),
    [
        ("15.18 (Debian 15.18-0+deb12u1)", True),
        ("15beta1", True),
        ("18.4", True),
        ("100.1", True),
        ("14.23", False),
        ("9.6.24", False),
        ("", False),
    ],
)
def test_versions_are_compared_as_numbers(version: str, is_new_enough: bool) -> None:
    problem = checks.too_old("PostgreSQL", version, (15,), "E001")
    assert (problem is None) == is_new_enough
