"""What fills the parameters of a questionnaire stays while one response exists."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest
from django.core.exceptions import ValidationError
from django.db import IntegrityError, transaction

from fieldwork.actions import save_survey
from fieldwork.models import Link, ParameterValue, Survey
from questionnaires.core.definition import Definition
from questionnaires.models import Version
from responses.actions import begin_response
from responses.models import Response
from tests.builders import RECENT_PERIOD, SINCE_YEAR, definition_of_questions, question
from tests.connections import SECONDS, second_connection, wait_for_somebody_behind_us
from tests.publishing import published
from tests.surveys import link_to, survey_of

pytestmark = pytest.mark.django_db

SAID = {"since_year": "2014", "recent_period": "two years"}
OTHER = {"since_year": "2001", "recent_period": "ten years"}


def asked(*more: dict[str, Any]) -> Definition:
    since = question("since", text="Since {since_year}, or in the last {recent_period}?")
    return definition_of_questions(since, *more, parameters=[SINCE_YEAR, RECENT_PERIOD])


@pytest.fixture
def link(db: None) -> Link:
    return link_to(survey_of(published(asked())))


@pytest.fixture
def survey(link: Link) -> Survey:
    return Survey.objects.get()


@pytest.fixture
def response(link: Link) -> Response:
    return begin_response(link=link)


def said(survey: Survey) -> dict[str, str]:
    return Survey.objects.get(pk=survey.pk).parameters


def test_before_anybody_begins_they_may_change(survey: Survey) -> None:
    save_survey(actor=None, survey=survey, parameters=OTHER)
    assert said(survey) == OTHER


@pytest.mark.parametrize("name", SAID)
def test_once_somebody_has_begun_they_are_refused_by_name(
    survey: Survey, response: Response, name: str
) -> None:
    with pytest.raises(ValidationError) as refusal:
        save_survey(actor=None, survey=survey, parameters={**SAID, name: OTHER[name]})
    assert list(refusal.value.message_dict) == [name]
    assert said(survey) == SAID


def test_said_again_as_they_are_they_are_no_change(survey: Survey, response: Response) -> None:
    survey.title = "Other"
    save_survey(actor=None, survey=survey, parameters=SAID)
    assert Survey.objects.get().title == "Other"


Change = Callable[[Any], Any]


@pytest.mark.parametrize(
    "change",
    [
        lambda rows: rows.filter(name="since_year").update(value="2001"),
        lambda rows: rows.filter(name="since_year").update(name="other"),
        lambda rows: rows.filter(name="since_year").update(language="cy"),
        lambda rows: rows.filter(name="since_year").delete(),
    ],
    ids=["value", "name", "language", "deleted"],
)
def test_the_database_keeps_them(survey: Survey, response: Response, change: Change) -> None:
    with pytest.raises(IntegrityError, match="responses are read by"), transaction.atomic():
        change(ParameterValue.objects.all())
    assert said(survey) == SAID


def test_the_database_lets_those_of_another_survey_change(
    survey: Survey, response: Response
) -> None:
    other = survey_of(survey.version, slug="other")
    assert other.parameter_values.filter(name="since_year").update(value="2001") == 1
    other.delete()


def test_the_database_lets_other_languages_be_mended(survey: Survey, response: Response) -> None:
    rows = ParameterValue.objects.filter(survey=survey, language="cy")
    rows.create(survey=survey, language="cy", name="recent_period", value="dwy")
    assert rows.update(value="dwy flynedd") == 1
    rows.delete()


@pytest.mark.django_db(transaction=True)
def test_somebody_who_begins_meanwhile_is_waited_for(survey: Survey, link: Link) -> None:
    with second_connection() as elsewhere:
        with transaction.atomic():
            begin_response(link=link)
            change = elsewhere(save_survey, actor=None, survey=survey, parameters=OTHER)
            wait_for_somebody_behind_us()
        with pytest.raises(ValidationError, match="People have begun"):
            change.result(SECONDS)
    assert said(survey) == SAID


@pytest.fixture
def later(survey: Survey) -> Version:
    return published(definition_of_questions(question("since"), question("new")))


def test_a_version_that_asks_for_less_lets_the_rest_go(survey: Survey, later: Version) -> None:
    survey.version = later
    save_survey(actor=None, survey=survey)
    assert said(survey) == {}


def test_a_version_that_asks_for_more_is_refused_until_it_is_said(survey: Survey) -> None:
    more = {"name": "county", "kind": "text", "label": "which county", "example": "Kent"}
    where = question("where", text="Where in {county}, since {since_year}?")
    survey.version = published(definition_of_questions(where, parameters=[SINCE_YEAR, more]))
    with pytest.raises(ValidationError) as refusal, transaction.atomic():
        save_survey(actor=None, survey=survey)
    assert list(refusal.value.message_dict) == ["county"]
    save_survey(actor=None, survey=survey, parameters={"since_year": "2014", "county": "Essex"})
    assert said(survey) == {"since_year": "2014", "county": "Essex"}
