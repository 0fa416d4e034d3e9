"""The sweep: exports that dead workers and lost messages left are finished or fail."""

from __future__ import annotations

import uuid
from collections.abc import Callable
from datetime import datetime, timedelta

import pytest
from django.conf import settings
from django.test import TestCase
from django.utils import timezone

from exports import files
from exports.actions import BUILD_EXPORT, MAX_ATTEMPTS, run_export, sweep_exports
from exports.models import Export
from exports.tasks import sweep_exports as sweep_task

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("sent")]

NewExport = Callable[..., Export]
Sent = list[tuple[str, list[int]]]


@pytest.fixture
def long_ago() -> datetime:
    return timezone.now() - timedelta(seconds=settings.EXPORT_STALE_SECONDS + 5)


@pytest.fixture
def just_now() -> datetime:
    return timezone.now() - timedelta(seconds=settings.EXPORT_STALE_SECONDS - 5)


def running(new_export: NewExport, *, heartbeat_at: datetime, attempts: int = 1) -> Export:
    return new_export(
        status=Export.Status.RUNNING,
        run_token=uuid.uuid4(),
        queued_at=heartbeat_at,
        heartbeat_at=heartbeat_at,
        attempts=attempts,
    )


def swept() -> int:
    with TestCase.captureOnCommitCallbacks(execute=True):
        return sweep_exports()


def test_a_run_without_a_sign_of_life_is_queued_again(
    new_export: NewExport, long_ago: datetime, sent: Sent
) -> None:
    export = running(new_export, heartbeat_at=long_ago)
    assert swept() == 1
    export.refresh_from_db()
    assert (export.status, export.run_token) == (Export.Status.QUEUED, None)
    assert sent == [(BUILD_EXPORT, [export.pk])]
    assert run_export(export_id=export.pk)
    export.refresh_from_db()
    assert (export.status, export.attempts) == (Export.Status.FINISHED, 2)


def test_a_run_that_lives_is_left_alone(
    new_export: NewExport, just_now: datetime, sent: Sent
) -> None:
    export = running(new_export, heartbeat_at=just_now)
    assert swept() == 0
    assert Export.objects.get() == export
    assert Export.objects.get().status == Export.Status.RUNNING
    assert sent == []


def test_after_the_last_attempt_the_export_has_failed(
    new_export: NewExport, long_ago: datetime, sent: Sent
) -> None:
    export = running(new_export, heartbeat_at=long_ago, attempts=MAX_ATTEMPTS)
    assert swept() == 1
    export.refresh_from_db()
    assert export.status == Export.Status.FAILED
    assert export.failure == Export.Failure.GIVEN_UP
    assert sent == []


def test_a_message_that_was_lost_is_sent_again(
    new_export: NewExport, long_ago: datetime, sent: Sent
) -> None:
    export = new_export(queued_at=long_ago)
    assert swept() == 1
    assert sent == [(BUILD_EXPORT, [export.pk])]


def test_it_is_not_sent_again_at_every_sweep(
    new_export: NewExport, long_ago: datetime, sent: Sent
) -> None:
    new_export(queued_at=long_ago)
    assert (swept(), swept()) == (1, 0)
    assert len(sent) == 1


def test_what_has_ended_is_left_alone(new_export: NewExport, long_ago: datetime) -> None:
    new_export(
        status=Export.Status.FAILED,
        failure=Export.Failure.FAULT,
        finished_at=long_ago,
        queued_at=long_ago,
    )
    assert swept() == 0


def test_what_a_dead_run_had_written_is_deleted(new_export: NewExport, long_ago: datetime) -> None:
    export = running(new_export, heartbeat_at=long_ago)
    assert export.run_token is not None
    path = files.unfinished_path(export.run_token, "xlsx")
    with files.new_private_file(path) as file:
        file.write(b"half a file")
    swept()
    assert not path.exists()


def test_a_file_that_was_put_away_but_never_announced_is_deleted(
    new_export: NewExport, long_ago: datetime
) -> None:
    """The worker died between the move and the commit."""
    export = running(new_export, heartbeat_at=long_ago)
    token, slug = export.run_token, export.survey.slug
    assert token is not None
    path = files.unfinished_path(token, "xlsx")
    with files.new_private_file(path) as file:
        file.write(b"a whole file")
    name = files.put_away(path, survey_slug=slug, run_token=token)
    swept()
    assert not files.private_storage().exists(name)


def test_the_task_sweeps(new_export: NewExport, long_ago: datetime) -> None:
    export = running(new_export, heartbeat_at=long_ago)
    sweep_task()
    export.refresh_from_db()
    assert export.status == Export.Status.QUEUED


def test_the_schedule_names_the_task_of_the_sweep() -> None:
    assert settings.CELERY_BEAT_SCHEDULE["sweep exports"]["task"] == sweep_task.name
