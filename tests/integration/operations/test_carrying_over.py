"""A database that an earlier release has filled is carried over, and nobody notices."""

from __future__ import annotations

from typing import Any

import pytest
from django.db import connection
from django.db.migrations.executor import MigrationExecutor
from django.urls import reverse
from pytest_django import Settings

from fieldwork.actions import save_survey_translation
from fieldwork.models import Link, Survey, SurveyTranslation
from questionnaires.actions import load_definition
from questionnaires.models import Version
from questionnaires.selectors import definition_of, instrument_of
from responses.models import Response
from simulation.surveys import practitioner_answers
from tests.publishing import published
from tests.respondent import Respondent
from tests.surveys import larc7_definition, link_to, survey_of
from tests.translations import pseudo_translation
from tests.visits import VISITS

EARLIER = [
    ("fieldwork", "0003_roles_are_data"),
    ("questionnaires", "0003_choice_off_scale"),
    ("responses", "0002_questions_stay_under_answers"),
]
"""Before parameters were declared: when each survey had columns for those of one questionnaire."""

TRANSLATION = {"cy": pseudo_translation(larc7_definition())}


@pytest.fixture(autouse=True)
def two_languages(settings: Settings) -> None:
    settings.LANGUAGES = [("en-gb", "English"), ("cy", "Cymraeg")]


@pytest.fixture
def link(db: None) -> Link:
    survey = survey_of(published(larc7_definition(), TRANSLATION))
    words = {"title": "Rownd un", "organisation": "Prawf", "contact": "Cyswllt"}
    save_survey_translation(
        actor=None,
        translation=SurveyTranslation(survey=survey, language="cy", **words),
        parameters={"recent_period": "dwy flynedd"},
    )
    return link_to(survey)


def begun(link: Link, language: str) -> Respondent:
    """Somebody who has answered everything but not sent it, in one language."""
    respondent = Respondent(link)
    respondent.open(f"{reverse('start', args=[link.code])}?language={language}").send()
    answers = practitioner_answers(instrument_of(Version.objects.get().pk))
    Response.objects.filter(pk=respondent.response.pk).update(answers=answers)
    return respondent


def migrate(targets: list[tuple[str, str]]) -> None:
    """All in the test's own transaction: no table has checks left that would be made at its end."""
    query("SET CONSTRAINTS ALL IMMEDIATE")
    MigrationExecutor(connection).migrate(targets)


def latest() -> list[tuple[str, str]]:
    return MigrationExecutor(connection).loader.graph.leaf_nodes()


def there_and_back() -> None:
    after = latest()
    migrate(EARLIER)
    migrate(after)


def query(sql: str) -> list[tuple[Any, ...]]:
    with connection.cursor() as cursor:
        cursor.execute(sql)
        return cursor.fetchall() if cursor.description else []


def pages_of(respondent: Respondent) -> dict[str, str]:
    """The words of each page, by its code."""
    instrument = instrument_of(Version.objects.get().pk)
    return {code: respondent.open_page(code).page.text for code in instrument.pages}


def test_the_earlier_release_finds_what_surveys_said_in_its_columns(link: Link) -> None:
    migrate(EARLIER)
    assert query("SELECT since_year, recent_period FROM fieldwork_survey") == [(2014, "two years")]
    assert query("SELECT recent_period FROM fieldwork_surveytranslation") == [("dwy flynedd",)]


def test_surveys_say_what_they_said(link: Link) -> None:
    there_and_back()
    assert Survey.objects.get().parameters_by_language == {
        "": {"since_year": "2014", "recent_period": "two years"},
        "cy": {"recent_period": "dwy flynedd"},
    }


def test_a_published_version_is_the_one_that_its_file_declares(link: Link) -> None:
    there_and_back()
    assert definition_of(Version.objects.get()) == larc7_definition()
    _version, is_new = load_definition(definition=larc7_definition(), translations=TRANSLATION)
    assert not is_new


@pytest.mark.parametrize(
    ("language", "said"),
    [("en-gb", "last two years (since 2014)"), ("cy", "last dwy flynedd (since 2014)")],
)
def test_pages_read_as_they_did_for_somebody_under_way(
    link: Link, language: str, said: str
) -> None:
    respondent = begun(link, language)
    before = pages_of(respondent)
    assert said in before["change"]
    there_and_back()
    assert pages_of(respondent) == before


@pytest.mark.django_db
def test_a_questionnaire_that_looks_at_no_period_declares_none() -> None:
    survey = survey_of(published(VISITS))
    there_and_back()
    assert Survey.objects.get(pk=survey.pk).parameters == {}
    assert not Version.objects.get().parameters.exists()
