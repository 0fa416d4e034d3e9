"""Forced colours (high contrast) keep every sign that matters, and nothing on a page moves."""

from __future__ import annotations

from typing import Any

import pytest
from django.urls import reverse
from playwright.sync_api import Locator, Page

from fieldwork.models import Link
from tests.browser.conftest import Look, PageAt
from tests.browser.states import begin, send, show
from tests.publishing import published
from tests.surveys import link_to, survey_of
from tests.visits import STORED, VISITS

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]

# Colours of the kind that forced colours leave alone: borders, outlines and text. Backgrounds and
# shadows are taken away, so nothing may depend on them.
DRAWN = """(element, pseudo) => {
    const style = getComputedStyle(element, pseudo || null);
    const line = (side) => style[`${side}Style`] === "none" ? 0 : parseFloat(style[`${side}Width`]);
    return {
        border: line("borderBottom") + line("borderLeft"),
        borderColour: style.borderBottomColor,
        outline: line("outline"),
        outlineColour: style.outlineColor,
        opacity: Number(style.opacity),
        content: style.content,
    };
}"""
INVISIBLE = ("rgba(0, 0, 0, 0)", "rgb(255, 255, 255)")
"""Transparent, and the colour of the page in Chromium's forced colours."""

MOVING = """() => {
    const moves = (style) =>
        style.animationName !== "none" || parseFloat(style.transitionDuration) > 0.01 ||
        style.scrollBehavior === "smooth";
    return [...document.querySelectorAll("*")]
        .filter((one) => ["", "::before", "::after"].some(
            (pseudo) => moves(getComputedStyle(one, pseudo || null))))
        .map((one) => one.className || one.tagName);
}"""


@pytest.fixture
def link() -> Link:
    return link_to(survey_of(published(VISITS)))


@pytest.fixture
def forced(page_at: PageAt, link: Link) -> Page:
    """A page in forced colours with a response under way."""
    page = page_at(forced_colors="active")
    assert page.evaluate("matchMedia('(forced-colors: active)').matches")
    begin(page, link)
    return page


def drawn(one: Locator, pseudo: str = "") -> dict[str, Any]:
    return one.evaluate(DRAWN, pseudo)


def is_visible(part: dict[str, Any], line: str) -> bool:
    return part[line] > 0 and part[f"{line}Colour"] not in INVISIBLE and part["opacity"] == 1


@pytest.mark.parametrize(
    ("page_code", "ticked", "open_", "tick_on"),
    [
        ("role", "#id_role-practitioner", "#id_role-manager", "label"),
        ("role", "#id_ages-young", "#id_ages-old", "label"),
        ("quality", "#id_quality-time-good", "#id_quality-time-bad", "input"),
    ],
    ids=["radio", "checkbox", "grid"],
)
def test_a_tick_is_seen(
    forced: Page, link: Link, page_code: str, ticked: str, open_: str, tick_on: str
) -> None:
    show(forced, link, page_code, STORED)
    for selector, is_ticked in ((ticked, True), (open_, False)):
        control = forced.locator(selector)
        drawing = control if tick_on == "input" else forced.locator(f"{selector} + label")
        assert is_visible(drawn(drawing, "::before"), "border"), selector
        tick = drawn(drawing, "::after")
        assert (is_visible(tick, "border") and tick["content"] != "none") == is_ticked, selector


@pytest.mark.parametrize(
    ("page_code", "selector", "drawing"),
    [
        ("role", "#id_role-practitioner", "#id_role-practitioner + label::before"),
        ("role", "#id_ages-young", "#id_ages-young + label::before"),
        ("role", "#id_ages-other--specify", "#id_ages-other--specify"),
        ("quality", "#id_quality-time-good", "#id_quality-time-good::before"),
        ("visits", "#id_story", "#id_story"),
        ("visits", ".govuk-button", ".govuk-button"),
        ("visits", ".govuk-back-link", ".govuk-back-link"),
        ("visits", "footer a", "footer a"),
    ],
)
def test_the_focus_is_seen(
    forced: Page, link: Link, page_code: str, selector: str, drawing: str
) -> None:
    show(forced, link, page_code, STORED)
    element, _colons, pseudo = drawing.partition("::")
    place = forced.locator(element).first
    before = drawn(place, pseudo and f"::{pseudo}")
    # A key before, so that the browser shows the focus as it does to people who use keys.
    forced.keyboard.press("Tab")
    forced.locator(selector).first.focus()
    after = drawn(place, pseudo and f"::{pseudo}")
    assert is_visible(after, "outline"), after
    assert after != before
    assert not is_visible(before, "outline")


def test_errors_and_borders_are_seen(forced: Page, link: Link) -> None:
    show(forced, link, "visits", STORED)
    send(forced, {"number": ["many"]})
    for selector in (".govuk-error-summary", ".govuk-form-group--error", "#id_number", "#id_story"):
        part = forced.locator(selector).first
        assert is_visible(drawn(part), "border"), selector
    assert forced.locator(".govuk-error-message").first.is_visible()
    button = drawn(forced.locator(".govuk-button").first)
    assert is_visible(button, "border")


def test_pages_are_accessible_in_forced_colours(forced: Page, look: Look, link: Link) -> None:
    for page_code in ("role", "visits", "quality"):
        show(forced, link, page_code, STORED)
        look(forced)


def test_nothing_moves(page_at: PageAt, link: Link) -> None:
    page = page_at(reduced_motion="reduce")
    begin(page, link)
    for address in (
        reverse("start", args=[link.code]),
        *(reverse("page", args=[link.code, code]) for code in ("role",)),
        *(reverse(name) for name in ("front_page", "resume", "privacy", "accessibility")),
    ):
        page.goto(address)
        assert page.evaluate(MOVING) == [], address
    for page_code in ("role", "visits", "quality"):
        show(page, link, page_code, STORED)
        assert page.evaluate(MOVING) == [], page_code
        page.get_by_role("button", name="Next").hover()
        page.keyboard.press("Tab")
        assert page.evaluate("document.getAnimations().length") == 0, page_code
