"""Other last days, reopening and the archive are acts: with a reason, recorded, or refused."""

from __future__ import annotations

from datetime import date, timedelta
from typing import Any

import pytest
from django.core.exceptions import ValidationError
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from accounts.models import AuditEvent, User
from fieldwork.actions import (
    NotNow,
    archive_survey,
    bring_back,
    close_early,
    extend_survey,
    open_survey,
    reopen_survey,
)
from fieldwork.acts import ACTS, acts_of
from fieldwork.models import Survey
from tests.integration.fieldwork.conftest import completed

pytestmark = pytest.mark.django_db

State = Survey.State
DAY = timedelta(days=1)


@pytest.fixture
def today() -> date:
    return timezone.localdate()


@pytest.fixture
def survey(draft: Survey, lead: User, today: date) -> Survey:
    """Open since the day before yesterday, for 20 days."""
    completed(draft, lead, opens_on=today)
    open_survey(actor=lead, survey=draft)
    return moved(draft, opens_on=today - 2 * DAY)


def moved(survey: Survey, **dates: date) -> Survey:
    """Let time pass."""
    Survey.objects.filter(pk=survey.pk).update(**dates)
    survey.refresh_from_db()
    return survey


def closed(survey: Survey, today: date) -> Survey:
    return moved(survey, opens_on=today - 30 * DAY, closes_on=today - 10 * DAY)


def test_what_can_be_done_follows_from_the_state(survey: Survey, lead: User, today: date) -> None:
    def codes() -> list[str]:
        return [act.code for act in acts_of(survey)]

    assert codes() == ["extend", "close-early"]
    moved(survey, opens_on=today + DAY)
    assert codes() == ["take-back"]
    moved(survey, opens_on=today - 30 * DAY, closes_on=today - DAY)
    assert codes() == ["reopen"]
    closed(survey, today)
    assert codes() == ["reopen", "archive"]
    archive_survey(actor=lead, survey=survey)
    assert codes() == ["bring-back"]


def test_it_closes_later(survey: Survey, lead: User) -> None:
    later = survey.last_day + 5 * DAY
    before = survey.last_day
    extend_survey(actor=lead, survey=survey, last_day=later, reason="Half-term came between.")
    assert survey.last_day == later
    event = AuditEvent.objects.get(action="survey.extended")
    assert event.detail == {
        "closes_on": [before.isoformat(), later.isoformat()],
        "reason": "Half-term came between.",
    }


def test_it_closes_at_once(survey: Survey, lead: User, today: date) -> None:
    close_early(actor=lead, survey=survey, last_day=today - DAY, reason="Abused link.")
    assert survey.state() is State.GRACE


@pytest.mark.parametrize(
    ("act", "days", "complaint"),
    [
        (extend_survey, 0, "This is not later than the last day as it is."),
        (close_early, 20, "This is not earlier than the last day as it is."),
        (close_early, -2, "People have answered after this day. Choose yesterday or a later day."),
    ],
)
def test_a_day_that_does_not_do_is_refused(
    survey: Survey, lead: User, today: date, act: Any, days: int, complaint: str
) -> None:
    before = survey.last_day
    with pytest.raises(ValidationError) as refused:
        act(actor=lead, survey=survey, last_day=today + days * DAY, reason="Because.")
    assert refused.value.messages == [complaint]
    survey.refresh_from_db()
    assert survey.last_day == before


def test_on_its_first_day_it_stays_open_until_midnight(
    survey: Survey, lead: User, today: date
) -> None:
    moved(survey, opens_on=today)
    with pytest.raises(ValidationError, match="close it at the end of today"):
        close_early(actor=lead, survey=survey, last_day=today - DAY, reason="Because.")
    close_early(actor=lead, survey=survey, last_day=today, reason="Because.")
    assert survey.is_open


@pytest.mark.parametrize("reason", ["", "  \n"])
def test_a_reason_is_given(survey: Survey, lead: User, reason: str) -> None:
    with pytest.raises(ValidationError, match="Say why"):
        extend_survey(actor=lead, survey=survey, last_day=survey.last_day + DAY, reason=reason)


def test_it_opens_again(survey: Survey, lead: User, today: date) -> None:
    closed(survey, today)
    with pytest.raises(ValidationError, match="This day is over"):
        reopen_survey(actor=lead, survey=survey, last_day=today - DAY, reason="Because.")
    reopen_survey(actor=lead, survey=survey, last_day=today + DAY, reason="Health joined late.")
    assert survey.is_open
    assert AuditEvent.objects.filter(action="survey.reopened", actor=lead).exists()


def test_the_archive_takes_closed_surveys_alone_and_gives_them_back(
    survey: Survey, lead: User, today: date
) -> None:
    with pytest.raises(NotNow):
        archive_survey(actor=lead, survey=survey)
    archive_survey(actor=lead, survey=closed(survey, today))
    assert survey.state() is State.ARCHIVED
    bring_back(actor=lead, survey=survey)
    assert survey.state() is State.CLOSED


def test_a_lead_extends_it_on_its_page(pages: Client, survey: Survey) -> None:
    address = reverse("survey_act", args=[survey.slug, "extend"])
    page = pages.get(address).content.decode()
    assert all(str(one) in page for one in ACTS["extend"].consequences)
    later = survey.last_day + DAY
    refused = pages.post(address, {"last_day": later.isoformat(), "reason": ""})
    assert "Say why" in refused.content.decode()
    fields = {"last_day": later.isoformat(), "reason": "Half-term 🙂."}
    page = pages.post(address, fields, follow=True).content.decode()
    assert "The survey closes later now." in page
    assert "Half-term 🙂." in page, "what was decided stands on the page"


def test_an_act_of_another_state_leads_back(pages: Client, survey: Survey) -> None:
    address = reverse("survey_act", args=[survey.slug, "archive"])
    page = pages.post(address, follow=True).content.decode()
    assert "This cannot be done now." in page


def test_there_are_no_other_acts(pages: Client, survey: Survey) -> None:
    assert pages.get(reverse("survey_act", args=[survey.slug, "delete"])).status_code == 404
