"""A real worker writes the row of a night job; one that is killed leaves it as it was."""

from __future__ import annotations

import time
from collections.abc import Callable, Iterator
from datetime import timedelta
from pathlib import Path

import pytest
from celery import current_app
from django.conf import settings
from django.db import transaction
from django.utils import timezone

from fieldwork.models import Survey
from monitoring.models import NightRun
from monitoring.nights.selectors import Ending, ending_of
from tests.patience import SECONDS
from tests.workers import kill, worker

pytestmark = pytest.mark.django_db(transaction=True)

TASK = "monitoring.tasks.take_snapshots"


@pytest.fixture(autouse=True)
def empty_broker() -> Iterator[None]:
    current_app.control.purge()
    yield
    current_app.control.purge()


def wait_for_run(condition: Callable[[NightRun], bool], log: Path) -> NightRun:
    deadline = time.monotonic() + SECONDS
    while time.monotonic() < deadline:
        run = NightRun.objects.first()
        if run is not None and condition(run):
            return run
        time.sleep(0.05)
    pytest.fail(log.read_text(), pytrace=False)


def test_a_worker_that_is_killed_leaves_a_run_that_did_not_finish(
    survey: Survey, tmp_path: Path
) -> None:
    log = tmp_path / "worker.log"
    current_app.send_task(TASK)
    with transaction.atomic():  # the job waits for the survey
        Survey.objects.select_for_update().get(pk=survey.pk)
        with worker(log) as process:
            run = wait_for_run(lambda run: run.outcome == NightRun.Outcome.RUNNING, log)
            kill(process)
    run.refresh_from_db()
    limit = timedelta(seconds=settings.CELERY_TASK_TIME_LIMIT)
    assert ending_of(run, now=timezone.now()) == Ending.RUNNING
    assert ending_of(run, now=run.started_at + limit + timedelta(seconds=1)) == Ending.CUT_OFF


def test_a_worker_writes_that_the_job_is_done(survey: Survey, tmp_path: Path) -> None:
    log = tmp_path / "worker.log"
    current_app.send_task(TASK)
    with worker(log):
        run = wait_for_run(lambda run: run.outcome == NightRun.Outcome.DONE, log)
    assert run.counted == 1
