"""A whole response by keyboard alone, from the link to "Thank you"."""

from __future__ import annotations

import pytest
from django.urls import reverse
from playwright.sync_api import expect

from fieldwork.models import Link
from responses.models import Response
from tests.browser.conftest import PageAt
from tests.browser.keyboard import Keyboard
from tests.larc7 import PAGES, Route
from tests.publishing import published
from tests.surveys import larc7_definition, link_to, survey_of

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]

ROUTE = Route("practitioner", "yes", "yes", ("peers", "other"), ("worried", "other"))


@pytest.fixture
def link() -> Link:
    return link_to(survey_of(published(larc7_definition())))


def test_a_whole_response(page_at: PageAt, link: Link) -> None:
    page = page_at()
    keyboard = Keyboard(page)
    page.goto(reverse("start", args=[link.code]))
    keyboard.go("Next")
    for code in ROUTE.pages():
        expect(page.get_by_role("heading", level=1)).to_have_text(PAGES[code].title)
        for question in ROUTE.questions_on(code):
            keyboard.answer(ROUTE, question)
        keyboard.go("Next")
    expect(page.get_by_role("heading", level=1)).to_have_text("Check your answers")
    keyboard.go("Submit")
    expect(page.get_by_role("heading", level=1)).to_have_text("Thank you")
    assert Response.objects.get().answers == ROUTE.stored()


def test_the_first_stop_leads_past_the_header(page_at: PageAt, link: Link) -> None:
    page = page_at()
    keyboard = Keyboard(page)
    page.goto(reverse("start", args=[link.code]))
    keyboard.press("Tab")
    skip = page.get_by_role("link", name="Skip to main content")
    expect(skip).to_be_focused()
    expect(skip).to_be_in_viewport()
    keyboard.press("Enter")
    expect(page.get_by_role("main")).to_be_focused()
    keyboard.press("Tab")
    expect(page.locator("main :focus")).to_have_count(1)


def test_an_error_is_mended(page_at: PageAt, link: Link) -> None:
    page = page_at(320)
    keyboard = Keyboard(page)
    page.goto(reverse("start", args=[link.code]))
    for heading in ("Your agency", "Your role", "Your role"):
        keyboard.go("Next")
        expect(page.get_by_role("heading", level=1)).to_have_text(heading)
    expect(page.locator("[data-error-summary]")).to_be_focused()
    keyboard.press("Tab", "Enter")
    assert keyboard.focused.id == "id_role-strategic_manager"
    keyboard.press("ArrowDown", "ArrowDown")
    keyboard.go("Next")
    assert Response.objects.get().answers["role"] == {"choice": "practitioner"}
