"""Counting once a day."""

from collections.abc import Callable
from datetime import UTC, date, datetime, timedelta

import pytest
from django.db import IntegrityError
from pytest_django import Settings

from fieldwork.models import Area, Survey
from monitoring.actions import take_snapshots
from monitoring.models import AreaCount, Snapshot
from monitoring.schedule import DAYS_AFTER_CLOSING, counted_on, next_count
from monitoring.tasks import take_snapshots as task
from responses.actions import begin_response
from tests.integration.monitoring.conftest import Submit


def counts() -> dict[str, int]:
    return {count.area.local_authority.name: count.submitted for count in AreaCount.objects.all()}


def test_each_area_is_counted(north: Area, south: Area, submit: Submit, today: date) -> None:
    submit(north, 7)
    assert take_snapshots(on=today) == 1
    assert counts() == {"North": 7, "South": 0}


def test_only_submitted_responses_of_whole_days_count(
    north: Area, submit: Submit, today: date
) -> None:
    submit(north, 2)
    submit(north, 1, days_ago=0)
    begin_response(link=north.links.get())
    take_snapshots(on=today)
    assert counts() == {"North": 2}


def test_a_second_count_on_the_same_day_changes_nothing(
    north: Area, submit: Submit, today: date
) -> None:
    submit(north, 2)
    take_snapshots(on=today)
    submit(north, 5)
    assert take_snapshots(on=today) == 0
    assert counts() == {"North": 2}


def test_a_survey_that_was_missed_is_counted_later_in_the_day(
    north: Area, other_survey: Survey, today: date
) -> None:
    Snapshot.objects.create(survey=other_survey, taken_on=today)
    assert take_snapshots(on=today) == 1
    assert counts() == {"North": 0}


def test_the_next_day_is_counted_anew(north: Area, submit: Submit, today: date) -> None:
    take_snapshots(on=today)
    submit(north, 3, days_ago=0)
    take_snapshots(on=today + timedelta(days=1))
    assert list(AreaCount.objects.order_by("pk").values_list("submitted", flat=True)) == [0, 3]


def test_surveys_are_counted_from_their_second_day_until_a_week_after_their_last(
    survey: Survey,
) -> None:
    first = survey.opens_on + timedelta(days=1)
    last = survey.closes_on + timedelta(days=DAYS_AFTER_CLOSING)
    day = timedelta(days=1)
    days = [first - day, first, last, last + day]
    counted = [Survey.objects.filter(counted_on(day)).exists() for day in days]
    assert counted == [False, True, True, False]


def test_the_cost_does_not_grow_with_surveys_and_areas(
    north: Area,
    south: Area,
    other_survey: Survey,
    today: date,
    django_assert_num_queries: Callable,
) -> None:
    with django_assert_num_queries(8):  # four read, two write, two are the savepoint
        take_snapshots(on=today)


def test_the_database_keeps_one_snapshot_a_day(survey: Survey, today: date) -> None:
    Snapshot.objects.create(survey=survey, taken_on=today)
    with pytest.raises(IntegrityError, match="snapshot_once_a_day"):
        Snapshot.objects.create(survey=survey, taken_on=today)


def test_the_task_counts_today(north: Area, today: date) -> None:
    task()
    assert Snapshot.objects.get().taken_on == today


@pytest.mark.parametrize(
    ("now", "expected"),
    [
        ("2030-05-30T12:00", "2030-06-02T02:00+01:00"),
        ("2030-06-05T00:30", "2030-06-05T02:00+01:00"),  # 01:30 in London
        ("2030-06-05T01:00", "2030-06-06T02:00+01:00"),  # 02:00 in London
        ("2030-06-16T23:30", "2030-06-17T02:00+01:00"),
        ("2030-06-17T12:00", None),
    ],
)
def test_when_the_next_count_is(now: str, expected: str | None, settings: Settings) -> None:
    settings.SNAPSHOT_HOUR = 2
    dates = {"opens_on": date(2030, 6, 1), "closes_on": date(2030, 6, 10)}
    survey = Survey(stage=Survey.Stage.READY, **dates)
    time = next_count(survey, now=datetime.fromisoformat(now).replace(tzinfo=UTC))
    assert time == (expected and datetime.fromisoformat(expected))
