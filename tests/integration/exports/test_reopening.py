"""A survey opens again only while nothing of it has left as final; what was made is withdrawn."""

from __future__ import annotations

from datetime import timedelta

import pytest
from django.core.exceptions import ValidationError
from django.core.files.base import ContentFile
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from accounts.actions import create_user
from accounts.models import AuditEvent, User
from accounts.permissions import Role
from exports.actions import record_download
from exports.files import private_storage
from exports.models import Export
from fieldwork.actions import add_member, reopen_survey
from fieldwork.models import Survey
from tests.export_files import with_workbook
from tests.publishing import published
from tests.surveys import link_to, survey_of
from tests.visits import VISITS

pytestmark = pytest.mark.django_db

REASON = "Health joined late."


@pytest.fixture
def survey(db: None) -> Survey:
    """Closed for ten days."""
    today = timezone.localdate()
    dates = {"opens_on": today - timedelta(days=40), "closes_on": today - timedelta(days=10)}
    return link_to(survey_of(published(VISITS), **dates)).area.survey


@pytest.fixture
def lead(survey: Survey) -> User:
    lead = create_user(email="lead@example.org", name="Leader")
    add_member(actor=None, user=lead, survey=survey, role=Role.LEAD)
    return lead


def export_of(survey: Survey, lead: User, **fields: object) -> Export:
    finished = {
        "status": Export.Status.FINISHED,
        "finished_at": timezone.now(),
        "response_count": 20,
        "is_interim": False,
    }
    export = Export.objects.create(
        survey=survey, requested_by=lead, cut_off=timezone.localdate(), **(finished | fields)
    )
    if export.is_finished:
        name = private_storage().save("reopened/file.xlsx", ContentFile(b"rows"))
        with_workbook(export, name, size=4)
    return export


def reopen(survey: Survey, lead: User) -> None:
    last_day = timezone.localdate() + timedelta(days=5)
    reopen_survey(actor=lead, survey=survey, last_day=last_day, reason=REASON)


def test_a_final_export_that_somebody_has_stands_against_it(survey: Survey, lead: User) -> None:
    export = export_of(survey, lead)
    made = export.files.get()
    record_download(actor=lead, made=made)
    with pytest.raises(ValidationError, match="What has left as final cannot change"):
        reopen(survey, lead)
    assert private_storage().exists(str(made.file))
    made.file.delete(save=False)


@pytest.mark.django_db(transaction=True)
def test_the_page_says_so_and_has_no_form(survey: Survey, lead: User, client: Client) -> None:
    made = export_of(survey, lead).files.get()
    record_download(actor=lead, made=made)
    client.force_login(lead)
    page = client.get(reverse("survey_act", args=[survey.slug, "reopen"])).content.decode()
    assert "A final export was downloaded on" in page
    assert 'name="last_day"' not in page
    made.file.delete(save=False)


def test_one_that_is_being_made_stands_against_it_for_now(survey: Survey, lead: User) -> None:
    export_of(survey, lead, status="queued", finished_at=None, response_count=None)
    with pytest.raises(ValidationError, match="being made"):
        reopen(survey, lead)


@pytest.mark.django_db(transaction=True)
def test_one_that_nobody_has_is_withdrawn(survey: Survey, lead: User, client: Client) -> None:
    export = export_of(survey, lead)
    made = export.files.get()
    reopen(survey, lead)
    export.refresh_from_db()
    assert export.is_withdrawn
    assert export.withdrawn_because == REASON
    assert not private_storage().exists(str(made.file)), "its file is gone"
    assert AuditEvent.objects.get(action="export.withdrawn").detail["reason"] == REASON
    client.force_login(lead)
    address = reverse("export_download", args=[survey.slug, export.public_id, made.format])
    client.get(address)
    assert not AuditEvent.objects.filter(action="export.downloaded").exists()
    page = client.get(reverse("export_detail", args=[survey.slug, export.public_id]))
    assert REASON in page.content.decode()


def test_interim_exports_stand_against_nothing(survey: Survey, lead: User) -> None:
    made = export_of(survey, lead, is_interim=True).files.get()
    record_download(actor=lead, made=made)
    reopen(survey, lead)
    assert survey.is_open
    assert not Export.objects.get().is_withdrawn
    made.file.delete(save=False)
