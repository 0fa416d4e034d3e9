"""Reading how the jobs of the nights went, and which night was missed."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime, timedelta
from enum import StrEnum

from django.conf import settings
from django.db.models import Max, QuerySet

from accounts.models import User
from accounts.permissions import Verb
from fieldwork.selectors import surveys_where
from monitoring.models import NightRun, WatchedJob
from monitoring.nights.schedule import ALLOWANCE, NightJob, missed_night, night_jobs
from responses.models import PurgeCertificate

NIGHTS_SHOWN = 14
CERTIFICATES_SHOWN = 100


class Ending(StrEnum):
    """How a run, or all runs of one night, stand now."""

    DONE = "done"
    RUNNING = "running"
    PUT_OFF = "put off"
    FAILED = "failed"
    CUT_OFF = "cut off"
    MISSED = "missed"
    NOT_DUE = "not due"


@dataclass(frozen=True, slots=True)
class JobNight:
    """How a job went in a night, after how many runs."""

    night: date
    ending: Ending
    attempts: int


@dataclass(frozen=True, slots=True)
class JobStanding:
    """A night job with its latest run, if there was one, and its latest nights, newest first.

    `missed` is the night that keeps `/nights` from being well, or None.
    """

    task: str
    last_run: NightRun | None
    ending: Ending | None
    missed: date | None
    nights: tuple[JobNight, ...]


def missed_nights(*, now: datetime) -> dict[str, date]:
    """Return the night that each job has missed, by task; no job that has missed none."""
    since = dict(WatchedJob.objects.values_list("task", "since"))
    done = NightRun.objects.filter(outcome=NightRun.Outcome.DONE).order_by().values("task")
    last_done = dict(done.annotate(last=Max("night")).values_list("task", "last"))
    missed = {
        job.task: missed_night(
            job, watched_since=since.get(job.task), last_done=last_done.get(job.task), now=now
        )
        for job in night_jobs()
    }
    return {task: night for task, night in missed.items() if night is not None}


def job_standings(*, now: datetime) -> tuple[JobStanding, ...]:
    """Return how each job of the schedule stands, in the order in which they are due."""
    missed = missed_nights(now=now)
    since = dict(WatchedJob.objects.values_list("task", "since"))
    latest = {
        run.task: run for run in NightRun.objects.order_by("task", "-started_at").distinct("task")
    }
    first = now.date() - timedelta(days=NIGHTS_SHOWN + 1)
    runs = list(NightRun.objects.filter(night__gte=first).order_by("started_at"))
    return tuple(
        JobStanding(
            task=job.task,
            last_run=(last := latest.get(job.task)),
            ending=ending_of(last, now=now) if last else None,
            missed=missed.get(job.task),
            nights=_nights_of(
                job, [run for run in runs if run.task == job.task], since.get(job.task), now
            ),
        )
        for job in night_jobs()
    )


def ending_of(run: NightRun, *, now: datetime) -> Ending:
    """Return how *run* stands. No task may run as long as its row of a killed worker stays."""
    if run.outcome != NightRun.Outcome.RUNNING:
        return Ending[NightRun.Outcome(run.outcome).name]
    may_run = timedelta(seconds=settings.CELERY_TASK_TIME_LIMIT)
    return Ending.RUNNING if now - run.started_at <= may_run else Ending.CUT_OFF


def certificates_for(user: User) -> QuerySet[PurgeCertificate]:
    """Return the purge certificates, newest first, with their surveys.

    Those of the surveys that the person leads; administrators, who read of each in the trail, all.
    """
    certificates = PurgeCertificate.objects.select_related("survey")
    if Verb.SEE_NIGHTS not in user.platform_verbs:
        certificates = certificates.filter(survey__in=surveys_where(user, Verb.SEE_NIGHTS))
    return certificates.order_by("-purged_on", "-pk")


def _nights_of(
    job: NightJob, runs: list[NightRun], since: datetime | None, now: datetime
) -> tuple[JobNight, ...]:
    last = job.last_night(now)
    nights = (last - timedelta(days=days) for days in range(NIGHTS_SHOWN))
    return tuple(
        _job_night(job, night, [run for run in runs if run.night == night], since, now)
        for night in nights
    )


def _job_night(
    job: NightJob, night: date, runs: list[NightRun], since: datetime | None, now: datetime
) -> JobNight:
    """*runs* are those of the night, in order. One that ended well decides; else the last."""
    due = job.due_on(night)
    endings = [ending_of(run, now=now) for run in runs]
    if Ending.DONE in endings:
        ending = Ending.DONE
    elif endings:
        ending = endings[-1]
    elif not job.is_due_on(night) or due + ALLOWANCE > now or (since and due < since):
        ending = Ending.NOT_DUE
    else:
        ending = Ending.MISSED
    return JobNight(night, ending, len(runs))
