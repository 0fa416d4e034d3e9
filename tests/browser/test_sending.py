"""Sending a page in a browser whose network, or whose server, comes and goes."""

from __future__ import annotations

from collections.abc import Callable
from http import HTTPStatus

import pytest
from django.urls import reverse
from playwright.sync_api import BrowserContext, Page, Route, expect

from fieldwork.models import Link
from responses.models import Response
from tests.browser.buttons import next_page, press, press_only
from tests.browser.clock import stop_clock
from tests.publishing import published
from tests.surveys import link_to, survey_of
from tests.visits import VISITS

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]

PageAt = Callable[..., Page]
Axe = Callable[[Page], None]

NOTICE = "The survey cannot be reached at the moment."


@pytest.fixture
def link() -> Link:
    return link_to(survey_of(published(VISITS)))


@pytest.fixture
def page(page_at: PageAt, link: Link) -> Page:
    """The first page of questions, with answers on it that are not sent."""
    page = page_at(390)
    page.goto(reverse("start", args=[link.code]))
    press(page)
    page.get_by_role("radio", name="Practitioner").check()
    page.get_by_role("checkbox", name="Something else").check()
    page.get_by_label("Please specify").fill("Very old")
    return page


def offline(context: BrowserContext) -> None:
    context.set_offline(True)


def bad_gateway(context: BrowserContext) -> None:
    """What a proxy answers while the web processes behind it are gone."""
    context.route("**/role/", lambda route: route.fulfill(status=HTTPStatus.BAD_GATEWAY))


def filtered(context: BrowserContext) -> None:
    """What a filter of the employer says in our place, as if all were well."""
    page = "<!doctype html><title>Blocked</title><h1>This content is not allowed</h1>"
    context.route("**/role/", lambda route: route.fulfill(status=HTTPStatus.OK, body=page))


def refused(context: BrowserContext) -> None:
    context.route("**/role/", lambda route: route.fulfill(status=HTTPStatus.FORBIDDEN, body="No"))


def slowed_down(context: BrowserContext) -> None:
    context.route(
        "**/role/", lambda route: route.fulfill(status=HTTPStatus.TOO_MANY_REQUESTS, body="Wait")
    )


def sent_to_a_portal(context: BrowserContext) -> None:
    """What the wireless network of an hotel does with those who have not signed in."""
    headers = {"Location": "https://portal.example/"}
    context.route("**/role/", lambda route: route.fulfill(status=HTTPStatus.FOUND, headers=headers))


def dropped(context: BrowserContext) -> None:
    context.route("**/role/", lambda route: route.abort("connectionreset"))


BREAK_DOWNS = [offline, bad_gateway, dropped, filtered, refused, slowed_down, sent_to_a_portal]


@pytest.mark.parametrize("break_down", BREAK_DOWNS)
@pytest.mark.parametrize("button", ["Next", "Save and come back later", "Back"])
def test_a_page_that_cannot_be_sent_stays_and_says_so(
    page: Page, axe: Axe, break_down: Callable[[BrowserContext], None], button: str
) -> None:
    break_down(page.context)
    press_only(page, button)
    notice = page.get_by_role("alert")
    expect(notice).to_contain_text(NOTICE)
    expect(notice).to_be_focused()
    assert page.inner_text("h1") == "Page role"
    expect(page.get_by_label("Please specify")).to_have_value("Very old")
    axe(page)
    press_only(page, button)
    expect(page.get_by_role("alert")).to_have_count(1)
    expect(page.get_by_role("button", name=button, exact=True)).to_be_enabled()
    page.context.set_offline(False)
    page.context.unroute_all()
    press(page, button)
    expect(page.get_by_role("heading", level=1)).not_to_have_text("Page role")
    assert Response.objects.get().answers["ages"]["specify"] == {"other": "Very old"}


def test_a_reply_that_is_lost_costs_nothing(page: Page) -> None:
    """The page was saved, but nobody heard of it; pressing again saves it again."""

    def lose_the_reply(route: Route) -> None:
        route.fetch()
        route.abort("connectionreset")

    page.context.route("**/role/", lose_the_reply, times=1)
    press_only(page, "Next")
    expect(page.get_by_role("alert")).to_contain_text(NOTICE)
    assert Response.objects.get().answers["role"] == {"choice": "practitioner"}
    press(page)
    expect(page.get_by_role("heading", level=1)).to_have_text("Page contacts")


@pytest.fixture
def held_back(page: Page) -> Callable[[], None]:
    """Let the next thing that is sent wait until the function that this is has been called."""
    waiting: list[Route] = []
    page.context.route("**/role/", lambda route: waiting.append(route), times=1)

    def go_on() -> None:
        (route,) = waiting
        route.continue_()

    return go_on


@pytest.mark.parametrize("button", ["Next", "Save and come back later", "Back"])
def test_the_button_says_at_once_that_it_saves(
    page: Page, held_back: Callable[[], None], button: str
) -> None:
    press_only(page, button)
    pressed = page.get_by_role("button", name="Saving …")
    expect(pressed).to_have_count(1)
    expect(pressed).to_have_attribute("aria-disabled", "true")
    with next_page(page):
        held_back()


def test_after_five_seconds_the_page_says_that_it_still_tries(
    page: Page, axe: Axe, held_back: Callable[[], None]
) -> None:
    stop_clock(page)
    press_only(page, "Next")
    page.clock.fast_forward(4900)
    expect(page.get_by_role("alert")).to_have_count(0)
    page.clock.fast_forward(200)
    expect(page.get_by_role("alert")).to_contain_text("The connection is slow.")
    page.clock.resume()
    axe(page)
    with next_page(page):
        held_back()
    expect(page.get_by_role("heading", level=1)).to_have_text("Page contacts")


def test_a_reply_that_never_comes_is_given_up(page: Page, held_back: Callable[[], None]) -> None:
    stop_clock(page)
    press_only(page, "Next")
    page.clock.fast_forward(31_000)
    expect(page.get_by_role("alert")).to_contain_text(NOTICE)
    expect(page.get_by_role("button", name="Next", exact=True)).to_be_enabled()
    press(page)
    expect(page.get_by_role("heading", level=1)).to_have_text("Page contacts")


def test_a_page_with_something_to_say_is_sent_once(page: Page) -> None:
    sent = []
    page.on("request", lambda request: sent.append(request.url) if request.method == "POST" else "")
    page.evaluate("document.querySelector('[name=role]:checked').checked = false")
    press(page)
    expect(page).to_have_title("Error: Page role – Round one – LARC Survey")
    expect(page.locator("[data-error-summary]")).to_be_focused()
    assert len(sent) == 1
    page.get_by_role("radio", name="Practitioner").check()
    press(page)
    expect(page.get_by_role("heading", level=1)).to_have_text("Page contacts")
    assert len(sent) == 2


def test_a_double_click_sends_once(page: Page) -> None:
    sent = []
    page.on("request", lambda request: sent.append(request.url) if request.method == "POST" else "")
    with next_page(page):
        page.get_by_role("button", name="Next", exact=True).dblclick()
    expect(page.get_by_role("heading", level=1)).to_have_text("Page contacts")
    assert len(sent) == 1


def test_answers_sent_by_a_double_click_are_sent_once(page: Page) -> None:
    while page.inner_text("h1") != "Check your answers":
        press(page)
    with next_page(page):
        page.get_by_role("button", name="Submit").dblclick()
    expect(page.get_by_role("heading", level=1)).to_have_text("Thank you")
    assert Response.objects.filter(status=Response.Status.SUBMITTED).count() == 1


def test_what_is_wrong_is_shown_as_without_script(page: Page, link: Link) -> None:
    page.get_by_role("checkbox", name="None of these").check()
    page.evaluate("document.querySelector('[value=other]').checked = true")
    press(page)
    expect(page).to_have_title("Error: Page role – Round one – LARC Survey")
    expect(page.get_by_label("Please specify")).to_have_value("Very old")


def test_the_way_back_through_the_browser_shows_saved_answers(page: Page) -> None:
    press(page)
    expect(page.get_by_role("heading", level=1)).to_have_text("Page contacts")
    page.go_back()
    expect(page.get_by_role("heading", level=1)).to_have_text("Page role")
    expect(page.get_by_label("Please specify")).to_have_value("Very old")
    page.go_forward()
    expect(page.get_by_role("heading", level=1)).to_have_text("Page contacts")


def test_after_submission_the_way_back_shows_nothing(page: Page) -> None:
    while page.inner_text("h1") != "Check your answers":
        press(page)
    press(page, "Submit")
    expect(page.get_by_role("heading", level=1)).to_have_text("Thank you")
    for _ in range(4):
        page.go_back()
        expect(page.get_by_role("heading", level=1)).to_have_text("Thank you")
        assert "Very old" not in page.content()


def test_loading_a_page_again_changes_nothing(page: Page) -> None:
    press(page)
    page.reload()
    assert page.inner_text("h1") == "Page contacts"
    stored = Response.objects.get().answers
    page.go_back()
    page.reload()
    expect(page.get_by_label("Please specify")).to_have_value("Very old")
    assert Response.objects.get().answers == stored


def test_loading_the_thanks_again_sends_nothing_again(page: Page) -> None:
    while page.inner_text("h1") != "Check your answers":
        press(page)
    press(page, "Submit")
    page.reload()
    assert page.inner_text("h1") == "Thank you"
    assert Response.objects.filter(status=Response.Status.SUBMITTED).count() == 1
