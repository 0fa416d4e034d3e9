"""A survey says what its questionnaire leaves to it, in each of its languages."""

from __future__ import annotations

from typing import Any

import pytest
from django.core.exceptions import ValidationError
from django.utils import timezone

from accounts.models import AuditEvent
from fieldwork.actions import (
    remove_survey_translation,
    save_survey,
    save_survey_translation,
)
from fieldwork.models import Link, ParameterValue, Survey, SurveyTranslation
from fieldwork.selectors import link_with_survey, texts_for
from questionnaires.models import Version
from responses.actions import begin_response
from responses.selectors import response_at
from tests.builders import RECENT_PERIOD, SINCE_YEAR, definition_of_questions, question
from tests.publishing import published
from tests.surveys import link_to, survey_of
from tests.translations import pseudo_translation

pytestmark = pytest.mark.django_db

ASKED = definition_of_questions(
    question("since", text="Since {since_year}, or in the last {recent_period}?"),
    parameters=[SINCE_YEAR, RECENT_PERIOD],
)
SAID = {"since_year": "2014", "recent_period": "two years"}
WORDS = {"title": "Rownd un", "organisation": "Prawf", "contact": "Cyswllt"}


@pytest.fixture(autouse=True)
def three_languages(settings: Any) -> None:
    settings.LANGUAGES = [("en-gb", "English"), ("cy", "Cymraeg"), ("fr", "Français")]


@pytest.fixture
def version(db: None) -> Version:
    return published(ASKED, {language: pseudo_translation(ASKED) for language in ("cy", "fr")})


@pytest.fixture
def survey(version: Version) -> Survey:
    return survey_of(version)


@pytest.fixture
def link(survey: Survey) -> Link:
    return link_to(survey)


def new_survey(version: Version, **parameters: str) -> Survey:
    today = timezone.localdate()
    survey = Survey(
        stage=Survey.Stage.READY,
        version=version, slug="new", title="New", organisation="A test", contact="a test",
        opens_on=today, closes_on=today,
    )  # fmt: skip
    return save_survey(actor=None, survey=survey, parameters=parameters)


def translate(survey: Survey, language: str = "cy", **parameters: str) -> SurveyTranslation:
    translation = SurveyTranslation(survey=survey, language=language, **WORDS)
    return save_survey_translation(actor=None, translation=translation, parameters=parameters)


def rows() -> set[tuple[str, str, str]]:
    return set(ParameterValue.objects.values_list("language", "name", "value"))


OWN = {("", "since_year", "2014"), ("", "recent_period", "two years")}


def test_what_is_said_is_stored_and_recorded(version: Version) -> None:
    survey = new_survey(version, **SAID)
    assert survey.parameters == SAID
    assert rows() == OWN
    detail = AuditEvent.objects.get(action="survey.created").detail
    assert (detail["{since_year}"], detail["{recent_period}"]) == ("2014", "two years")


def test_a_change_is_recorded_with_what_was_said_before(survey: Survey) -> None:
    save_survey(actor=None, survey=survey, parameters={**SAID, "since_year": "2016"})
    assert AuditEvent.objects.get(action="survey.changed").detail == {
        "{since_year}": ["2014", "2016"]
    }


def test_a_survey_stored_for_another_reason_says_the_same(survey: Survey) -> None:
    survey.title = "Other"
    save_survey(actor=None, survey=survey)
    assert rows() == OWN
    assert AuditEvent.objects.get(action="survey.changed").detail == {
        "title": ["Round one", "Other"]
    }


@pytest.mark.parametrize(
    ("parameters", "faulty"),
    [
        ({}, ["recent_period", "since_year"]),
        ({"since_year": "2014"}, ["recent_period"]),
        ({**SAID, "recent_period": " "}, ["recent_period"]),
        ({**SAID, "since_year": "last year"}, ["since_year"]),
        ({**SAID, "county": "Kent"}, ["county"]),
    ],
    ids=["nothing", "half", "blank", "no year", "not asked for"],
)
def test_what_is_not_said_or_does_not_fit_is_refused_by_name(
    version: Version, parameters: dict[str, str], faulty: list[str]
) -> None:
    with pytest.raises(ValidationError) as refusal:
        new_survey(version, **parameters)
    assert sorted(refusal.value.message_dict) == faulty


def test_a_questionnaire_without_parameters_asks_for_nothing(db: None) -> None:
    survey = new_survey(published(definition_of_questions(question("only"))))
    assert survey.parameters == {}


def test_another_language_says_words_of_its_own_and_the_same_figures(
    survey: Survey, link: Link
) -> None:
    translate(survey, recent_period="dwy flynedd")
    assert rows() == OWN | {("cy", "recent_period", "dwy flynedd")}
    assert survey.in_language("cy").parameters == {**SAID, "recent_period": "dwy flynedd"}
    assert survey.in_language("fr").parameters == SAID
    assert survey.in_language("cy").in_language("en-gb").parameters == SAID


def test_a_translation_lacks_no_words_and_repeats_no_figures(survey: Survey) -> None:
    for parameters in ({}, {"recent_period": "dwy", "since_year": "2014"}):
        with pytest.raises(ValidationError):
            translate(survey, **parameters)


def test_a_translation_that_turns_out_to_be_in_another_language_takes_its_words_along(
    survey: Survey,
) -> None:
    translation = translate(survey, recent_period="deux ans")
    translation.language = "fr"
    save_survey_translation(actor=None, translation=translation)
    assert rows() == OWN | {("fr", "recent_period", "deux ans")}


def test_a_translation_that_is_removed_takes_its_words_along(survey: Survey) -> None:
    remove_survey_translation(
        actor=None, translation=translate(survey, recent_period="dwy flynedd")
    )
    assert rows() == OWN


@pytest.mark.parametrize("language", ["en-gb", "cy"])
def test_every_way_to_a_page_fills_it_alike(survey: Survey, link: Link, language: str) -> None:
    translate(survey, recent_period="dwy flynedd")
    response = begin_response(link=link)
    by_link, by_response = link_with_survey(link.code), response_at(link.code, response.pk)
    assert by_link is not None
    assert by_response is not None
    words = "dwy flynedd" if language == "cy" else "two years"
    for area in (by_link.area, by_response.area, link.area):
        area.survey = area.survey.in_language(language)
        filled = texts_for(area)
        assert (filled["since_year"], filled["recent_period"]) == ("2014", words)
