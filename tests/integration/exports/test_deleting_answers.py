"""A lead deletes what a finished survey was answered, with its files; a certificate stays."""

from __future__ import annotations

from datetime import timedelta

import pytest
from django.core.exceptions import ValidationError
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from accounts.models import AuditEvent, User
from exports.deletion import delete_answers
from exports.files import private_storage
from exports.models import Export
from fieldwork.actions import archive_survey, reopen_survey
from fieldwork.models import Survey
from responses.actions import synthesise_responses
from responses.models import PurgeCertificate, Response
from tests.integration.exports.final import export_of
from tests.surveys import link_to, survey_of

pytestmark = pytest.mark.django_db(transaction=True)

REASON = "The period of retention is over."


@pytest.fixture
def answered(closed: Survey) -> Survey:
    Survey.objects.update(is_demonstration=True)
    closed.refresh_from_db()
    synthesise_responses(survey=closed, count=12, seed=1)
    return closed


def address_of(survey: Survey) -> str:
    return reverse("answers_deletion", args=[survey.slug])


def test_answers_and_files_go_and_a_certificate_stays(
    answered: Survey,
    leader: User,
    client: Client,
) -> None:
    made = export_of(answered, leader).files.get()
    client.force_login(leader)
    fields = {"name": answered.slug, "reason": REASON}
    page = client.post(address_of(answered), fields, follow=True).content.decode()
    assert "12 responses were deleted." in page
    assert not Response.objects.exists()
    assert not private_storage().exists(str(made.file))
    assert Export.objects.get().is_withdrawn, "the register keeps it"
    certificate = PurgeCertificate.objects.get()
    assert (certificate.responses, certificate.is_of_all) == (12, True)
    event = AuditEvent.objects.get(action="survey.answers_deleted")
    assert (event.actor, event.detail) == (
        leader,
        {"responses": 12, "files": 1, "reason": REASON},
    )


@pytest.mark.parametrize("name", ["", "ROUND-ONE", "round one"])
def test_a_slip_deletes_nothing(
    answered: Survey,
    leader: User,
    client: Client,
    name: str,
) -> None:
    client.force_login(leader)
    page = client.post(address_of(answered), {"name": name, "reason": REASON}).content.decode()
    assert "Type the name" in page or "This is not the name of the survey" in page
    assert Response.objects.count() == 12


def test_only_a_finished_survey_is_emptied(answered: Survey, leader: User, client: Client) -> None:
    Survey.objects.update(closes_on=timezone.localdate() + timedelta(days=1))
    with pytest.raises(ValidationError):
        delete_answers(actor=leader, survey=answered, reason=REASON)
    client.force_login(leader)
    assert client.get(address_of(answered)).status_code == 302
    assert Response.objects.count() == 12


def test_an_export_that_is_being_made_holds_it_up(answered: Survey, leader: User) -> None:
    export_of(answered, leader, status="queued", finished_at=None, response_count=None)
    with pytest.raises(ValidationError, match="being made"):
        delete_answers(actor=leader, survey=answered, reason=REASON)
    assert Response.objects.count() == 12


def test_afterwards_it_opens_no_more_and_is_not_emptied_twice(
    answered: Survey,
    leader: User,
) -> None:
    archive_survey(actor=leader, survey=answered)
    delete_answers(actor=leader, survey=answered, reason=REASON)
    with pytest.raises(ValidationError):
        delete_answers(actor=leader, survey=answered, reason=REASON)
    Survey.objects.update(stage=Survey.Stage.READY)
    last_day = timezone.localdate() + timedelta(days=1)
    with pytest.raises(ValidationError, match="Its answers were deleted"):
        reopen_survey(actor=leader, survey=answered, last_day=last_day, reason=REASON)


def test_the_answers_of_other_surveys_stay(answered: Survey, leader: User) -> None:
    other = survey_of(answered.version, slug="other", is_demonstration=True)
    link_to(other, "Elsewhere")
    synthesise_responses(survey=other, count=3, seed=2)
    delete_answers(actor=leader, survey=answered, reason=REASON)
    assert Response.objects.count() == 3
