"""A superuser enters what a survey itself says in the further languages of its questionnaire."""

from __future__ import annotations

from typing import Any

import pytest
from django.test import Client
from django.urls import reverse
from pytest_django import Settings

from accounts.actions import create_user
from accounts.models import AuditEvent
from fieldwork.models import Survey, SurveyTranslation
from tests.builders import RECENT_PERIOD, SINCE_YEAR, definition_of_questions, question
from tests.markup import parse
from tests.publishing import published
from tests.surveys import survey_of
from tests.translations import pseudo_translation

WORDS = {
    "title": "Rownd un",
    "organisation": "Prawf",
    "contact": "Cyswllt",
    "parameter_recent_period": "dwy flynedd",
    "thank_you_text": "",
    "support_text": "",
}
QUESTIONS = definition_of_questions(
    question("only", text="Since {since_year}, or in the last {recent_period}?"),
    parameters=[SINCE_YEAR, RECENT_PERIOD],
)


@pytest.fixture(autouse=True)
def two_languages(settings: Settings) -> None:
    settings.LANGUAGES = [("en-gb", "English"), ("cy", "Cymraeg"), ("fr", "Français")]


@pytest.fixture
def pages(client: Client, db: None) -> Client:
    client.force_login(
        create_user(email="admin@example.org", name="Administrator", is_superuser=True)
    )
    return client


@pytest.fixture
def survey(db: None) -> Survey:
    return survey_of(published(QUESTIONS, {"cy": pseudo_translation(QUESTIONS)}))


def page_of(survey: Survey) -> str:
    return reverse("admin:fieldwork_survey_change", args=[survey.pk])


def save(pages: Client, survey: Survey, **row: str) -> list[str]:
    """Send the survey's page with its first translation filled in; return what it complains of."""
    form = parse(pages.get(page_of(survey)).content.decode()).one("form", id="survey_form")
    fields: dict[str, Any] = form.fields() | {"translations-TOTAL_FORMS": ["1"]}
    fields |= {f"translations-0-{name}": [words] for name, words in row.items()}
    reply = pages.post(page_of(survey), fields)
    if reply.status_code == 302:
        return []
    return [error.text for error in parse(reply.content.decode()).all("ul", class_="errorlist")]


def test_the_further_languages_of_the_questionnaire_are_offered(
    pages: Client, survey: Survey
) -> None:
    page = parse(pages.get(page_of(survey)).content.decode())
    choices = page.one("select", name="translations-__prefix__-language").all("option")
    assert [choice.text for choice in choices] == ["---------", "Cymraeg"]


def test_a_questionnaire_in_one_language_has_no_place_for_others(
    pages: Client, survey: Survey
) -> None:
    other = survey_of(published(definition_of_questions(question("x"), slug="one")), slug="other")
    page = parse(pages.get(page_of(other)).content.decode())
    names = [control.get("name") for control in page.all("input") + page.all("select")]
    assert not [name for name in names if name.startswith("translations-")]


def test_a_translation_is_stored_and_recorded(pages: Client, survey: Survey) -> None:
    assert save(pages, survey, language="cy", **WORDS) == []
    words = SurveyTranslation.objects.get().words
    assert words == {name: WORDS.get(name, "") for name in words}
    assert survey.parameters_by_language["cy"] == {"recent_period": "dwy flynedd"}
    event = AuditEvent.objects.get(action="survey.translated")
    assert (event.subject, event.detail) == (f"survey:{survey.slug}", {"language": "cy"})


def test_what_fills_the_questions_can_be_mended_alone(pages: Client, survey: Survey) -> None:
    save(pages, survey, language="cy", **WORDS)
    assert save(pages, survey, parameter_recent_period="dwy flynedd hir") == []
    assert survey.parameters_by_language["cy"] == {"recent_period": "dwy flynedd hir"}
    event = AuditEvent.objects.filter(action="survey.translated").latest("pk")
    assert event.detail == {
        "language": "cy",
        "{recent_period}": ["dwy flynedd", "dwy flynedd hir"],
    }


@pytest.mark.parametrize("name", ["title", "organisation", "contact", "parameter_recent_period"])
def test_half_a_translation_is_explained(pages: Client, survey: Survey, name: str) -> None:
    complaints = save(pages, survey, language="cy", **(WORDS | {name: ""}))
    may_lack = name in ("organisation", "contact")
    assert complaints == ["Translate this text too." if may_lack else "This field is required."]
    assert not SurveyTranslation.objects.exists()


def test_a_text_that_only_the_survey_has_is_asked_for(pages: Client, survey: Survey) -> None:
    Survey.objects.update(support_text="Somebody")
    assert save(pages, survey, language="cy", **WORDS) == ["Translate this text too."]


def test_a_translation_can_be_removed(pages: Client, survey: Survey) -> None:
    save(pages, survey, language="cy", **WORDS)
    assert save(pages, survey, DELETE="on") == []
    assert not SurveyTranslation.objects.exists()
    assert AuditEvent.objects.filter(action="survey.translation_removed").count() == 1
