"""Every page of every route of LARC 7: accessible at every width, whatever has been answered."""

from __future__ import annotations

import pytest
from playwright.sync_api import Page, expect

from fieldwork.models import Link
from tests.browser.conftest import Look, PageAt
from tests.browser.states import (
    COVER,
    begin,
    on_every_page,
    pages_in_error,
    show_blank,
    show_filled,
)
from tests.larc7 import PAGES, ROLES, Route, routes
from tests.publishing import published
from tests.surveys import larc7_definition, link_to, survey_of

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]


@pytest.fixture
def link() -> Link:
    return link_to(survey_of(published(larc7_definition())))


@pytest.fixture
def page(page_at: PageAt, link: Link) -> Page:
    """A browser in which a response is under way."""
    page = page_at()
    begin(page, link)
    return page


def test_the_routes_below_meet_every_page_as_every_route_asks_it() -> None:
    met = {as_asked(route, code) for route, codes in COVER.items() for code in codes}
    for route in (route for role in ROLES for route in routes(role)):
        assert {as_asked(route, code) for code in route.pages()} <= met
    assert {code for code, *_questions in met} == set(PAGES)


def as_asked(route: Route, page_code: str) -> tuple[str, ...]:
    return page_code, *(question.code for question in route.questions_on(page_code))


@on_every_page
def test_blank(page: Page, look: Look, link: Link, route: Route, codes: list[str]) -> None:
    for code in codes:
        show_blank(page, link, route, code)
        assert page.locator("input:checked").count() == 0
        look(page)


@on_every_page
def test_filled(page: Page, look: Look, link: Link, route: Route, codes: list[str]) -> None:
    for code in codes:
        show_filled(page, link, route, code)
        for box in page.locator("main input[type=text], textarea").all():
            expect(box).not_to_have_value("")
            expect(box).to_be_visible()
        look(page)


@on_every_page
def test_in_error(page: Page, look: Look, link: Link, route: Route, codes: list[str]) -> None:
    for mistakes in pages_in_error(page, link, route, codes):
        assert page.title().startswith("Error: ")
        assert page.locator("[data-error-summary] a").count() == mistakes
        look(page)
