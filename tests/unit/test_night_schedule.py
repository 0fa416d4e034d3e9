"""For which night a run is, and when a night was missed: at its edges, and over changes of time."""

from __future__ import annotations

from datetime import UTC, date, datetime, time, timedelta
from zoneinfo import ZoneInfo

import pytest
from celery.schedules import crontab
from hypothesis import given
from hypothesis import strategies as st

from monitoring.nights.actions import COUNT_SURVEYS
from monitoring.nights.schedule import (
    ALLOWANCE,
    NightJob,
    missed_night,
    night_job,
    night_jobs,
    night_of_run,
)
from monitoring.nights.wording import JOBS

LONDON = ZoneInfo("Europe/London")
MOMENT = timedelta(microseconds=1)
EVERY_DAY = frozenset(range(1, 8))
SPRING, AUTUMN = date(2026, 3, 29), date(2026, 10, 25)

jobs = st.builds(
    lambda hour, minute: NightJob("a.task", time(hour, minute), EVERY_DAY),
    st.integers(0, 23),
    st.sampled_from([0, 15, 30, 59]),
)
nights = st.one_of(
    st.dates(date(2026, 1, 1), date(2030, 1, 1)),
    st.sampled_from([day + timedelta(n) for day in (SPRING, AUTUMN) for n in (-1, 0, 1)]),
)


def time_is_over(job: NightJob, night: date) -> datetime:
    """The moment at which a night counts as missed, as a moment of no zone."""
    return job.due_on(night).astimezone(UTC) + ALLOWANCE


@given(jobs, nights)
def test_a_night_is_missed_from_its_last_moment_on_and_not_before(
    job: NightJob, night: date
) -> None:
    before = night - timedelta(days=1)
    at = time_is_over(job, night)
    assert missed_night(job, watched_since=None, last_done=before, now=at - MOMENT) is None
    assert missed_night(job, watched_since=None, last_done=before, now=at) == night
    assert missed_night(job, watched_since=None, last_done=night, now=at) is None


@given(jobs, nights)
def test_the_next_night_makes_up_for_one_that_was_missed(job: NightJob, night: date) -> None:
    now = time_is_over(job, night) + timedelta(hours=1)
    later = night + timedelta(days=1)
    assert missed_night(job, watched_since=None, last_done=later, now=now) is None


@given(jobs, nights)
def test_nothing_is_missed_before_the_first_night_has_come(job: NightJob, night: date) -> None:
    due, now = job.due_on(night).astimezone(UTC), time_is_over(job, night)
    assert missed_night(job, watched_since=due + MOMENT, last_done=None, now=now) is None
    assert missed_night(job, watched_since=due, last_done=None, now=now) == night


@given(jobs, nights)
def test_a_run_is_for_the_night_that_was_due_last(job: NightJob, night: date) -> None:
    due = job.due_on(night).astimezone(UTC)
    assert night_of_run(job, due) == night
    assert night_of_run(job, due + timedelta(hours=22)) == night
    assert night_of_run(job, due - timedelta(minutes=1)) == night  # a clock that is behind
    assert night_of_run(job, due - timedelta(hours=1)) == night - timedelta(days=1)


def test_a_time_that_is_skipped_or_comes_twice_is_one_moment() -> None:
    job = NightJob("a.task", time(1, 30), EVERY_DAY)
    assert job.due_on(SPRING).astimezone(UTC) == datetime(2026, 3, 29, 1, 30, tzinfo=UTC)
    assert job.due_on(AUTUMN).astimezone(UTC) == datetime(2026, 10, 25, 0, 30, tzinfo=UTC)


def test_a_job_of_some_weekdays_is_missed_on_those_alone() -> None:
    job = night_job("a.task", crontab(hour="2", minute="0", day_of_week="sun"))
    now = datetime(2026, 3, 25, 12, tzinfo=LONDON)  # a Wednesday
    assert missed_night(job, watched_since=None, last_done=None, now=now) == date(2026, 3, 22)


@pytest.mark.parametrize("schedule", [crontab(), crontab(hour="2,3", minute="0")])
def test_what_is_not_due_once_a_night_is_refused(schedule: crontab) -> None:
    with pytest.raises(ValueError, match="give it one hour and one minute"):
        night_job("a.task", schedule)


def test_every_night_job_of_the_schedule_has_words() -> None:
    tasks = {job.task for job in night_jobs()}
    assert tasks == set(JOBS)
    assert tasks >= COUNT_SURVEYS
