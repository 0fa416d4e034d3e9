"""The button Back, and what the Enter key presses, with and without script."""

from __future__ import annotations

import pytest
from django.urls import reverse
from playwright.sync_api import Page, expect

from fieldwork.models import Link
from responses.models import Response
from tests.browser.buttons import next_page, press
from tests.browser.conftest import Look, PageAt
from tests.publishing import published
from tests.surveys import link_to, survey_of
from tests.visits import VISITS

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]


@pytest.fixture
def link() -> Link:
    return link_to(survey_of(published(VISITS)))


@pytest.fixture(params=[True, False], ids=["script", "no script"])
def page(request: pytest.FixtureRequest, page_at: PageAt, link: Link) -> Page:
    """The page "visits", with a number and a school typed in."""
    page = page_at(390, javascript=request.param)
    page.goto(reverse("start", args=[link.code]))
    press(page)
    page.get_by_role("radio", name="Practitioner").check()
    press(page)
    press(page)
    expect(page.get_by_role("heading", level=1)).to_have_text("Page visits")
    page.get_by_label("What about school?").fill("Hill School")
    return page


def test_back_saves_what_was_typed(page: Page) -> None:
    press(page, "Back")
    expect(page.get_by_role("heading", level=1)).to_have_text("Page contacts")
    press(page)
    expect(page.get_by_label("What about school?")).to_have_value("Hill School")


def test_what_cannot_be_saved_is_shown_and_may_be_left(page: Page, look: Look) -> None:
    page.get_by_label("What about number?").fill("many")
    press(page, "Back")
    expect(page).to_have_title("Error: Page visits – Round one – LARC Survey")
    expect(page.get_by_label("What about number?")).to_have_value("many")
    look(page)
    press(page, "go back without it")
    expect(page.get_by_role("heading", level=1)).to_have_text("Page contacts")
    answers = Response.objects.get().answers
    assert answers["school"] == "Hill School"
    assert "number" not in answers


def test_back_looks_like_a_link_and_comes_before_the_page(page: Page) -> None:
    back = page.get_by_role("button", name="Back", exact=True)
    expect(back).to_have_css("background-color", "rgba(0, 0, 0, 0)")
    box, heading = back.bounding_box(), page.get_by_role("heading", level=1).bounding_box()
    assert box is not None
    assert heading is not None
    assert box["y"] + box["height"] <= heading["y"]
    assert min(box["width"], box["height"]) >= 24


def test_enter_presses_next(page: Page) -> None:
    with next_page(page):
        page.get_by_label("What about school?").press("Enter")
    expect(page.get_by_role("heading", level=1)).not_to_have_text("Page visits")
    assert set(Response.objects.get().answers) >= {"number", "school"}


def test_the_copy_of_next_is_met_by_nobody(page: Page) -> None:
    """Neither by the Tab key nor by what reads the page aloud."""
    assert page.get_by_role("button", name="Next", exact=True).count() == 1
    first = page.evaluate(
        "() => { const form = document.getElementById('answers');"
        " const one = [...form.elements].find((control) => control.type === 'submit');"
        " return [one.tabIndex, one.getAttribute('aria-hidden'),"
        " one.getBoundingClientRect().width > 0, one.textContent]; }"
    )
    assert first == [-1, "true", True, "Next"]
