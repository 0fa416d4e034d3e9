"""Links in what a survey says: they fit on a phone, and following one loses nothing."""

from __future__ import annotations

from datetime import timedelta

import pytest
from django.urls import reverse
from django.utils import timezone
from playwright.sync_api import Page, expect

from fieldwork.models import Link, Survey
from responses.models import Response
from tests.browser.buttons import press
from tests.browser.conftest import Look, PageAt
from tests.browser.states import begin
from tests.builders import definition_of_pages, question
from tests.builders import page as page_of
from tests.publishing import published
from tests.surveys import link_to, survey_of

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]

LONG = f"https://www.example.org/{'a-very-long-address/' * 6}{'without-a-gap' * 6}?x=1"
CONTACT = f"Casey Contact <casey.{'contact' * 6}@example.org>, +44 (0)20 7843 6000, {LONG[:90]}"
TEXT = f"Read {LONG}\n\n- Samaritans: 116 123\n- NSPCC: 0808 800 5000\n- help@example.org"

ASKED = definition_of_pages(
    page_of("first", question("words", "text"), panels=["help"]),
    panels=[{"code": "help", "title": "Help", "body": "If you have a question, ask {contact}"}],
    start_panels=["help"],
)


@pytest.fixture
def link() -> Link:
    survey = survey_of(published(ASKED))
    words = {"contact": CONTACT, "thank_you_text": TEXT, "support_text": TEXT}
    Survey.objects.filter(pk=survey.pk).update(**words)
    return link_to(survey)


@pytest.fixture
def page(page_at: PageAt) -> Page:
    return page_at()


def test_long_addresses_fit_wherever_they_stand(page: Page, look: Look, link: Link) -> None:
    page.goto(reverse("start", args=[link.code]))
    look(page)
    begin(page, link)
    look(page)
    press(page, "Next")
    press(page, "Submit")
    expect(page.get_by_role("heading", level=1)).to_have_text("Thank you")
    look(page)
    for days in (1, -1):
        day = timezone.localdate() + timedelta(days=days)
        Survey.objects.update(opens_on=day, closes_on=day)
        page.context.clear_cookies()
        page.goto(reverse("start", args=[link.code]))
        expect(page.get_by_role("link", name="+44 (0)20 7843 6000")).to_be_visible()
        look(page)


def test_following_a_link_from_a_page_of_questions_loses_nothing(page: Page, link: Link) -> None:
    begin(page, link)
    box = page.get_by_role("textbox")
    box.fill("Half a sentence that is not saved")
    page.context.route("https://www.example.org/**", lambda route: route.fulfill(body="Elsewhere"))
    with page.expect_popup() as popup:
        page.get_by_role("link", name="(opens in a new tab)").first.click()
    expect(popup.value.get_by_text("Elsewhere")).to_be_visible()
    assert popup.value.evaluate("document.referrer") == ""
    assert popup.value.evaluate("window.opener") is None
    popup.value.close()
    expect(box).to_have_value("Half a sentence that is not saved")
    press(page, "Next")
    assert Response.objects.get().answers["words"] == "Half a sentence that is not saved"
