"""Which jobs belong to the night, for which night a run is, and when a night was missed.

Night jobs are the entries of `CELERY_BEAT_SCHEDULE` with the time of a clock (`crontab`); those
that come each minute are sweeps and repeat themselves before anybody could look. A night has the
date of the day on which its job is due. Nothing here reads the clock or the database.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from typing import Any

from celery.schedules import crontab
from django.conf import settings
from django.utils import timezone

ALLOWANCE = timedelta(hours=3)
"""How long after its time a night may still end well before anybody is called.

A mixing that somebody is in the way of comes back for two hours (`responses.tasks`), and what a
killed worker had in hand is given out again after one (`visibility_timeout`).
"""

CLOCKS_APART = timedelta(minutes=5)
"""So much the clock of the worker may be behind that of the scheduler."""

A_WEEK = timedelta(days=7)


@dataclass(frozen=True, slots=True)
class NightJob:
    """A task with the time of day and the days of the week (Monday is 1) at which it is due."""

    task: str
    at: time
    weekdays: frozenset[int]

    def due_on(self, night: date) -> datetime:
        """Return when the job is due in a night.

        A time that is skipped in spring is taken as an hour later, one that comes twice in autumn
        as the first.
        """
        return datetime.combine(night, self.at, tzinfo=timezone.get_default_timezone())

    def is_due_on(self, night: date) -> bool:
        return night.isoweekday() in self.weekdays

    def last_night(self, now: datetime) -> date:
        """Return the latest night whose time has come by *now*."""
        today = timezone.localdate(now, timezone.get_default_timezone())
        return next(
            night
            for night in (today - timedelta(days=days) for days in range(A_WEEK.days + 1))
            if self.is_due_on(night) and self.due_on(night) <= now
        )


def night_jobs() -> tuple[NightJob, ...]:
    """Return the night jobs of the schedule, in the order in which they are due.

    Raise ValueError for one that is not due once on each of certain days of the week.
    """
    entries: list[dict[str, Any]] = list(settings.CELERY_BEAT_SCHEDULE.values())
    schedules = [
        (entry["task"], entry["schedule"])
        for entry in entries
        if isinstance(entry["schedule"], crontab)
    ]
    return tuple(sorted((night_job(*one) for one in schedules), key=lambda job: job.at))


def night_job(task: str, schedule: crontab) -> NightJob:
    """Return the night job of an entry in the schedule; errors as in `night_jobs`."""
    parts: Any = schedule  # sets of numbers, which the types of celery leave out
    every_day = len(parts.day_of_month) == 31 and len(parts.month_of_year) == 12
    if not (every_day and len(parts.hour) == len(parts.minute) == 1):
        raise ValueError(f"{task} is no night job: give it one hour and one minute, on every date.")
    (hour,), (minute,) = parts.hour, parts.minute
    weekdays = frozenset(day or 7 for day in parts.day_of_week)
    return NightJob(task, time(hour, minute), weekdays)


def night_of_run(job: NightJob, started_at: datetime) -> date:
    """Return for which night a run is: the latest that was due, whoever started it."""
    return job.last_night(started_at + CLOCKS_APART)


def missed_night(
    job: NightJob, *, watched_since: datetime | None, last_done: date | None, now: datetime
) -> date | None:
    """Return the night that *job* has missed, or None where all is well.

    Only the latest night counts whose time and ALLOWANCE are over at *now*. It was missed if
    neither it nor a later one ended well; *last_done* is the latest night that did. What was due
    before *watched_since* was not missed; None stands for a job that was always watched.
    """
    night = job.last_night(now - ALLOWANCE)
    if watched_since is not None and job.due_on(night) < watched_since:
        return None
    return None if last_done is not None and last_done >= night else night
