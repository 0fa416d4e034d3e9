"""What stored answers are read by stays while one response exists, in any race."""

from __future__ import annotations

from collections.abc import Callable
from datetime import timedelta
from typing import Any

import pytest
from django.core.exceptions import ValidationError
from django.db import IntegrityError, transaction
from django.utils import timezone

from fieldwork.actions import number_areas, save_survey
from fieldwork.models import Area, Link, LocalAuthority, Survey
from questionnaires.models import Version
from responses.actions import begin_response, submit, synthesise_responses
from responses.models import Response
from tests.builders import definition_of_pages, page, question
from tests.connections import SECONDS, second_connection, wait_for_somebody_behind_us
from tests.publishing import published
from tests.surveys import link_to, survey_of
from tests.visits import VISITS

pytestmark = pytest.mark.django_db

LATER = definition_of_pages(page("new", question("new", "text")), slug=VISITS.slug)


@pytest.fixture
def later(survey: Survey) -> Version:
    return published(LATER)


def stored(survey: Survey) -> Survey:
    return Survey.objects.get(pk=survey.pk)


@pytest.fixture(params=["under way", "sent"])
def response(request: pytest.FixtureRequest, link: Link) -> Response:
    begun = begin_response(link=link)
    return submit(response_id=begun.pk) if request.param == "sent" else begun


# By the action


def test_a_version_is_not_changed_by_moving_the_first_day_away_and_back(
    survey: Survey, response: Response, later: Version
) -> None:
    first_day = survey.opens_on
    survey.opens_on = timezone.localdate() + timedelta(days=1)
    save_survey(actor=None, survey=survey)
    survey.version = later
    with pytest.raises(ValidationError) as refusal:
        save_survey(actor=None, survey=survey)
    assert list(refusal.value.message_dict) == ["version"]
    survey = stored(survey)
    survey.opens_on = first_day
    save_survey(actor=None, survey=survey)
    assert stored(survey).version == response.version


def test_answers_never_become_made_up(survey: Survey, response: Response) -> None:
    survey.is_demonstration = True
    with pytest.raises(ValidationError) as refusal:
        save_survey(actor=None, survey=survey)
    assert list(refusal.value.message_dict) == ["is_demonstration"]


def test_everything_else_of_a_survey_may_change(survey: Survey, response: Response) -> None:
    survey.title, survey.contact, survey.closes_on = "Other", "other", timezone.localdate()
    assert save_survey(actor=None, survey=survey).title == "Other"


def test_while_nobody_has_begun_a_survey_may_ask_another_version(
    survey: Survey, later: Version
) -> None:
    other = link_to(survey_of(survey.version, slug="other"), "South")
    begin_response(link=other)
    assert survey.state() is Survey.State.OPEN
    survey.version = later
    assert save_survey(actor=None, survey=survey).version == later


# By the database


@pytest.fixture
def refused() -> Callable[[Callable[[], Any]], None]:
    def is_refused(change: Callable[[], Any]) -> None:
        with pytest.raises(IntegrityError, match="responses are read by"), transaction.atomic():
            change()

    return is_refused


Refused = Callable[[Callable[[], Any]], None]


def test_the_database_keeps_the_survey(
    survey: Survey, response: Response, later: Version, refused: Refused
) -> None:
    for fields in ({"version": later}, {"is_demonstration": True}):
        refused(lambda fields=fields: Survey.objects.update(**fields))


def test_the_database_keeps_areas_and_links_where_they_are(
    survey: Survey, link: Link, response: Response, refused: Refused
) -> None:
    south = link_to(survey_of(survey.version, slug="other"), "South").area
    north = Area.objects.filter(pk=link.area_id)
    refused(lambda: north.update(survey=south.survey))
    refused(lambda: north.update(local_authority=LocalAuthority.objects.get(name="South")))
    refused(lambda: Link.objects.filter(pk=link.pk).update(area=south))
    assert Area.objects.filter(pk=south.pk).update(survey=survey) == 1


def test_the_database_keeps_the_place_of_a_response(
    survey: Survey, response: Response, later: Version, refused: Refused
) -> None:
    south = link_to(survey, "South")
    for fields in ({"version": later}, {"area": south.area}, {"link": south}):
        refused(lambda fields=fields: Response.objects.update(**fields))


def test_the_database_keeps_a_number_once_it_is_drawn(survey: Survey, refused: Refused) -> None:
    for place in ("North", "South"):
        link_to(survey, place)
    numbers = number_areas(survey=survey)
    refused(lambda: Area.objects.update(number=None))
    refused(lambda: Area.objects.filter(number=2).update(number=3))
    link_to(survey, "West")
    assert numbers.items() < number_areas(survey=survey).items()


def test_a_row_that_is_stored_as_it_was_is_no_change(
    survey: Survey, link: Link, response: Response
) -> None:
    for row in (stored(survey), Area.objects.get(), Link.objects.get(), response):
        row.save()


# In a race

in_a_race = pytest.mark.django_db(transaction=True)


def change_version(survey: Survey, version: Version) -> Survey:
    survey.version = version
    return save_survey(actor=None, survey=survey)


@in_a_race
def test_who_begins_while_the_version_changes_is_asked_the_new_one(
    survey: Survey, link: Link, later: Version
) -> None:
    with second_connection() as elsewhere:
        with transaction.atomic():
            change_version(survey, later)
            begun = elsewhere(begin_response, link=link)
            wait_for_somebody_behind_us()
        assert begun.result(SECONDS).version == later


@in_a_race
def test_a_version_changed_while_somebody_begins_is_refused(
    survey: Survey, link: Link, later: Version
) -> None:
    with second_connection() as elsewhere:
        with transaction.atomic():
            begin_response(link=link)
            change = elsewhere(change_version, survey=stored(survey), version=later)
            wait_for_somebody_behind_us()
        with pytest.raises(ValidationError, match="People have begun"):
            change.result(SECONDS)
    assert stored(survey).version != later


@in_a_race
def test_the_database_waits_for_a_response_that_no_action_stores(
    survey: Survey, link: Link, later: Version
) -> None:
    with second_connection() as elsewhere:
        with transaction.atomic():
            Response.objects.create(area=link.area, link=link, version=survey.version)
            change = elsewhere(Survey.objects.update, version=later)
            wait_for_somebody_behind_us()
        with pytest.raises(IntegrityError, match="responses are read by"):
            change.result(SECONDS)


@in_a_race
def test_made_up_answers_are_those_to_the_version_that_was_chosen_meanwhile(
    survey: Survey, link: Link, later: Version
) -> None:
    Survey.objects.update(is_demonstration=True)
    survey = stored(survey)
    with second_connection() as elsewhere:
        with transaction.atomic():
            change_version(stored(survey), later)
            made = elsewhere(synthesise_responses, survey=survey, count=3, seed=1)
            wait_for_somebody_behind_us()
        assert made.result(SECONDS) == 3
    assert set(Response.objects.values_list("version", flat=True)) == {later.pk}
