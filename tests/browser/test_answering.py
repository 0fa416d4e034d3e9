"""Answering LARC 7 in a browser, with and without script."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Any
from urllib.parse import urlsplit

import pytest
from django.urls import reverse
from playwright.sync_api import Locator, Page, expect

from fieldwork.models import Link
from questionnaires.core.definition import QuestionDefinition
from responses.models import Response
from tests.browser.buttons import follow_only, next_page, press
from tests.browser.conftest import PageAt
from tests.larc7 import PAGES, Route, box, scale_points
from tests.publishing import published
from tests.surveys import larc7_definition, link_to, survey_of
from tests.visits import VISITS

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]

WIDE, NARROW = 1280, 390
MORE_ABOUT = {
    "service": "yes",
    "training": "yes",
    "support": ("peers", "other"),
}
PRACTITIONER = Route("practitioner", **MORE_ABOUT, feelings=("worried", "other"))
MANAGER = Route("service_manager", **MORE_ABOUT)


@pytest.fixture
def larc7_link() -> Link:
    return link_to(survey_of(published(larc7_definition())))


@pytest.fixture
def visits_link() -> Link:
    return link_to(survey_of(published(VISITS)))


@pytest.fixture
def visitor_at(page_at: PageAt) -> Iterator[PageAt]:
    """`page_at`, for pages that must also load without an error and from this site alone."""
    complaints: list[str] = []
    hosts: set[str] = set()

    def open_page(width: int, *, javascript: bool = True) -> Page:
        page = page_at(width, javascript=javascript)
        page.on("request", lambda request: hosts.add(urlsplit(request.url).hostname or ""))
        page.on(
            "console",
            lambda message: complaints.append(message.text) if message.type == "error" else None,
        )
        return page

    yield open_page
    assert complaints == []
    assert hosts == {"localhost"}


def start(page: Page, link: Link) -> None:
    page.goto(reverse("start", args=[link.code]))


def see(page: Page, heading: str) -> None:
    expect(page.get_by_role("heading", level=1)).to_have_text(heading)


def begin(page: Page, link: Link) -> None:
    """Open the start page and go on to the first page of questions."""
    start(page, link)
    press(page)
    expect(page.locator("input[name=_response]")).to_be_attached()


def shown(text: str) -> str:
    """A text of the definition as it is read on the page."""
    filled = text.replace("{since_year}", "2014").replace("{recent_period}", "two years")
    return " ".join(filled.replace("**", "").split())


def answer(page: Page, route: Route, question: QuestionDefinition) -> None:
    """Click or type one answer, and fill each box that belongs to it."""
    if not question.choices:
        page.get_by_role("textbox", name=shown(question.text), exact=True).fill(box(question.code))
        return
    must = " You need to answer this question to go on" if question.required else ""
    group = page.get_by_role("group", name=shown(question.text) + must, exact=True)
    if question.type == "grid":
        answer_rows(group, question)
        return
    role = "radio" if question.type == "single" else "checkbox"
    for choice in question.choices:
        if choice.code in route.chosen(question):
            group.get_by_role(role, name=shown(choice.label), exact=True).check()
            if choice.specify:
                group.get_by_label(shown(choice.specify), exact=True).fill(box(choice.code))


def answer_rows(group: Locator, question: QuestionDefinition) -> None:
    labels = {choice.code: choice.label for choice in question.choices}
    points = scale_points(question)
    for row in question.rows:
        line = group.get_by_role("group", name=shown(row.label), exact=True)
        line.get_by_role("radio", name=shown(labels[points[row.code]]), exact=True).check()
        if row.specify:
            line.get_by_role("textbox").fill(box(row.code))


def answer_all(page: Page, route: Route) -> None:
    """Go from the start page to "Thank you"."""
    press(page)
    for code in route.pages():
        see(page, PAGES[code].title)
        for question in route.questions_on(code):
            answer(page, route, question)
        press(page)
    see(page, "Check your answers")
    press(page, "Submit")
    see(page, "Thank you")


def answers_sent() -> list[dict[str, Any]]:
    sent = Response.objects.filter(status=Response.Status.SUBMITTED)
    return list(sent.values_list("answers", flat=True))


def test_a_whole_route_by_mouse(visitor_at: PageAt, larc7_link: Link) -> None:
    page = visitor_at(WIDE)
    start(page, larc7_link)
    answer_all(page, MANAGER)
    assert answers_sent() == [MANAGER.stored()]


def test_a_whole_route_without_script(visitor_at: PageAt, larc7_link: Link) -> None:
    page = visitor_at(NARROW, javascript=False)
    start(page, larc7_link)
    answer_all(page, PRACTITIONER)
    assert answers_sent() == [PRACTITIONER.stored()]


@pytest.mark.parametrize("width", [WIDE, NARROW])
def test_the_role_is_required_and_the_error_leads_to_it(
    visitor_at: PageAt, visits_link: Link, width: int
) -> None:
    page = visitor_at(width)
    begin(page, visits_link)
    page.get_by_role("checkbox", name="Young").check()
    press(page)
    expect(page).to_have_title(re.compile("^Error: "))
    expect(page.locator("[data-error-summary]")).to_be_focused()
    expect(page.get_by_role("checkbox", name="Young")).to_be_checked()
    follow_only(page, "Choose an answer: the next questions depend on it")
    expect(page.get_by_role("radio", name="Practitioner")).to_be_focused()


@pytest.mark.parametrize("javascript", [True, False], ids=["script", "no script"])
def test_a_box_appears_with_its_option(
    visitor_at: PageAt, visits_link: Link, javascript: bool
) -> None:
    page = visitor_at(NARROW, javascript=javascript)
    begin(page, visits_link)
    box_beside = page.get_by_label("Please specify")
    expect(box_beside).to_be_hidden()
    page.get_by_role("checkbox", name="Something else").check()
    box_beside.fill("Very old")
    page.get_by_role("checkbox", name="Something else").uncheck()
    expect(box_beside).to_be_hidden()


def test_none_of_these_unticks_the_others_and_they_untick_it(
    visitor_at: PageAt, visits_link: Link
) -> None:
    page = visitor_at(WIDE)
    begin(page, visits_link)
    young, old, none = (
        page.get_by_role("checkbox", name=name) for name in ("Young", "Old", "None of these")
    )
    young.check()
    old.check()
    none.check()
    assert [option.is_checked() for option in (young, old, none)] == [False, False, True]
    old.check()
    assert [option.is_checked() for option in (young, old, none)] == [False, True, False]


def test_without_script_the_server_explains_what_excludes_the_rest(
    visitor_at: PageAt, visits_link: Link
) -> None:
    page = visitor_at(WIDE, javascript=False)
    begin(page, visits_link)
    page.get_by_role("radio", name="Manager").check()
    for name in ("Old", "None of these"):
        page.get_by_role("checkbox", name=name).check()
    press(page)
    sentence = "Untick “None of these” or the other answers: they cannot both be true"
    expect(page.get_by_role("link", name=sentence)).to_be_visible()
    expect(page.get_by_role("checkbox", name="Old")).to_be_checked()


@pytest.mark.parametrize("width", [WIDE, NARROW])
def test_a_grid_is_answered_by_keyboard_alone(
    visitor_at: PageAt, larc7_link: Link, width: int
) -> None:
    page = visitor_at(width)
    begin(page, larc7_link)
    Response.objects.update(answers=answers_before("factors_more"))
    page.goto(reverse("page", args=[larc7_link.code, "factors_more"]))
    page.get_by_role("button", name="Back", exact=True).focus()
    for steps in range(4):
        press_keys(page, "Tab", *(["ArrowDown"] * steps or ["Space"]))
    press_keys(page, "Tab", *"Noise", "Tab", *["ArrowDown"] * 4, "Tab")
    expect(page.locator("summary")).to_be_focused()
    press_keys(page, "Tab")
    with next_page(page):
        press_keys(page, "Enter")
    see(page, PAGES["tools"].title)
    (stored,) = Response.objects.values_list("answers", flat=True)
    rows = ("social_skills", "poverty", "domestic_violence", "exclusion", "other")
    points = ("none", "a_few", "some", "a_lot", "most")
    assert stored["factors_more"] == {
        "rows": dict(zip(rows, points, strict=True)),
        "specify": {"other": "Noise"},
    }


def press_keys(page: Page, *keys: str) -> None:
    for key in keys:
        page.keyboard.press(key)


def answers_before(page_code: str) -> dict[str, Any]:
    """Blanks for every question up to a page of the practitioners' branch."""
    pages = PRACTITIONER.pages()
    before = pages[: pages.index(page_code)]
    blank = {question.code: None for code in before for question in PRACTITIONER.questions_on(code)}
    return blank | {"role": {"choice": "practitioner"}}
