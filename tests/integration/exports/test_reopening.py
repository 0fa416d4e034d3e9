"""A survey opens again only while nothing of it has left as final; what was made is withdrawn."""

from __future__ import annotations

from datetime import timedelta

import pytest
from django.core.exceptions import ValidationError
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from accounts.models import AuditEvent, User
from exports.actions import record_download
from exports.files import private_storage
from exports.models import Export
from fieldwork.actions import reopen_survey
from fieldwork.models import Survey
from tests.integration.exports.final import export_of

pytestmark = pytest.mark.django_db

REASON = "Health joined late."


def reopen(survey: Survey, leader: User) -> None:
    last_day = timezone.localdate() + timedelta(days=5)
    reopen_survey(actor=leader, survey=survey, last_day=last_day, reason=REASON)


def test_a_final_export_that_somebody_has_stands_against_it(closed: Survey, leader: User) -> None:
    export = export_of(closed, leader)
    made = export.files.get()
    record_download(actor=leader, made=made)
    with pytest.raises(ValidationError, match="What has left as final cannot change"):
        reopen(closed, leader)
    assert private_storage().exists(str(made.file))
    made.file.delete(save=False)


@pytest.mark.django_db(transaction=True)
def test_the_page_says_so_and_has_no_form(closed: Survey, leader: User, client: Client) -> None:
    made = export_of(closed, leader).files.get()
    record_download(actor=leader, made=made)
    client.force_login(leader)
    page = client.get(reverse("survey_act", args=[closed.slug, "reopen"])).content.decode()
    assert "A final export was downloaded on" in page
    assert 'name="last_day"' not in page
    made.file.delete(save=False)


def test_one_that_is_being_made_stands_against_it_for_now(closed: Survey, leader: User) -> None:
    export_of(closed, leader, status="queued", finished_at=None, response_count=None)
    with pytest.raises(ValidationError, match="being made"):
        reopen(closed, leader)


@pytest.mark.django_db(transaction=True)
def test_one_that_nobody_has_is_withdrawn(closed: Survey, leader: User, client: Client) -> None:
    export = export_of(closed, leader)
    made = export.files.get()
    reopen(closed, leader)
    export.refresh_from_db()
    assert export.is_withdrawn
    assert export.withdrawn_because == REASON
    assert not private_storage().exists(str(made.file)), "its file is gone"
    assert AuditEvent.objects.get(action="export.withdrawn").detail["reason"] == REASON
    client.force_login(leader)
    address = reverse("export_download", args=[closed.slug, export.public_id, made.format])
    client.get(address)
    assert not AuditEvent.objects.filter(action="export.downloaded").exists()
    page = client.get(reverse("export_detail", args=[closed.slug, export.public_id]))
    assert REASON in page.content.decode()


def test_interim_exports_stand_against_nothing(closed: Survey, leader: User) -> None:
    made = export_of(closed, leader, is_interim=True).files.get()
    record_download(actor=leader, made=made)
    reopen(closed, leader)
    assert closed.is_open
    assert not Export.objects.get().is_withdrawn
    made.file.delete(save=False)
