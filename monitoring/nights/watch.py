"""What Celery and Django tell, led to the rows of night jobs.

It follows from the schedule, so no task has to be marked. Celery logs what a receiver raises and
goes on: that a run could not be written down stops no job, and its night then counts as missed.
"""

from __future__ import annotations

from typing import Any

from celery import Task, states
from celery.signals import task_postrun, task_prerun
from django.apps import AppConfig
from django.apps import apps as current_apps
from django.db.models.signals import post_migrate
from django.dispatch import receiver
from django.utils import timezone

from monitoring.models import NightRun
from monitoring.nights import actions
from monitoring.nights.schedule import night_jobs

OUTCOMES = {states.SUCCESS: NightRun.Outcome.DONE, states.RETRY: NightRun.Outcome.PUT_OFF}
"""How a run has ended, by Celery's word for it; everything else has failed."""


@task_prerun.connect
def note_beginning(*, task: Task, **_signal: Any) -> None:
    """Write that a night job begins; its row is remembered by the request under way."""
    job = next((job for job in night_jobs() if job.task == task.name), None)
    if job:
        request: Any = task.request
        request.night_run_id = actions.begin_run(job=job, now=timezone.now()).pk


@task_postrun.connect
def note_end(*, task: Task, retval: Any, state: str | None, **_signal: Any) -> None:
    """Write how it has ended. By now whatever it did is committed or rolled back."""
    run_id = getattr(task.request, "night_run_id", None)
    if run_id is not None:
        outcome = OUTCOMES.get(state or "", NightRun.Outcome.FAILED)
        actions.end_run(run_id=run_id, outcome=outcome, result=retval, now=timezone.now())


@receiver(post_migrate)
def note_jobs(*, sender: AppConfig, apps: Any = current_apps, **_signal: Any) -> None:
    """Watch what is new in the schedule: each release runs `migrate` before its processes start."""
    if sender.name != "monitoring":
        return
    try:
        watched = apps.get_model("monitoring", "WatchedJob")
    except LookupError:  # on the way back to before there was one
        return
    actions.watch_new_jobs(now=timezone.now(), watched=watched)
