"""A lead sees which versions there are and by whom, publishes a draft, and takes files away."""

from __future__ import annotations

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from pytest_django import Settings

from accounts.models import AuditEvent, User
from questionnaires.actions import load_definition
from questionnaires.core.translation_file import parse as parse_po
from questionnaires.models import Version
from tests.builders import SINCE_YEAR, definition_of_questions, question
from tests.markup import parse
from tests.publishing import published
from tests.translations import pseudo_translation
from tests.visits import VISITS

TEA = definition_of_questions(
    question("tea", text="Since {since_year}?"), slug="tea", title="Tea", parameters=[SINCE_YEAR]
)
LIST = reverse("questionnaires")
PAGE = reverse("questionnaire_version", args=["tea", 1])


@pytest.fixture
def draft(lead: User) -> Version:
    return load_definition(definition=TEA, actor=lead)[0]


def words(pages: Client, path: str) -> str:
    return parse(pages.get(path).content.decode()).text


def test_the_list_says_who_published_what(pages: Client, draft: Version, lead: User) -> None:
    page = words(pages, LIST)
    assert "Version 1: Tea Draft Loaded on" in page
    assert "by Leader" in page
    assert "Version 1: Test Published Published on" in page
    assert "by somebody who was not signed in" in page  # the tests' own


def test_a_draft_is_published_and_says_by_whom(pages: Client, draft: Version, lead: User) -> None:
    assert pages.post(PAGE).headers["Location"] == PAGE
    draft.refresh_from_db()
    assert draft.status == Version.Status.PUBLISHED
    page = words(pages, PAGE)
    assert "tea 1 is published." in page
    assert "by Leader" in page
    assert not parse(pages.get(PAGE).content.decode()).all("button", class_="govuk-button")
    event = AuditEvent.objects.get(action="questionnaire.published", subject="questionnaire:tea")
    assert event.actor == lead


def test_publishing_twice_publishes_once(pages: Client, draft: Version) -> None:
    for _press in range(2):
        assert pages.post(PAGE).status_code == 302
    published_ones = AuditEvent.objects.filter(
        action="questionnaire.published", subject="questionnaire:tea"
    )
    assert published_ones.count() == 1


def test_a_draft_with_errors_stays_one_and_says_why(pages: Client, draft: Version) -> None:
    draft.sections.get().pages.get().questions.update(text="In {county}?")
    assert "nothing fills {county}" in words(pages, PAGE)
    reply = pages.post(PAGE, follow=True)
    assert "Nothing was published: there are errors" in parse(reply.content.decode()).text
    draft.refresh_from_db()
    assert draft.status == Version.Status.DRAFT


def test_its_page_says_what_is_in_it(pages: Client, draft: Version) -> None:
    page = words(pages, PAGE)
    assert "Sections, pages, questions 1, 1, 1" in page
    assert "The year from which training counts" in page
    assert "English" in page


def test_a_translation_is_taken_away_as_a_file(
    pages: Client, lead: User, settings: Settings
) -> None:
    settings.LANGUAGES = [("en-gb", "English"), ("cy", "Cymraeg")]
    welsh = pseudo_translation(TEA)
    published(TEA, {"cy": welsh})
    reply = pages.get(reverse("questionnaire_translation", args=["tea", 1, "cy"]))
    assert reply.headers["Content-Disposition"] == 'attachment; filename="tea-1.cy.po"'
    read = parse_po(reply.content.decode(), file="tea.cy.po", definition=TEA, language="cy")
    assert read == welsh
    assert pages.get(reverse("questionnaire_translation", args=["tea", 1, "fr"])).status_code == 404


def test_the_list_costs_the_same_for_any_number_of_questionnaires(
    pages: Client, draft: Version
) -> None:
    def reads() -> int:
        with CaptureQueriesContext(connection) as queries:
            pages.get(LIST)
        return len(queries)

    before = reads()
    for slug in ("a", "b", "c"):
        published(definition_of_questions(question("q"), slug=slug))
    assert reads() == before


def test_the_surveys_page_leads_a_lead_to_them(pages: Client) -> None:
    assert LIST in [
        one.get("href") for one in parse(pages.get(reverse("surveys")).content.decode()).all("a")
    ]


def test_a_questionnaire_that_is_not_there_is_not_found(pages: Client) -> None:
    for questionnaire, number in (("tea", 1), (VISITS.slug, 2)):
        path = reverse("questionnaire_version", args=[questionnaire, number])
        assert pages.get(path).status_code == 404
