"""The interface in two pseudo-languages: longer words, and a script from right to left."""

from __future__ import annotations

from collections.abc import Callable, Iterator

import pytest
from django.urls import reverse
from django.utils import translation
from django.utils.translation import gettext as _
from playwright.sync_api import Locator, Page

from accounts.actions import create_user
from accounts.permissions import Role
from fieldwork.actions import add_member
from fieldwork.models import Link
from tests.browser.buttons import press
from tests.browser.conftest import HEIGHT, PageAt
from tests.everything import EVERYTHING
from tests.pseudo import BRACKETED, RIGHT_TO_LEFT, pseudo
from tests.publishing import published
from tests.surveys import link_to, survey_of
from tests.translations import pseudo_translations, translate_survey

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]

WIDTHS = (1280, 320)
PASSWORD = "a long enough password"
LEAD = "lead@example.org"

Look = Callable[[], None]


@pytest.fixture
def link() -> Link:
    version = published(EVERYTHING, pseudo_translations(EVERYTHING))
    link = link_to(translate_survey(survey_of(version)))
    lead = create_user(email=LEAD, name="Lea Lead", password=PASSWORD)
    add_member(actor=None, user=lead, survey=link.area.survey, role=Role.LEAD)
    return link


@pytest.fixture(params=[BRACKETED, RIGHT_TO_LEFT])
def language(request: pytest.FixtureRequest) -> Iterator[str]:
    """The language of the browser, and of the names by which the test finds its buttons."""
    with translation.override(request.param):
        yield request.param


@pytest.fixture
def page(page_at: PageAt, language: str) -> Page:
    return page_at(locale=language)


@pytest.fixture
def look(page: Page, axe: Callable[[Page], None], language: str) -> Look:
    """`look()`: the page is in the language, fits at each width and is accessible."""

    def look_at_page() -> None:
        root = page.locator("html")
        assert root.get_attribute("lang") == language
        assert root.get_attribute("dir") == ("rtl" if language == RIGHT_TO_LEFT else "ltr")
        for width in WIDTHS:
            page.set_viewport_size({"width": width, "height": HEIGHT})
            assert page.evaluate(FITS), (page.url, width)
            axe(page)
        page.set_viewport_size({"width": WIDTHS[0], "height": HEIGHT})

    return look_at_page


FITS = "document.documentElement.scrollWidth <= document.documentElement.clientWidth"


def middle_of(element: Locator) -> float:
    """Return how far from the left edge of the window the middle of an element is."""
    box = element.bounding_box()
    assert box is not None
    return box["x"] + box["width"] / 2


def test_the_way_of_a_respondent(page: Page, look: Look, link: Link, language: str) -> None:
    page.goto(reverse("resume"))
    press(page, _("Continue"))
    look()
    page.goto(reverse("start", args=[link.code]))
    look()
    press(page, _("Next"))
    press(page, _("Next"))
    look()
    page.get_by_role("radio", name=pseudo("Lion", language)).check()
    page.get_by_role("checkbox", name=pseudo("Otter", language)).check()
    press(page, _("Next"))
    look()
    press(page, _("Next"))
    look()
    press(page, _("Next"))
    look()
    press(page, _("Save and come back later"))
    look()


def test_the_way_of_the_staff(page: Page, look: Look, link: Link) -> None:
    page.goto(reverse("front_page"))
    look()
    page.goto(reverse("account_login"))
    press(page, _("Sign in"))
    look()
    page.get_by_label(_("Email address")).fill(LEAD)
    page.get_by_label(_("Password"), exact=True).fill(PASSWORD)
    press(page, _("Sign in"))
    for name in ("survey", "survey_exports", "interim_release"):
        page.goto(reverse(name, args=[link.area.survey.slug]))
        look()


def test_a_page_from_right_to_left_is_a_mirror_image(page_at: PageAt, link: Link) -> None:
    with translation.override(RIGHT_TO_LEFT):
        page = page_at(locale=RIGHT_TO_LEFT)
        page.goto(reverse("start", args=[link.code]))
        press(page, _("Next"))
        lion = pseudo("Lion", RIGHT_TO_LEFT)
        label = page.get_by_text(lion, exact=True)
        radio = page.get_by_role("radio", name=lion)
        heading = page.locator("h1")
        back = page.locator(".govuk-back-link")
        assert middle_of(radio) > middle_of(label)
        assert middle_of(back) > middle_of(page.locator("main"))
        assert heading.evaluate(TEXT_ENDS_AT_ITS_RIGHT)
        assert back.evaluate(POINTS_RIGHT)
        radio.check()
        press(page, _("Next"))
        press(page, _("Next"))
        row = page.locator(".larc-grid__row").first
        statement = row.locator(".larc-grid__statement")
        first, second = row.get_by_role("radio").all()
        places = [middle_of(part) for part in (statement, first, second)]
        assert places == sorted(places, reverse=True)
        headings = page.locator(".larc-grid__heading")
        assert middle_of(headings.first) == pytest.approx(places[1], abs=2)


TEXT_ENDS_AT_ITS_RIGHT = """element => {
    const text = document.createRange();
    text.selectNodeContents(element);
    return Math.abs(text.getBoundingClientRect().right - element.getBoundingClientRect().right) < 2;
}"""

# The two sides of the chevron that are drawn meet at the top right before it is turned.
POINTS_RIGHT = """element => {
    const turned = new DOMMatrix(getComputedStyle(element, "::before").transform);
    const tip = new DOMPoint(1, -1).matrixTransform(turned);
    return tip.x > 1 && Math.abs(tip.y) < 0.01;
}"""
