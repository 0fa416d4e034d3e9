"""The database keeps the states of an export apart."""

from __future__ import annotations

import uuid
from collections.abc import Callable
from typing import Any

import pytest
from django.db import IntegrityError, transaction
from django.utils import timezone

from exports.models import Export, ExportFile, InterimRelease
from fieldwork.models import Survey

pytestmark = pytest.mark.django_db

NOW = timezone.now()
RUN = {"run_token": uuid.uuid4(), "heartbeat_at": NOW}
DONE = {"finished_at": NOW, "response_count": 0}


@pytest.mark.parametrize(
    "fields",
    [
        {"status": "queued"},
        {"status": "running", **RUN},
        {"status": "finished", **DONE},
        {"status": "failed", "finished_at": NOW, "failure": "fault"},
    ],
)
def test_states_that_make_sense_are_stored(
    new_export: Callable[..., Export], fields: dict[str, Any]
) -> None:
    assert new_export(**fields).pk


@pytest.mark.parametrize(
    ("fields", "constraint"),
    [
        ({"status": "queued", **RUN}, "running_has_a_run"),
        ({"status": "running"}, "running_has_a_run"),
        ({"status": "finished", **DONE, **RUN}, "running_has_a_run"),
        ({"status": "queued", "response_count": 0}, "finished_has_a_count"),
        ({"status": "running", **RUN, "response_count": 3}, "finished_has_a_count"),
        ({"status": "finished", "finished_at": NOW}, "finished_has_a_count"),
        ({"status": "failed", "finished_at": NOW}, "failed_says_why"),
        ({"status": "queued", "failure": "fault"}, "failed_says_why"),
        ({"status": "finished", "response_count": 0}, "ended_has_an_end"),
        ({"status": "queued", "finished_at": NOW}, "ended_has_an_end"),
        ({"status": "running", **RUN, "steps_done": 2, "steps_total": 1}, "steps_within_total"),
        ({"status": "paused"}, "export_"),
    ],
)
def test_states_that_contradict_themselves_are_refused(
    new_export: Callable[..., Export], fields: dict[str, Any], constraint: str
) -> None:
    with pytest.raises(IntegrityError, match=constraint), transaction.atomic():
        new_export(**fields)


def test_a_decision_without_a_reason_is_refused(
    open_survey: Survey, new_export: Callable[..., Export]
) -> None:
    decided_by = new_export().requested_by
    with pytest.raises(IntegrityError, match="has_a_reason"), transaction.atomic():
        InterimRelease.objects.create(survey=open_survey, decided_by=decided_by, reason="")


@pytest.mark.parametrize(
    "wrong", [{"size": 0}, {"sha256": ""}, {"sha256": "0" * 63}, {"file": ""}], ids=str
)
def test_half_a_file_is_refused(new_export: Callable[..., Export], wrong: dict[str, Any]) -> None:
    export = new_export(status="finished", **DONE)
    sound = {"format": "xlsx", "file": "a/b.xlsx", "size": 1, "sha256": "0" * 64}
    with pytest.raises(IntegrityError, match="export_file_is_there"), transaction.atomic():
        ExportFile.objects.create(export=export, **(sound | wrong))


def test_an_export_has_one_file_in_each_format(new_export: Callable[..., Export]) -> None:
    export = new_export(status="finished", **DONE)
    for kind in ("xlsx", "csv"):
        fields = {"file": f"a/{kind}", "size": 1, "sha256": "0" * 64}
        ExportFile.objects.create(export=export, format=kind, **fields)
    with pytest.raises(IntegrityError, match="once_a_format"), transaction.atomic():
        ExportFile.objects.create(export=export, format="csv", **fields)
