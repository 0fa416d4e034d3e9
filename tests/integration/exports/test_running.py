"""Running an export: once, whole or not at all, and with a plain sentence when it fails."""

from __future__ import annotations

import logging
import stat
import uuid
from collections.abc import Callable
from hashlib import sha256
from pathlib import Path
from typing import Any

import pytest
from celery.exceptions import SoftTimeLimitExceeded
from openpyxl import load_workbook

from accounts.models import AuditEvent
from exports import actions, files
from exports.actions import run_export
from exports.formats import FORMATS
from exports.models import Export
from exports.tasks import build_export
from responses.models import Response
from tests.export_files import csv_of, workbook_of

pytestmark = pytest.mark.django_db

NewExport = Callable[..., Export]
MANAGER = {"role": {"choice": "manager"}}


@pytest.fixture
def queued(new_export: NewExport, respond: Callable[..., Response]) -> Export:
    for _ in range(3):
        respond(MANAGER)
    return new_export()


def test_the_file_is_there_whole_with_its_digest(queued: Export) -> None:
    assert run_export(export_id=queued.pk)
    queued.refresh_from_db()
    assert (queued.status, queued.response_count) == (Export.Status.FINISHED, 3)
    for made in queued.files.all():
        content = Path(made.file.path).read_bytes()
        assert (made.size, made.sha256) == (len(content), sha256(content).hexdigest())
    with workbook_of(queued).file.open("rb") as file:
        assert load_workbook(file)["Cover"]["B2"].value == queued.survey.title


def test_the_task_runs_the_action(queued: Export) -> None:
    build_export(queued.pk)
    queued.refresh_from_db()
    assert queued.status == Export.Status.FINISHED


def test_nobody_else_on_the_machine_can_read_the_file(queued: Export) -> None:
    run_export(export_id=queued.pk)
    queued.refresh_from_db()
    path = Path(workbook_of(queued).file.path)
    assert stat.S_IMODE(path.stat().st_mode) == 0o600
    assert stat.S_IMODE(path.parent.stat().st_mode) == 0o700


def test_the_name_in_the_storage_tells_no_time(queued: Export) -> None:
    run_export(export_id=queued.pk)
    queued.refresh_from_db()
    folder, _slash, name = workbook_of(queued).file.name.partition("/")
    assert folder == queued.survey.slug
    assert uuid.UUID(name.removesuffix(".xlsx")).version == 4


def test_the_register_holds_what_was_released(queued: Export) -> None:
    run_export(export_id=queued.pk)
    queued.refresh_from_db()
    event = AuditEvent.objects.get(action="export.finished")
    assert (event.actor, event.subject) == (None, f"export:{queued.public_id}")
    assert event.detail == {
        "survey": queued.survey.slug,
        "responses": 3,
        "xlsx": workbook_of(queued).sha256,
        "csv": csv_of(queued).sha256,
    }


def test_a_message_that_comes_twice_does_nothing_the_second_time(queued: Export) -> None:
    assert run_export(export_id=queued.pk)
    queued.refresh_from_db()
    assert not run_export(export_id=queued.pk)
    again = Export.objects.get(pk=queued.pk)
    assert (again.attempts, again.files.count()) == (1, len(FORMATS))
    assert AuditEvent.objects.filter(action="export.finished").count() == 1


def test_a_message_for_an_export_that_is_being_made_does_nothing(
    queued: Export, monkeypatch: pytest.MonkeyPatch
) -> None:
    def deliver_again(*args: Any, **options: Any) -> int:
        assert not run_export(export_id=queued.pk)
        return original(*args, **options)

    original = actions.write_export
    monkeypatch.setattr(actions, "write_export", deliver_again)
    assert run_export(export_id=queued.pk)
    queued.refresh_from_db()
    assert (queued.status, queued.attempts) == (Export.Status.FINISHED, 1)


def test_a_message_for_an_export_that_is_gone_does_nothing() -> None:
    assert not run_export(export_id=0)


def test_progress_and_signs_of_life_are_stored_on_the_way(
    queued: Export, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(actions, "SECONDS_BETWEEN_BEATS", 0)
    seen = []

    def observed(export: Export, target: Any, *, progress: Callable, **options: Any) -> int:
        def tell(done: int, total: int) -> None:
            progress(done, total)
            seen.append(Export.objects.get(pk=export.pk))

        return original(export, target, progress=tell, **options)

    original = actions.write_export
    monkeypatch.setattr(actions, "write_export", observed)
    run_export(export_id=queued.pk)
    assert [export.steps_done for export in seen] == list(range(1, 16))
    assert {export.steps_total for export in seen} == {15}
    assert {export.status for export in seen} == {Export.Status.RUNNING}
    beats = [export.heartbeat_at for export in seen]
    assert beats == sorted(beats)


def test_progress_is_stored_at_most_once_a_second(
    queued: Export, django_assert_num_queries: Callable
) -> None:
    run = actions._claim(queued.pk)
    assert run is not None
    with django_assert_num_queries(0):
        for done in range(100):
            run.beat(done, 100)


@pytest.mark.parametrize("error", [RuntimeError("boom"), SoftTimeLimitExceeded(), OSError(28, "")])
def test_a_fault_leaves_its_kind_and_no_file(
    queued: Export,
    monkeypatch: pytest.MonkeyPatch,
    caplog: pytest.LogCaptureFixture,
    error: Exception,
) -> None:
    tokens = fail_half_way(monkeypatch, error)
    with caplog.at_level(logging.ERROR), pytest.raises(type(error)):
        run_export(export_id=queued.pk)
    queued.refresh_from_db()
    assert (queued.status, queued.files.count()) == (Export.Status.FAILED, 0)
    assert queued.failure == Export.Failure.FAULT
    assert str(queued.public_id) in caplog.text
    assert_no_files(queued, tokens)


def fail_half_way(monkeypatch: pytest.MonkeyPatch, error: Exception) -> list[uuid.UUID]:
    """Make the next run raise *error* when some of its file is written; return its token."""
    tokens: list[uuid.UUID] = []

    def fail(export: Export, open_file: Any, **options: Any) -> int:
        assert export.run_token is not None
        tokens.append(export.run_token)
        whole, half = FORMATS.values()
        with open_file(whole) as target:
            target.write(b"a whole file")
        with open_file(half) as target:
            target.write(b"half a file")
            raise error

    monkeypatch.setattr(actions, "write_export", fail)
    return tokens


def assert_no_files(export: Export, tokens: list[uuid.UUID]) -> None:
    assert tokens
    for token in tokens:
        for kind in FORMATS.values():
            assert not files.unfinished_path(token, kind.extension).exists()
            name = files.finished_name(export.survey.slug, token, kind.extension)
            assert not files.private_storage().exists(name)


def test_after_a_failure_a_new_export_can_be_asked_for(
    queued: Export, monkeypatch: pytest.MonkeyPatch
) -> None:
    fail_half_way(monkeypatch, RuntimeError("boom"))
    with pytest.raises(RuntimeError):
        run_export(export_id=queued.pk)
    monkeypatch.undo()
    again = Export.objects.create(
        survey=queued.survey,
        requested_by=queued.requested_by,
        cut_off=queued.cut_off,
        is_interim=False,
    )
    assert run_export(export_id=again.pk)


@pytest.mark.parametrize("moment", ["while it writes", "when it is done"])
def test_a_run_that_was_given_up_writes_nothing_more(
    queued: Export, monkeypatch: pytest.MonkeyPatch, moment: str
) -> None:
    """The sweep takes a slow run for dead, and another worker takes the export over."""
    tokens = []
    taken_over = uuid.uuid4()

    def lose_the_export(export: Export, target: Any, *, progress: Callable, **more: Any) -> int:
        tokens.append(export.run_token)
        count = 0
        if moment == "when it is done":
            count = original(export, target, progress=progress, **more)
        Export.objects.filter(pk=export.pk).update(run_token=taken_over)
        return count or original(export, target, progress=progress, **more)

    original = actions.write_export
    monkeypatch.setattr(actions, "write_export", lose_the_export)
    monkeypatch.setattr(actions, "SECONDS_BETWEEN_BEATS", 0)
    assert run_export(export_id=queued.pk)
    queued.refresh_from_db()
    assert (queued.status, queued.run_token) == (Export.Status.RUNNING, taken_over)
    assert_no_files(queued, tokens)
