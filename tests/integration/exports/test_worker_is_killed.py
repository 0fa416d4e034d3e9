"""A worker that is killed half-way: nothing half is handed out, and the export ends all the same.

Real all the way: a Celery worker in a process group of its own, the broker, the test database, and
SIGKILL.
"""

from __future__ import annotations

import time
from collections.abc import Callable, Iterator
from datetime import timedelta
from functools import partial
from pathlib import Path

import pytest
from celery import current_app
from django.conf import settings
from django.db import transaction
from django.test import Client
from django.urls import reverse
from django.utils import timezone
from openpyxl import load_workbook

import questionnaires
from accounts.actions import create_user
from accounts.permissions import Role
from exports import files
from exports.actions import MAX_ATTEMPTS, request_export, sweep_exports
from exports.models import Export
from exports.wording import failure_text
from fieldwork.actions import add_member
from questionnaires.core import yaml_format
from responses.actions import synthesise_responses
from tests.export_files import workbook_of
from tests.integration.exports.surveys import survey_of
from tests.patience import SECONDS
from tests.publishing import published
from tests.workers import kill, worker

pytestmark = pytest.mark.django_db(transaction=True)

LARC7 = Path(questionnaires.__file__).parent / "definitions" / "larc7.yaml"
RESPONSES = 2000
"""So many that the file takes some seconds, and there is time to kill the worker half-way."""


@pytest.fixture
def export() -> Iterator[Export]:
    """An export of a closed survey, queued at the real broker."""
    current_app.control.purge()
    written = yaml_format.parse(LARC7.read_text(encoding="utf-8"), file=LARC7.name)
    closes_on = timezone.localdate() - timedelta(days=2)
    survey = survey_of(published(written), "larc-7", closes_on=closes_on)
    synthesise_responses(survey=survey, count=RESPONSES, seed=7)
    lead = create_user(email="lead@example.org", name="Lead")
    add_member(actor=None, user=lead, survey=survey, role=Role.LEAD)
    yield request_export(actor=lead, survey=survey)
    current_app.control.purge()


def wait_until(
    export: Export,
    condition: Callable[[Export], bool],
    log: Path,
    then: Callable[[], None] = lambda: None,
) -> None:
    """Wait until *condition* holds, and do *then* before the worker can go any further."""
    deadline = time.monotonic() + SECONDS
    while time.monotonic() < deadline:
        with transaction.atomic():
            export.refresh_from_db(from_queryset=Export.objects.select_for_update())
            if condition(export):
                then()
                return
        time.sleep(0.05)
    pytest.fail(f"{export} is {export.status}: {log.read_text()}", pytrace=False)


def is_half_way(export: Export) -> bool:
    """Say whether the run has read every response, a step each, and writes its first file."""
    return export.status == Export.Status.RUNNING and export.steps_done > RESPONSES


def die_half_way(export: Export, log: Path) -> Path:
    """Let a worker begin with *export* and kill it; return the half file that it left."""
    with worker(log) as process:
        wait_until(export, is_half_way, log, then=partial(kill, process))
    export.refresh_from_db()
    assert export.status == Export.Status.RUNNING
    assert export.run_token is not None
    return files.unfinished_path(export.run_token, "xlsx")


def assert_nothing_to_download(export: Export) -> None:
    client = Client()
    client.force_login(export.requested_by)
    address = reverse("export_download", args=[export.survey.slug, export.public_id, "xlsx"])
    assert client.get(address).status_code == 404
    assert not export.files.exists()


def look_abandoned(export: Export) -> None:
    """Turn the clock: no sign of life for as long as the sweep waits."""
    long_ago = timezone.now() - timedelta(seconds=settings.EXPORT_STALE_SECONDS + 1)
    Export.objects.filter(pk=export.pk).update(heartbeat_at=long_ago)


def test_the_sweep_and_another_worker_finish_what_a_killed_one_began(
    export: Export, tmp_path: Path
) -> None:
    log = tmp_path / "worker.log"
    half_file = die_half_way(export, log)
    assert half_file.exists()
    assert_nothing_to_download(export)
    assert sweep_exports() == 0  # too early to tell
    look_abandoned(export)
    assert sweep_exports() == 1
    assert not half_file.exists()
    with worker(log):
        wait_until(export, lambda row: not row.is_under_way, log)
    assert (export.status, export.attempts) == (Export.Status.FINISHED, 2)
    assert export.response_count == RESPONSES
    made = workbook_of(export)
    with made.file.open("rb") as file:
        assert files.sha256_of(Path(made.file.path)) == made.sha256
        sheet = load_workbook(file, read_only=True)["Data (codes)"]
        assert sum(1 for _row in sheet.iter_rows()) == 1 + RESPONSES


def test_an_export_whose_worker_dies_every_time_fails_with_a_sentence(
    export: Export, tmp_path: Path
) -> None:
    log = tmp_path / "worker.log"
    for _attempt in range(MAX_ATTEMPTS):
        half_file = die_half_way(export, log)
        look_abandoned(export)
        assert sweep_exports() == 1
        assert not half_file.exists()
    export.refresh_from_db()
    assert (export.status, export.attempts) == (Export.Status.FAILED, MAX_ATTEMPTS)
    assert "stopped 3 times" in failure_text(export)
    assert "No answers were lost" in failure_text(export)
    assert_nothing_to_download(export)
