"""The database keeps the states of an export apart."""

from __future__ import annotations

import uuid
from collections.abc import Callable
from typing import Any

import pytest
from django.db import IntegrityError, transaction
from django.utils import timezone

from exports.models import Export, InterimRelease
from fieldwork.models import Survey

pytestmark = pytest.mark.django_db

NOW = timezone.now()
RUN = {"run_token": uuid.uuid4(), "heartbeat_at": NOW}
FILE = {"file": "a/b.xlsx", "sha256": "0" * 64, "size": 1, "response_count": 0}


@pytest.mark.parametrize(
    "fields",
    [
        {"status": "queued"},
        {"status": "running", **RUN},
        {"status": "finished", "finished_at": NOW, **FILE},
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
        ({"status": "finished", "finished_at": NOW, **FILE, **RUN}, "running_has_a_run"),
        ({"status": "queued", **FILE}, "finished_has_a_file"),
        ({"status": "running", **RUN, "file": "a/half.xlsx"}, "finished_has_a_file"),
        ({"status": "finished", "finished_at": NOW}, "finished_has_a_file"),
        ({"status": "finished", "finished_at": NOW, **FILE, "size": 0}, "finished_has_a_file"),
        ({"status": "finished", "finished_at": NOW, **FILE, "sha256": ""}, "finished_has_a_file"),
        ({"status": "failed", "finished_at": NOW}, "failed_says_why"),
        ({"status": "queued", "failure": "fault"}, "failed_says_why"),
        ({"status": "finished", **FILE}, "ended_has_an_end"),
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
