"""Zoom, larger text and wider spacing: nothing is cut off, on any page of LARC 7."""

from __future__ import annotations

import pytest
from django.urls import reverse
from playwright.sync_api import Page

from fieldwork.models import Link, Survey
from tests.browser.buttons import press
from tests.browser.conftest import FIND_CUT_OFF, PageAt
from tests.browser.states import begin, on_every_page, pages_in_error, show_filled
from tests.larc7 import Route
from tests.publishing import published
from tests.surveys import larc7_definition, link_to, survey_of

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]

# In CSS pixels a screen of 1280 is 640 wide at 200 %, and 320 at 400 %. Browsers enlarge text alone
# through the size of the root. The spacing is that of WCAG 1.4.12.
DOUBLE_TEXT = "html { font-size: 200%; }"
WIDE_SPACING = """
    * {
        line-height: 1.5 !important;
        letter-spacing: 0.12em !important;
        word-spacing: 0.16em !important;
    }
    p { margin-bottom: 2em !important; }
"""
VIEWS = {
    "200 % zoom": (640, ""),
    "text of 200 %": (1280, DOUBLE_TEXT),
    "200 % zoom and text of 200 %": (640, DOUBLE_TEXT),
    "400 % zoom and wide spacing": (320, WIDE_SPACING),
}
# Unlike a <style> element this needs no exception from the content security policy.
ADD_STYLES = """css => {
    const sheet = new CSSStyleSheet();
    sheet.replaceSync(css);
    document.adoptedStyleSheets = [sheet];
}"""


@pytest.fixture
def link() -> Link:
    survey = survey_of(published(larc7_definition()))
    Survey.objects.update(thank_you_text="A report follows.", support_text="Talk to somebody.")
    return link_to(survey)


def look_in_every_view(page: Page) -> None:
    for name, (width, styles) in VIEWS.items():
        page.set_viewport_size({"width": width, "height": 900})
        page.evaluate(ADD_STYLES, styles)
        assert page.evaluate(FIND_CUT_OFF) == [], (page.url, name)
    page.evaluate(ADD_STYLES, "")


@on_every_page
def test_pages_of_questions(page_at: PageAt, link: Link, route: Route, codes: list[str]) -> None:
    page = page_at()
    begin(page, link)
    for code in codes:
        show_filled(page, link, route, code)
        look_in_every_view(page)
    for _mistakes in pages_in_error(page, link, route, codes):
        look_in_every_view(page)
    show_filled(page, link, route, codes[0])
    page.goto(reverse("check_answers", args=[link.code]))
    look_in_every_view(page)
    press(page, "Submit")
    look_in_every_view(page)


def test_other_pages(page_at: PageAt, link: Link) -> None:
    page = page_at()
    for address in (
        reverse("start", args=[link.code]),
        *(reverse(name) for name in ("front_page", "resume", "account_login")),
        *(reverse(name) for name in ("privacy", "accessibility")),
        "/no-such-page/",
    ):
        page.goto(address)
        look_in_every_view(page)
    begin(page, link)
    press(page, "Save and come back later")
    look_in_every_view(page)
