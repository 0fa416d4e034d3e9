"""Writing down how the jobs of the night go."""

from __future__ import annotations

from datetime import datetime, timedelta

from django.db import models

from monitoring.models import NightRun, WatchedJob
from monitoring.nights.schedule import NightJob, night_jobs, night_of_run

KEPT = timedelta(days=366)
"""How long a run is remembered."""

COUNT_SURVEYS = frozenset({"monitoring.tasks.take_snapshots", "responses.tasks.purge_unfinished"})
"""Tasks whose result is a number of surveys. No other number is kept (`NightRun`)."""


def begin_run(*, job: NightJob, now: datetime) -> NightRun:
    """Write that *job* begins, and forget the runs of it that are older than KEPT.

    Forgetting belongs to each run, so that it needs no job of its own that could be missed.
    """
    NightRun.objects.filter(task=job.task, started_at__lt=now - KEPT).delete()
    return NightRun.objects.create(task=job.task, night=night_of_run(job, now), started_at=now)


def end_run(*, run_id: int, outcome: NightRun.Outcome, result: object, now: datetime) -> None:
    """Write how a run ended. *result* is what its task returned, or raised."""
    run = NightRun.objects.get(pk=run_id)
    run.outcome, run.ended_at = outcome, now
    if run.task in COUNT_SURVEYS and isinstance(result, int):
        run.counted = result
    run.save(update_fields=["outcome", "ended_at", "counted"])


def watch_new_jobs(*, now: datetime, watched: type[models.Model] = WatchedJob) -> None:
    """Watch the jobs of the schedule from *now* on that are not watched yet.

    *watched* is the model as a migration knows it. Nothing is written where there is none new: a
    refused insert would use numbers up, and a database that was brought back would differ.
    """
    known = set(watched._default_manager.values_list("task", flat=True))
    new = [watched(task=job.task, since=now) for job in night_jobs() if job.task not in known]
    watched._default_manager.bulk_create(new, ignore_conflicts=True)
