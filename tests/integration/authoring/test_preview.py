"""A version is tried out as respondents meet it, from anywhere, and nothing of it is stored."""

from __future__ import annotations

from typing import Any

import pytest
from django.test import Client
from django.urls import reverse
from pytest_django import Settings

from accounts.models import AuditEvent, User
from questionnaires.actions import load_definition
from questionnaires.models import Version
from responses.models import Response
from tests.builders import (
    SINCE_YEAR,
    all_of,
    definition,
    options,
    page,
    question,
    section,
)
from tests.markup import Element, parse
from tests.publishing import published
from tests.translations import pseudo_translation

DRIVERS = all_of({"question": "role", "any_of": ["driver"]})
ASKED = definition(
    section(
        "all",
        page(
            "role",
            question("role", required=True, choices=options("driver", "clerk")),
            panels=["about"],
        ),
    ),
    section(
        "drivers",
        page("miles", question("miles", "number", text="Miles in {area} since {since_year}?")),
        **DRIVERS,
    ),
    section("end", page("rest", question("rest", "long_text"))),
    slug="driving",
    title="Driving",
    parameters=[SINCE_YEAR],
    panels=[{"code": "about", "title": "About it", "body": "Until {closing_date}, ask {contact}."}],
    start_panels=["about"],
)
PREVIEW = reverse("questionnaire_preview", args=["driving", 1])


@pytest.fixture(params=["draft", "published"])
def version(request: pytest.FixtureRequest, lead: User) -> Version:
    if request.param == "published":
        return published(ASKED)
    return load_definition(definition=ASKED)[0]


class Looker:
    """Somebody who looks: opens pages and presses buttons of the form."""

    def __init__(self, pages: Client) -> None:
        self.pages = pages

    def open(self, **asked: str) -> Looker:
        return self._show(self.pages.get(PREVIEW, asked))

    def send(self, **fields: Any) -> Looker:
        return self._show(self.pages.post(PREVIEW, {**self.form.fields(), **fields}))

    def _show(self, reply: Any) -> Looker:
        self.status = reply.status_code
        self.page: Element = parse(reply.content.decode())
        return self

    @property
    def form(self) -> Element:
        return self.page.one("form", id="answers")

    @property
    def heading(self) -> str:
        return self.page.one("h1").text


@pytest.fixture
def looker(pages: Client, version: Version) -> Looker:
    return Looker(pages)


def test_it_begins_with_what_the_start_page_shows_and_every_page(looker: Looker) -> None:
    looker.open()
    assert "Nothing that you enter here is stored." in looker.page.text
    assert "Until [last day], ask [contact]." in looker.page.text
    links = [one["href"] for one in looker.page.all("a") if "page=" in (one.get("href") or "")]
    assert [link.partition("page=")[2].partition("&")[0] for link in links[1:]] == [
        "role",
        "miles",
        "rest",
    ]
    assert "Respondents for whom role is any of “Driver”" in looker.page.text


def test_answers_lead_along_the_route_to_the_end(looker: Looker) -> None:
    looker.open(page="role").send(role="driver")
    assert looker.heading == "Page miles"
    assert "Miles in [local authority] since 2014?" in looker.page.text
    looker.send(miles="12").send(rest="A text")
    assert looker.heading == "The end of the questionnaire"
    cells = looker.page.all("dd", class_="govuk-summary-list__value")
    assert [cell.text for cell in cells] == ["Driver", "12", "A text"]


def test_a_page_is_passed_over_as_for_respondents(looker: Looker) -> None:
    assert looker.open(page="role").send(role="clerk").heading == "Page rest"


def test_what_is_wrong_is_told_as_to_respondents(looker: Looker) -> None:
    looker.open(page="role").send()
    assert looker.heading == "Page role"
    errors = looker.page.one(class_="govuk-error-summary").all("a")
    assert [link.text for link in errors] == ["Choose an answer: the next questions depend on it"]


def test_back_keeps_what_was_answered(looker: Looker) -> None:
    looker.open(page="role").send(role="driver").send(miles="12", _back="1")
    assert looker.heading == "Page role"
    assert looker.form.fields()["role"] == ["driver"]
    assert looker.send().form.fields()["miles"] == ["12"]
    assert looker.send(_back="1").send(_back="1").heading == "Driving"


def test_a_page_off_the_route_says_so_and_shows_all_its_questions(looker: Looker) -> None:
    looker.open(page="miles")
    assert "The answers so far do not lead to this page" in looker.page.text
    assert "Respondents for whom role is any of “Driver”" in looker.page.text
    assert looker.send(miles="3").heading == "Page rest"


def test_nothing_is_stored(looker: Looker) -> None:
    events = AuditEvent.objects.count()
    looker.open(page="role").send(role="driver").send(miles="12").send(rest="Words")
    assert not Response.objects.exists()
    assert AuditEvent.objects.count() == events


@pytest.mark.parametrize("answers", ["", "x", "e30:forged", "🙂", "a" * 10_000])
def test_answers_that_are_not_ours_are_none(looker: Looker, answers: str) -> None:
    looker.open(page="miles").send(answers=answers, miles="3")
    assert looker.status == 200
    assert looker.heading == "Page rest"


def test_a_page_that_is_not_there_is_not_found(looker: Looker) -> None:
    assert looker.open(page="nowhere").status == 404


def test_it_is_shown_in_each_of_its_languages(
    pages: Client, lead: User, settings: Settings
) -> None:
    settings.LANGUAGES = [("en-gb", "English"), ("cy", "Cymraeg")]
    published(ASKED, {"cy": pseudo_translation(ASKED)})
    looker = Looker(pages).open(page="role", language="cy")
    assert looker.heading == "‹Page role›"
    assert looker.send(role="clerk").heading == "‹Page rest›"
    assert looker.open(language="fr").heading == "Driving"
