"""That a test looks at the page that it expects, however long that takes to come."""

from __future__ import annotations

import re

import pytest
from django.urls import reverse
from playwright.sync_api import Page, expect

from tests.browser.buttons import follow, next_page
from tests.browser.conftest import Look, PageAt

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]

SLOW = {"offline": False, "latency": 300, "downloadThroughput": 50_000, "uploadThroughput": 50_000}


@pytest.fixture
def page(page_at: PageAt) -> Page:
    page = page_at()
    page.goto(reverse("front_page"))
    return page


def test_who_leaves_a_page_without_waiting_is_told(
    page: Page, look: Look, complaints: list[str]
) -> None:
    left = page.url
    page.get_by_role("link", name="Accessibility").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("Accessibility statement")
    with pytest.raises(AssertionError, match=re.escape(f"{left} was left for {page.url}")):
        look(page)
    assert len(complaints) == 1
    complaints.clear()


def test_who_waits_is_not(page: Page) -> None:
    follow(page, "Accessibility")
    page.go_back()
    page.go_forward()
    page.reload()
    with next_page(page):
        page.evaluate("location.assign('/')")
    page.evaluate("location.hash = 'main-content'")


def test_on_a_slow_network_too_the_page_that_is_looked_at_is_there(page: Page, look: Look) -> None:
    wire = page.context.new_cdp_session(page)
    wire.send("Network.enable")
    wire.send("Network.emulateNetworkConditions", SLOW)
    for name, heading in (("Privacy", "Privacy"), ("Accessibility", "Accessibility statement")):
        follow(page, name)
        assert page.inner_text("h1") == heading
        look(page)
