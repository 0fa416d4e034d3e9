"""Every other page that a respondent can meet: accessible at every width, and nothing cut off."""

from __future__ import annotations

from datetime import timedelta

import pytest
from django.urls import reverse
from django.utils import timezone
from playwright.sync_api import Page, expect
from pytest_django import Settings

from fieldwork.models import Link, Survey
from responses.models import Response
from tests.browser.buttons import press
from tests.browser.conftest import Look, PageAt
from tests.browser.states import COVER, begin, show, show_filled
from tests.publishing import published
from tests.surveys import larc7_definition, link_to, survey_of

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]


@pytest.fixture
def link() -> Link:
    return link_to(survey_of(published(larc7_definition())))


@pytest.fixture
def page(page_at: PageAt) -> Page:
    return page_at()


def see(page: Page, heading: str) -> None:
    expect(page.get_by_role("heading", level=1)).to_have_text(heading)


def open_start(page: Page, link: Link) -> None:
    page.goto(reverse("start", args=[link.code]))


def test_the_start_page_for_whoever_opens_it(page: Page, look: Look, link: Link) -> None:
    open_start(page, link)
    see(page, "Round one")
    look(page)
    page.goto(f"{reverse('start', args=[link.code])}?cookie=lost")
    expect(page.get_by_text("Your browser did not keep your place.")).to_be_visible()
    look(page)
    begin(page, link)
    open_start(page, link)
    expect(page.get_by_role("button", name="They are not mine: begin again")).to_be_visible()
    look(page)
    Response.objects.update(status="submitted", submitted_on=timezone.localdate())
    open_start(page, link)
    expect(page.get_by_text("Answers were sent from this browser.")).to_be_visible()
    look(page)


def test_saving_for_later_and_coming_back(page: Page, look: Look, link: Link) -> None:
    begin(page, link)
    press(page, "Save and come back later")
    see(page, "Your answers are saved")
    look(page)
    page.goto(reverse("resume"))
    see(page, "Go on with your answers")
    look(page)
    page.get_by_label("Your code").fill("2222-2222-2222-2222")
    press(page, "Continue")
    expect(page).to_have_title("Error: Go on with your answers – LARC Survey")
    look(page)


def test_a_page_left_empty_asks_once(page: Page, look: Look, link: Link) -> None:
    Survey.objects.update(asks_about_empty_pages=True)
    begin(page, link)
    press(page, "Next")
    expect(page.get_by_text("You have answered nothing on this page.")).to_be_visible()
    look(page)


@pytest.mark.parametrize("answered", ["nothing", "everything"])
def test_checking_and_sending(page: Page, look: Look, link: Link, answered: str) -> None:
    Survey.objects.update(
        thank_you_text="A **report** follows in spring.", support_text="Talk to your supervisor."
    )
    for route in (route for route, codes in COVER.items() if len(codes) > 1):
        page.context.clear_cookies()
        Response.objects.all().delete()
        begin(page, link)
        show_filled(page, link, route, "your_role")
        if answered == "nothing":
            blank = {question.code: None for question in route.questions()}
            show(page, link, "your_role", blank | {"role": {"choice": route.role}})
        page.goto(reverse("check_answers", args=[link.code]))
        see(page, "Check your answers")
        look(page)
    press(page, "Submit")
    see(page, "Thank you")
    look(page)


def test_before_the_first_day_and_after_the_last(page: Page, look: Look, link: Link) -> None:
    today = timezone.localdate()
    for first, last, heading in (
        (1, 1, "This survey is not open yet"),
        (-9, -1, "This survey is closed"),
        (-9, -8, "This survey is closed"),
    ):
        opens, closes = today + timedelta(days=first), today + timedelta(days=last)
        Survey.objects.update(opens_on=opens, closes_on=closes)
        open_start(page, link)
        see(page, heading)
        look(page)


def test_pages_that_cannot_be_saved(page: Page, look: Look, link: Link) -> None:
    begin(page, link)
    other_tab = page.context.new_page()
    open_start(other_tab, link)
    press(other_tab, "They are not mine: begin again")
    press(page, "Next")
    see(page, "This page belongs to another response")
    look(page)
    page.context.clear_cookies(name="larc_response")
    press(other_tab, "Next")
    see(other_tab, "This page could not be saved")
    look(other_tab)
    begin(page, link)
    page.context.clear_cookies()
    press(page, "Next")
    see(page, "This page could not be saved yet")
    look(page)


def test_error_pages(page: Page, look: Look, link: Link, settings: Settings) -> None:
    settings.ROOT_URLCONF = "tests.browser.error_pages"
    for address, heading in {
        "/s/abcd2345/": "This link does not lead to a survey",
        "/400/": "We could not read that request",
        "/403/": "You cannot open this page",
        "/404/": "Page not found",
        "/413/": "That was too much to send at once",
        "/429/": "That was tried too often",
        "/500/": "Something went wrong on our side",
    }.items():
        page.goto(address)
        see(page, heading)
        look(page)


@pytest.mark.parametrize("name", ["privacy", "accessibility"])
def test_what_the_website_says_about_itself(page: Page, look: Look, name: str) -> None:
    page.goto(reverse(name))
    look(page)


def test_reading_about_privacy_loses_nothing_that_was_typed(page: Page, link: Link) -> None:
    begin(page, link)
    page.get_by_role("radio", name="Other").check()
    page.get_by_label("Please specify").fill("Half a sentence that is not saved")
    with page.expect_popup() as popup:
        page.get_by_role("link", name="Privacy (opens in a new tab)").click()
    see(popup.value, "Privacy")
    expect(page.get_by_label("Please specify")).to_have_value("Half a sentence that is not saved")
    popup.value.close()
    press(page, "Next")
    (stored,) = Response.objects.values_list("answers", flat=True)
    assert stored["agency"]["specify"] == {"other": "Half a sentence that is not saved"}
