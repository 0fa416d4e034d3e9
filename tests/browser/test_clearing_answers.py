"""A radio answer can be taken back: by mouse, by key and without script."""

from __future__ import annotations

from contextlib import nullcontext

import pytest
from django.urls import reverse
from playwright.sync_api import Locator, Page, expect

from fieldwork.models import Link
from responses.models import Response
from tests.browser.buttons import next_page, press
from tests.browser.conftest import Look, PageAt
from tests.browser.keyboard import Keyboard
from tests.browser.states import begin
from tests.builders import definition_of_questions, options, question
from tests.publishing import published
from tests.surveys import link_to, survey_of

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]

OTHER = {"code": "other", "label": "Something else", "specify": "Please specify"}
WORK = definition_of_questions(
    question("contacts", choices=options("yes", "no", OTHER)),
    question("story", "text"),
    question("quality", "grid", choices=options("good", "bad"), rows=options("time", "use")),
)
ANSWERS = {
    "contacts": {"choice": "other", "specify": {"other": "A friend"}},
    "story": "A long one",
    "quality": {"rows": {"time": "good", "use": "bad"}},
}
CLEARED = {"contacts": None, "story": "A long one", "quality": {"rows": {"use": "bad"}}}

with_and_without_script = pytest.mark.parametrize(
    "javascript", [True, False], ids=["script", "no script"]
)


@pytest.fixture
def link() -> Link:
    return link_to(survey_of(published(WORK)))


def answered(page: Page, link: Link) -> Page:
    """The page with everything answered."""
    begin(page, link)
    Response.objects.update(answers=ANSWERS)
    page.goto(reverse("page", args=[link.code, "only"]))
    return page


def clear_button(page: Page, name: str) -> Locator:
    return page.locator(f"button[name=_clear][value={name}]")


def clear(page: Page, name: str, *, javascript: bool) -> None:
    """Press the button; without script it sends the page, which comes back."""
    with nullcontext() if javascript else next_page(page):
        clear_button(page, name).click()


def stored() -> dict[str, object]:
    return dict(Response.objects.values_list("answers", flat=True).get())


@pytest.mark.parametrize("width", [1280, 320])
@with_and_without_script
def test_by_mouse(page_at: PageAt, look: Look, link: Link, *, width: int, javascript: bool) -> None:
    page = answered(page_at(width, javascript=javascript), link)
    page.get_by_label("Please specify").fill("Somebody else")
    clear(page, "contacts", javascript=javascript)
    expect(page.locator("[name=contacts]:checked")).to_have_count(0)
    page.get_by_text("Clear one of my answers").click()
    look(page)
    page.set_viewport_size({"width": width, "height": 900})
    clear(page, "quality-time", javascript=javascript)
    expect(page.locator("[name=quality-time]:checked")).to_have_count(0)
    expect(page.locator("[name=quality-use]:checked")).to_have_value("bad")
    expect(page.locator("#id_story")).to_have_value("A long one")
    if not javascript:  # the script may save what is given at any time
        assert stored() == ANSWERS
    press(page)
    assert stored() == CLEARED


def test_by_key(page_at: PageAt, link: Link) -> None:
    page = answered(page_at(), link)
    keyboard = Keyboard(page)
    keyboard.tab_to(name="contacts")
    keyboard.tab_to(name="_clear")
    keyboard.press("Enter")
    assert keyboard.focused.id == "id_contacts-yes"
    keyboard.tab_to(text="Clear one of my answers")
    keyboard.press("Space", "Tab")
    assert keyboard.focused.text == "Clear: Time"
    keyboard.press("Space")
    assert keyboard.focused.id == "id_quality-time-good"
    keyboard.go("Next")
    assert stored() == CLEARED


def test_without_script_the_page_comes_back_where_it_was(page_at: PageAt, link: Link) -> None:
    page = answered(page_at(320, javascript=False), link)
    page.get_by_text("Clear one of my answers").click()
    clear(page, "quality-use", javascript=False)
    expect(page.locator("#id_quality-use-good")).to_be_in_viewport()
    expect(page.get_by_text("Use", exact=True)).to_be_in_viewport()


@with_and_without_script
def test_it_is_offered_only_where_there_is_an_answer(
    page_at: PageAt, link: Link, *, javascript: bool
) -> None:
    page = page_at(javascript=javascript)
    begin(page, link)
    single, grid = clear_button(page, "contacts"), page.get_by_text("Clear one of my answers")
    expect(single).to_be_hidden()
    expect(grid).to_be_hidden()
    page.get_by_role("radio", name="Yes").check()
    expect(single).to_be_visible()
    expect(grid).to_be_hidden()
    page.get_by_role("group", name="Time").get_by_role("radio", name="Good").check()
    expect(grid).to_be_visible()


def test_nothing_moves_when_it_appears(page_at: PageAt, link: Link) -> None:
    page = page_at()
    begin(page, link)
    before = page.evaluate(TOPS)
    page.get_by_role("radio", name="Yes").check()
    page.get_by_role("group", name="Time").get_by_role("radio", name="Good").check()
    assert page.evaluate(TOPS) == before


# What is hidden is nowhere, and the page may have been scrolled meanwhile.
TOPS = """() => [...document.querySelectorAll("main :is(legend, label, .govuk-button)")]
    .filter((element) => element.checkVisibility())
    .map((element) => Math.round(element.getBoundingClientRect().top + window.scrollY))
"""


def test_with_script_only_rows_with_an_answer_are_listed(page_at: PageAt, link: Link) -> None:
    page = page_at()
    begin(page, link)
    page.get_by_role("group", name="Use").get_by_role("radio", name="Bad").check()
    page.get_by_text("Clear one of my answers").click()
    expect(clear_button(page, "quality-use")).to_be_visible()
    expect(clear_button(page, "quality-time")).to_be_hidden()
    clear_button(page, "quality-use").click()
    expect(page.get_by_text("Clear one of my answers")).to_be_hidden()


@with_and_without_script
def test_the_enter_key_clears_nothing(page_at: PageAt, link: Link, *, javascript: bool) -> None:
    page = answered(page_at(javascript=javascript), link)
    with next_page(page):
        page.locator("#id_story").press("Enter")
    expect(page.get_by_role("heading", level=1)).to_have_text("Check your answers")
    assert stored() == ANSWERS
