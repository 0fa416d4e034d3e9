"""Answers that the script saves while somebody is still filling in a page."""

from __future__ import annotations

import pytest
from django.urls import reverse
from playwright.sync_api import Page, Route, expect

from fieldwork.models import Link
from responses.models import Response
from tests.browser.buttons import next_page, press, press_only
from tests.browser.clock import stop_clock
from tests.browser.conftest import PageAt
from tests.publishing import published
from tests.surveys import link_to, survey_of
from tests.visits import VISITS

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]

PAUSE_MS = 5000


@pytest.fixture
def link() -> Link:
    return link_to(survey_of(published(VISITS)))


@pytest.fixture
def page(page_at: PageAt, link: Link) -> Page:
    """The first page of questions, nothing answered, and a clock that a test moves."""
    page = page_at(390)
    stop_clock(page)
    page.goto(reverse("start", args=[link.code]))
    press(page)
    return page


def is_kept(request: object) -> bool:
    return "_keep=1" in (getattr(request, "post_data", "") or "")


def answers() -> dict[str, object]:
    return dict(Response.objects.get().answers)


def test_five_seconds_after_the_last_change_what_is_answered_is_saved(page: Page) -> None:
    page.get_by_role("radio", name="Practitioner").check()
    page.clock.fast_forward(PAUSE_MS - 100)
    assert answers() == {}
    page.get_by_role("checkbox", name="Young").check()
    page.clock.fast_forward(PAUSE_MS - 100)
    assert answers() == {}
    with page.expect_response(lambda reply: is_kept(reply.request)):
        page.clock.fast_forward(200)
    assert answers() == {"role": {"choice": "practitioner"}, "ages": {"choices": ["young"]}}
    expect(page.get_by_role("heading", level=1)).to_have_text("Page role")


def test_a_tab_that_crashes_costs_little(page: Page, link: Link) -> None:
    page.get_by_role("checkbox", name="Something else").check()
    page.get_by_label("Please specify").fill("Very old")
    with page.expect_response(lambda reply: is_kept(reply.request)):
        page.clock.fast_forward(PAUSE_MS)
    other_tab = page.context.new_page()
    page.close()
    other_tab.goto(reverse("page", args=[link.code, "role"]))
    expect(other_tab.get_by_label("Please specify")).to_have_value("Very old")


def test_nothing_is_sent_while_nothing_changes(page: Page) -> None:
    sent: list[str] = []
    page.on("request", lambda request: sent.append(request.url))
    page.clock.fast_forward(60_000)
    page.get_by_role("radio", name="Practitioner").check()
    with page.expect_response(lambda reply: is_kept(reply.request)):
        page.clock.fast_forward(PAUSE_MS)
    page.clock.fast_forward(60_000)
    assert len(sent) == 1


def test_without_a_network_nothing_is_said_of_it(page: Page) -> None:
    page.context.set_offline(True)
    page.get_by_role("radio", name="Practitioner").check()
    with page.expect_event("requestfailed"):
        page.clock.fast_forward(PAUSE_MS)
    expect(page.get_by_role("alert")).to_have_count(0)
    page.context.set_offline(False)
    press(page)
    expect(page.get_by_role("heading", level=1)).to_have_text("Page contacts")


def test_what_is_still_being_saved_cannot_come_after_the_page(page: Page) -> None:
    """The button waits for it; else older answers might take the place of newer ones."""
    waiting: list[Route] = []
    page.route("**/role/", lambda route: waiting.append(route), times=1)
    page.get_by_role("radio", name="Practitioner").check()
    with page.expect_request(is_kept):
        page.clock.fast_forward(PAUSE_MS)
    page.get_by_role("radio", name="Manager").check()
    press_only(page, "Next")
    expect(page.get_by_role("button", name="Saving …")).to_have_count(1)
    (kept,) = waiting
    with next_page(page):
        kept.continue_()
    expect(page.get_by_role("heading", level=1)).to_have_text("Page contacts")
    assert answers()["role"] == {"choice": "manager"}


def test_the_browser_keeps_nothing(page: Page) -> None:
    page.get_by_role("radio", name="Practitioner").check()
    with page.expect_response(lambda reply: is_kept(reply.request)):
        page.clock.fast_forward(PAUSE_MS)
    stored = "JSON.stringify([{...localStorage}, {...sessionStorage}])"
    assert page.evaluate(stored) == "[{},{}]"
