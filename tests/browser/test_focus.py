"""Where the focus goes: along the page, always in sight, and from each error to its field."""

from __future__ import annotations

from collections.abc import Callable
from itertools import pairwise
from typing import Any

import pytest
from django.urls import reverse
from playwright.sync_api import Page

from fieldwork.models import Link
from tests.browser.buttons import press
from tests.browser.conftest import PageAt
from tests.browser.states import begin, mistake_in, on_every_page, pages_in_error, send, show
from tests.larc7 import Route
from tests.publishing import published
from tests.surveys import larc7_definition, link_to, survey_of
from tests.visits import STORED, VISITS

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]

SMALL_SCREEN = 480
"""Pixels high, so that most of a page has to scroll into view."""

# What Tab stops at, in the order of the page; a group of radio buttons is one stop.
STOPS = """() => {
    const all = 'a[href], button, input:not([type="hidden"]), textarea, summary, [tabindex="0"]';
    const groups = new Set();
    window.stops = [...document.querySelectorAll(all)].filter((one) => {
        if (one.tabIndex < 0) return false;
        if (!one.checkVisibility({ visibilityProperty: true })) return false;
        if (one.type !== "radio") return true;
        const ticked = one.form.querySelector(`[name="${one.name}"]:checked`);
        if (groups.has(one.name) || (ticked && ticked !== one)) return false;
        return groups.add(one.name);
    });
    return window.stops.map((one) => one.id || one.textContent.trim());
}"""
# The stop that has the focus. It is hidden where something else is at its middle, or nothing is.
AT_STOP = """() => {
    const one = document.activeElement, box = one.getClientRects()[0];
    const x = box.left + box.width / 2, y = box.top + box.height / 2;
    const hit = document.elementFromPoint(x, y);
    const isSeen = hit && (one.contains(hit) || hit.closest("label")?.control === one);
    return {
        number: window.stops.indexOf(one),
        hidden: isSeen ? "" : `${one.outerHTML.slice(0, 120)} at ${x}, ${y}`,
        left: box.left, right: box.right, top: box.top + scrollY, bottom: box.bottom + scrollY,
    };
}"""
# Where a link of the error summary has led: the first input of its field, unless the error is about
# one input in particular: a part of a date, a box beside an option, or the option that excludes the
# others.
LANDED = """() => {
    const field = document.activeElement, group = field.closest(".govuk-form-group");
    const box = field.getBoundingClientRect();
    return {
        id: field.id,
        error: group?.querySelector(".govuk-error-message")?.textContent ?? "",
        isFirst: group?.querySelector("input, textarea") === field,
        isNamed: field.id.endsWith("--specify") || "exclusive" in field.dataset ||
            field.closest(".govuk-date-input") !== null,
        isInSight: box.top >= 0 && box.bottom <= innerHeight, top: box.top, bottom: box.bottom,
    };
}"""

Open = Callable[[Page, Link], None]


def question_page(code: str, **wrong: Any) -> Open:
    def open_page(page: Page, link: Link) -> None:
        begin(page, link)
        show(page, link, code, STORED)
        if wrong:
            send(page, {name: [text] for name, text in wrong.items()})

    return open_page


def address(name: str) -> Open:
    return lambda page, link: page.goto(reverse(name)) and None


def open_start(page: Page, link: Link) -> None:
    page.goto(reverse("start", args=[link.code]))


def open_check(page: Page, link: Link) -> None:
    begin(page, link)
    show(page, link, "role", STORED)
    page.goto(reverse("check_answers", args=[link.code]))


def open_saved(page: Page, link: Link) -> None:
    begin(page, link)
    press(page, "Save and come back later")


KINDS: dict[str, Open] = {
    "start": open_start,
    "choices": question_page("role"),
    "choices in error": question_page("role", role=""),
    "boxes": question_page("visits"),
    "boxes in error": question_page("visits", **{"number": "many", "last-month": "13"}),
    "grid": question_page("quality"),
    "check": open_check,
    "saved for later": open_saved,
    "resume": address("resume"),
    "sign in": address("account_login"),
    "privacy": address("privacy"),
    "accessibility": address("accessibility"),
}


@pytest.fixture
def visits_link() -> Link:
    return link_to(survey_of(published(VISITS)))


@pytest.fixture
def larc7_link() -> Link:
    return link_to(survey_of(published(larc7_definition())))


@pytest.mark.parametrize("width", [1280, 320])
def test_tab_follows_the_page_and_what_it_reaches_is_in_sight(
    page_at: PageAt, visits_link: Link, width: int
) -> None:
    for kind, open_kind in KINDS.items():
        page = page_at(viewport={"width": width, "height": SMALL_SCREEN})
        open_kind(page, visits_link)
        names = page.evaluate(STOPS)
        first = first_stop(page)
        stops = []
        for _name in names[first:]:
            page.keyboard.press("Tab")
            stops.append(page.evaluate(AT_STOP))
        assert [stop["number"] for stop in stops] == list(range(first, len(names))), (kind, names)
        assert [stop["hidden"] for stop in stops if stop["hidden"]] == [], kind
        for before, after in pairwise(stops[1:]):
            assert reads_on(before, after), (kind, names[before["number"]], names[after["number"]])
        page.context.close()


def first_stop(page: Page) -> int:
    """The stop from which Tab begins: the first, or the first link of an error summary."""
    is_first = "(one) => one.closest('[data-error-summary]')"
    return max(0, page.evaluate(f"window.stops.findIndex({is_first})"))


def reads_on(before: dict[str, Any], after: dict[str, Any]) -> bool:
    """Whether a person who reads lines from left to right meets *after* later than *before*."""
    if after["top"] >= before["bottom"] - 1:
        return True
    return after["bottom"] > before["top"] and after["left"] >= before["left"]


@pytest.mark.parametrize("javascript", [True, False], ids=["script", "no script"])
@on_every_page
def test_every_link_of_an_error_summary_lands_on_its_field(
    page_at: PageAt, larc7_link: Link, route: Route, codes: list[str], javascript: bool
) -> None:
    page = page_at(390, javascript=javascript)
    begin(page, larc7_link)
    for _mistakes in pages_in_error(page, larc7_link, route, codes):
        follow_every_error(page)


@pytest.mark.parametrize("javascript", [True, False], ids=["script", "no script"])
def test_so_do_those_of_numbers_dates_and_forms_without_questions(
    page_at: PageAt, visits_link: Link, javascript: bool
) -> None:
    page = page_at(390, javascript=javascript)
    begin(page, visits_link)
    show(page, visits_link, "visits", STORED)
    asked = next(one for one in VISITS.sections[1].pages if one.code == "visits").questions
    wrong = {name: text for question in asked for name, text in mistake_in(question).items()}
    assert len(wrong) == len(asked) == 4
    send(page, wrong)
    follow_every_error(page)
    for name in ("resume", "account_login"):
        page.goto(reverse(name))
        send(page, {})
        follow_every_error(page)


def follow_every_error(page: Page) -> None:
    links = page.locator("[data-error-summary] a").all()
    assert links
    for link in links:
        link.click()
        landed = page.evaluate(LANDED)
        assert f"#{landed['id']}" == link.get_attribute("href"), page.url
        assert link.inner_text() in landed["error"], page.url
        assert landed["isFirst"] or landed["isNamed"], (page.url, landed)
        assert landed["isInSight"], (page.url, landed)
