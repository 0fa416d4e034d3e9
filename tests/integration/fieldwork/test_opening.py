"""A survey opens by an act, which is refused until nothing is missing."""

from __future__ import annotations

from datetime import timedelta

import pytest
from django.core.exceptions import ValidationError
from django.db import IntegrityError, transaction
from django.test import Client
from django.urls import reverse
from django.utils import timezone
from pytest_django import DjangoAssertNumQueries

from accounts.models import AuditEvent, User
from fieldwork.actions import NotNow, open_survey, save_survey, take_back
from fieldwork.checklist import checklist_of
from fieldwork.models import Survey
from tests.integration.fieldwork.conftest import completed

pytestmark = pytest.mark.django_db

State = Survey.State
ALL_ITEMS = [
    "details",
    "dates",
    "texts",
    "parameters",
    "areas",
    "links",
    "headcounts",
    "coordinators",
    "team",
]


def missing_in(survey: Survey) -> set[str]:
    return {item.code for item in checklist_of(survey) if item.faults}


def test_a_new_survey_lacks_what_only_a_lead_knows(draft: Survey) -> None:
    assert [item.code for item in checklist_of(draft)] == ALL_ITEMS
    assert missing_in(draft) == {"details", "dates", "texts", "parameters", "areas", "team"}


def test_nothing_is_missing_where_everything_is_there(complete: Survey) -> None:
    assert missing_in(complete) == set()


@pytest.mark.parametrize(
    ("fields", "item"),
    [
        ({"organisation": ""}, "details"),
        ({"contact": ""}, "details"),
        ({"opens_on": None}, "dates"),
        ({"closes_on": None}, "dates"),
        ({"privacy_notice": ""}, "texts"),
        ({"privacy_notice": "We keep it until [day]."}, "texts"),
        ({"thank_you_text": ""}, "texts"),
        ({"support_text": ""}, "texts"),
        ({"without_headcounts": ""}, "headcounts"),
    ],
)
def test_each_thing_is_asked_for(
    complete: Survey, lead: User, fields: dict[str, str | None], item: str
) -> None:
    Survey.objects.update(**fields)
    complete.refresh_from_db()
    assert missing_in(complete) == {item}
    with pytest.raises(ValidationError):
        open_survey(actor=lead, survey=complete)
    complete.refresh_from_db()
    assert complete.state() is State.DRAFT


def test_a_link_of_each_area_works(complete: Survey) -> None:
    complete.areas.all()[0].links.update(takes_newcomers=False)
    assert missing_in(complete) == {"links"}


def test_a_coordinator_whose_account_is_closed_is_none(complete: Survey) -> None:
    User.objects.filter(pk=complete.memberships.exclude(area=None)[0].user_id).update(
        is_active=False
    )
    assert {"coordinators", "team"} <= missing_in(complete)


def test_a_survey_asks_nobody_in_places_that_do_not_exist(complete: Survey) -> None:
    complete.areas.all()[0].local_authority.__class__.objects.filter(name="Leeds").update(
        is_demonstration=True
    )
    faults = [fault for item in checklist_of(complete) for fault in item.faults]
    assert faults == ["These places do not exist: Leeds."]


def test_the_first_day_is_not_past(draft: Survey, lead: User) -> None:
    completed(draft, lead, opens_on=timezone.localdate() - timedelta(days=1))
    assert missing_in(draft) == {"dates"}


def test_it_opens_today_at_once(draft: Survey, lead: User) -> None:
    completed(draft, lead, opens_on=timezone.localdate())
    open_survey(actor=lead, survey=draft)
    assert draft.state() is State.OPEN


def test_it_opens_by_itself_on_its_first_day(complete: Survey, lead: User) -> None:
    open_survey(actor=lead, survey=complete)
    assert complete.state() is State.SCHEDULED
    assert complete.state(timezone.now() + timedelta(days=1)) is State.OPEN
    event = AuditEvent.objects.get(action="survey.opening_decided")
    assert (event.actor, event.detail) == (lead, {"stage": ["draft", "ready"]})


def test_nobody_opens_it_twice(complete: Survey, lead: User) -> None:
    stale = Survey.objects.get(pk=complete.pk)
    open_survey(actor=lead, survey=complete)
    with pytest.raises(NotNow):
        open_survey(actor=lead, survey=stale)


def test_the_cells_of_coordinators_are_fixed_with_it(complete: Survey, lead: User) -> None:
    open_survey(actor=lead, survey=complete)
    cells = complete.areas.values_list("partition", flat=True)
    assert list(cells) == [[{"groups": [], "asked": None, "is_rest": False}]] * 2


def test_an_opening_can_be_taken_back(complete: Survey, lead: User) -> None:
    open_survey(actor=lead, survey=complete)
    take_back(actor=lead, survey=complete)
    assert complete.state() is State.DRAFT
    assert set(complete.areas.values_list("partition", flat=True)) == {None}


def test_no_other_way_leads_to_an_open_survey(complete: Survey) -> None:
    complete.stage = Survey.Stage.READY
    with pytest.raises(ValueError, match="by the acts of its life"):
        save_survey(actor=None, survey=complete)


def test_the_database_keeps_the_dates_of_what_is_no_draft(complete: Survey, lead: User) -> None:
    open_survey(actor=lead, survey=complete)
    with pytest.raises(IntegrityError), transaction.atomic():
        Survey.objects.update(closes_on=None)


def test_what_an_open_survey_needs_cannot_be_taken_away(complete: Survey, lead: User) -> None:
    open_survey(actor=lead, survey=complete)
    for name in ("contact", "organisation", "closes_on"):
        survey = Survey.objects.get(pk=complete.pk)
        setattr(survey, name, None if name == "closes_on" else "")
        with pytest.raises(ValidationError) as refused:
            save_survey(actor=lead, survey=survey)
        assert list(refused.value.error_dict) == [name]


def test_what_people_have_read_cannot_be_emptied(complete: Survey, lead: User) -> None:
    open_survey(actor=lead, survey=complete)
    complete.privacy_notice = ""
    with pytest.raises(ValidationError, match="People read this"):
        save_survey(actor=lead, survey=complete)


def test_the_page_has_the_button_when_nothing_is_missing(pages: Client, complete: Survey) -> None:
    address = reverse("setup", args=[complete.slug])
    assert "Let it open on its first day" in pages.get(address).content.decode()
    page = pages.post(address, follow=True).content.decode()
    assert "The survey opens on its first day." in page
    assert "Let it open on its first day" not in page


def test_a_press_too_early_opens_nothing(pages: Client, draft: Survey) -> None:
    address = reverse("setup", args=[draft.slug])
    assert "6 things are still to do" in pages.get(address).content.decode()
    assert "The survey was not opened." in pages.post(address, follow=True).content.decode()
    draft.refresh_from_db()
    assert draft.is_draft


def test_the_checklist_takes_as_many_queries_for_one_area_as_for_many(
    complete: Survey, django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    checklist_of(complete)
    with django_assert_num_queries(5):
        checklist_of(Survey.objects.get(pk=complete.pk))
