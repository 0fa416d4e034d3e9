"""Saving for later in one browser and coming back in another, with and without script."""

from __future__ import annotations

from datetime import timedelta

import pytest
from django.urls import reverse
from django.utils import timezone
from playwright.sync_api import Page, expect

from fieldwork.models import Link
from responses.models import Response
from tests.browser.buttons import press, press_only
from tests.browser.conftest import PageAt
from tests.publishing import published
from tests.surveys import link_to, survey_of
from tests.visits import VISITS

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]


@pytest.fixture
def link() -> Link:
    return link_to(survey_of(published(VISITS)))


def save_for_later(page: Page, link: Link) -> str:
    """Answer the first page as a practitioner, save the second for later, return the code."""
    page.goto(reverse("start", args=[link.code]))
    press(page, "Next")
    page.get_by_role("radio", name="Practitioner").check()
    press(page, "Next")
    press(page, "Save and come back later")
    assert page.inner_text("h1") == "Your answers are saved"
    return page.inner_text("#resume-code")


def come_back(page: Page, code: str) -> None:
    page.goto(reverse("resume"))
    page.get_by_label("Your code").fill(code)
    press(page, "Continue")


@pytest.mark.parametrize("javascript", [True, False], ids=["script", "no script"])
def test_going_on_in_another_browser(page_at: PageAt, link: Link, javascript: bool) -> None:
    code = save_for_later(page_at(390, javascript=javascript), link)
    elsewhere = page_at(1280, javascript=javascript)
    come_back(elsewhere, code.upper().replace("-", " "))
    assert elsewhere.inner_text("h1") == "Page contacts"
    assert Response.objects.count() == 1


def test_the_address_with_the_code_needs_one_press(page_at: PageAt, link: Link) -> None:
    page = page_at(390)
    save_for_later(page, link)
    address = page.inner_text("#resume-address")
    elsewhere = page_at(390)
    elsewhere.goto(address)
    press(elsewhere, "Continue")
    assert elsewhere.inner_text("h1") == "Page contacts"


@pytest.mark.parametrize(
    ("button", "element"),
    [("Copy the code", "resume-code"), ("Copy the address", "resume-address")],
)
def test_a_button_copies_and_says_so(
    page_at: PageAt, link: Link, button: str, element: str
) -> None:
    page = page_at(390)
    page.context.grant_permissions(["clipboard-read", "clipboard-write"])
    page.clock.install()
    save_for_later(page, link)
    page.clock.pause_at(timezone.now() + timedelta(hours=1))  # the word goes after some seconds
    pressed = page.locator(f"[data-copy={element}]")
    status = page.locator("[aria-live=polite]").filter(has_text="Copied")
    press_only(page, button)
    expect(pressed).to_have_text("Copied")
    expect(status).to_have_count(1)
    assert page.evaluate("navigator.clipboard.readText()") == page.inner_text(f"#{element}")
    page.clock.fast_forward("01:00")
    expect(pressed).to_have_text(button)
    expect(status).to_have_count(0)


def test_where_copying_is_refused_the_code_is_selected(page_at: PageAt, link: Link) -> None:
    page = page_at(390)
    page.add_init_script(
        "navigator.clipboard.writeText = () => Promise.reject(new DOMException('no'))"
    )
    code = save_for_later(page, link)
    press_only(page, "Copy the code")
    page.wait_for_function("getSelection().toString().trim() !== ''")
    assert page.evaluate("getSelection().toString().trim()") == code
    assert page.locator("[data-copy=resume-code]").inner_text() == "Copy the code"


def test_a_button_prints(page_at: PageAt, link: Link) -> None:
    page = page_at(390)
    page.add_init_script("window.print = () => { window.printed = true; }")
    save_for_later(page, link)
    press_only(page, "Print this page")
    assert page.evaluate("window.printed")


def test_without_script_there_are_no_buttons_that_need_one(page_at: PageAt, link: Link) -> None:
    page = page_at(390, javascript=False)
    save_for_later(page, link)
    assert page.get_by_role("button").count() == 0
