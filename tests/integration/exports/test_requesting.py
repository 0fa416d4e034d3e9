"""Asking for an export: who may, when, and what is stored and sent."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from celery import current_app
from django.core.exceptions import PermissionDenied
from django.db import IntegrityError, transaction
from django.test import TestCase
from kombu.exceptions import OperationalError

from accounts.actions import create_user
from accounts.models import AuditEvent, User
from accounts.permissions import Role
from exports.actions import (
    BUILD_EXPORT,
    ExportNotAllowed,
    allow_interim_exports,
    request_export,
)
from exports.models import Export
from exports.selectors import Eligibility
from fieldwork.models import Survey
from questionnaires.models import Version
from tests.integration.exports.surveys import survey_of

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("sent")]

Sent = list[tuple[str, list[int]]]


def test_a_request_is_queued_and_sent_once_it_is_stored(
    survey: Survey, researcher: User, sent: Sent
) -> None:
    with TestCase.captureOnCommitCallbacks(execute=True):
        export = request_export(actor=researcher, survey=survey)
        assert sent == []
    assert sent == [(BUILD_EXPORT, [export.pk])]
    assert (export.status, export.requested_by) == (Export.Status.QUEUED, researcher)


def test_the_name_that_is_sent_is_a_task_that_workers_know() -> None:
    current_app.loader.import_default_modules()
    assert BUILD_EXPORT in current_app.tasks


def test_a_broker_that_is_away_does_not_lose_the_request(
    survey: Survey, lead: User, monkeypatch: pytest.MonkeyPatch
) -> None:
    def fail(name: str, args: list[int]) -> None:
        raise OperationalError

    monkeypatch.setattr(current_app, "send_task", fail)
    with TestCase.captureOnCommitCallbacks(execute=True):
        request_export(actor=lead, survey=survey)
    assert Export.objects.get().status == Export.Status.QUEUED


def test_the_audit_trail_says_who_asked(survey: Survey, lead: User) -> None:
    export = request_export(actor=lead, survey=survey)
    event = AuditEvent.objects.get(action="export.requested")
    assert (event.actor, event.subject) == (lead, f"export:{export.public_id}")
    assert event.detail == {"survey": survey.slug, "interim": False}


def test_asking_twice_gives_the_export_that_is_under_way(survey: Survey, lead: User) -> None:
    first = request_export(actor=lead, survey=survey)
    assert request_export(actor=lead, survey=survey) == first
    assert Export.objects.count() == 1


def test_the_database_allows_one_export_under_way_in_a_survey(survey: Survey, lead: User) -> None:
    export = request_export(actor=lead, survey=survey)
    export.pk, export.public_id = None, "00000000-0000-4000-8000-000000000000"
    with pytest.raises(IntegrityError, match="export_one_under_way"), transaction.atomic():
        export.save(force_insert=True)


def test_a_closed_survey_is_exported_whole(survey: Survey, lead: User, today: date) -> None:
    export = request_export(actor=lead, survey=survey)
    assert (export.cut_off, export.is_interim) == (today, False)


def test_while_people_under_way_may_finish_a_survey_counts_as_open(
    version: Version, lead: User, today: date
) -> None:
    survey = survey_of(version, "in-grace", closes_on=today - timedelta(days=1))
    survey.memberships.create(user=lead, role=Role.LEAD)
    with pytest.raises(ExportNotAllowed) as refusal:
        request_export(actor=lead, survey=survey)
    assert refusal.value.eligibility is Eligibility.NEEDS_DECISION


def test_an_open_survey_is_not_exported(open_survey: Survey, lead: User, sent: Sent) -> None:
    with TestCase.captureOnCommitCallbacks(execute=True):  # noqa: SIM117
        with pytest.raises(ExportNotAllowed) as refusal:
            request_export(actor=lead, survey=open_survey)
    assert refusal.value.eligibility is Eligibility.NEEDS_DECISION
    assert (Export.objects.count(), sent) == (0, [])


def test_a_survey_that_is_not_open_yet_is_not_exported(
    version: Version, lead: User, today: date
) -> None:
    later = survey_of(version, "later", closes_on=today + timedelta(days=60))
    later.memberships.create(user=lead, role=Role.LEAD)
    with pytest.raises(ExportNotAllowed) as refusal:
        request_export(actor=lead, survey=later)
    assert refusal.value.eligibility is Eligibility.NOT_YET_OPEN


def test_after_a_leads_decision_an_open_survey_is_exported_up_to_yesterday(
    open_survey: Survey, lead: User, researcher: User, today: date
) -> None:
    open_survey.is_demonstration = False
    open_survey.save()
    allow_interim_exports(actor=lead, survey=open_survey, reason="A report to the board.")
    export = request_export(actor=researcher, survey=open_survey)
    assert (export.cut_off, export.is_interim) == (today - timedelta(days=1), True)


def test_an_export_of_an_open_demonstration_holds_todays_responses_too(
    open_survey: Survey, lead: User, today: date
) -> None:
    assert open_survey.is_demonstration
    allow_interim_exports(actor=lead, survey=open_survey, reason="To try it.")
    export = request_export(actor=lead, survey=open_survey)
    assert (export.cut_off, export.is_interim) == (today, True)


def test_the_decision_is_recorded_with_its_reason(open_survey: Survey, lead: User) -> None:
    release = allow_interim_exports(actor=lead, survey=open_survey, reason=" A report. ")
    assert (release.decided_by, release.reason) == (lead, "A report.")
    event = AuditEvent.objects.get(action="export.interim_allowed")
    assert (event.actor, event.subject) == (lead, f"survey:{open_survey.slug}")


def test_deciding_twice_keeps_the_first_decision(open_survey: Survey, lead: User) -> None:
    first = allow_interim_exports(actor=lead, survey=open_survey, reason="First.")
    assert allow_interim_exports(actor=lead, survey=open_survey, reason="Second.") == first
    assert AuditEvent.objects.filter(action="export.interim_allowed").count() == 1


def test_an_interim_decision_does_not_make_the_final_export_interim(
    survey: Survey, lead: User
) -> None:
    allow_interim_exports(actor=lead, survey=survey, reason="A report.")
    assert not request_export(actor=lead, survey=survey).is_interim


@pytest.mark.parametrize("role", [Role.RESEARCHER, Role.COORDINATOR])
def test_only_leads_decide_on_interim_exports(
    open_survey: Survey, team: dict[Role, User], role: Role
) -> None:
    with pytest.raises(PermissionDenied):
        allow_interim_exports(actor=team[role], survey=open_survey, reason="Please.")


def test_coordinators_and_strangers_cannot_ask_for_an_export(
    survey: Survey, team: dict[Role, User]
) -> None:
    stranger = create_user(email="stranger@example.org", name="Stranger")
    for user in (team[Role.COORDINATOR], stranger):
        with pytest.raises(PermissionDenied):
            request_export(actor=user, survey=survey)
