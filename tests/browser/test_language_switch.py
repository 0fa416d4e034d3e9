"""Changing the language in a browser: by mouse, by keyboard, with and without script."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from django.urls import reverse
from playwright.sync_api import Page, expect
from pytest_django import Settings

from fieldwork.actions import save_survey_translation
from fieldwork.models import Link, SurveyTranslation
from responses.models import Response
from tests.browser.buttons import follow, next_page, press
from tests.publishing import published
from tests.surveys import link_to, survey_of
from tests.translations import pseudo_translation
from tests.visits import VISITS

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]

PageAt = Callable[..., Page]

WORDS = {
    "title": "‹Round one›",
    "organisation": "‹A test›",
    "contact": "‹Casey Contact›",
}


@pytest.fixture
def link(settings: Settings) -> Link:
    settings.LANGUAGES = [("en-gb", "English"), ("cy", "Cymraeg")]
    survey = survey_of(published(VISITS, {"cy": pseudo_translation(VISITS)}))
    save_survey_translation(
        actor=None, translation=SurveyTranslation(survey=survey, language="cy", **WORDS)
    )
    return link_to(survey)


@pytest.mark.parametrize("javascript", [True, False], ids=["script", "no script"])
def test_what_is_typed_survives_a_change_of_language(
    page_at: PageAt, link: Link, javascript: bool
) -> None:
    page = page_at(390, javascript=javascript)
    page.goto(reverse("start", args=[link.code]))
    follow(page, "Cymraeg")
    assert page.get_attribute("html", "lang") == "cy"
    press(page)
    page.get_by_role("radio", name="‹Practitioner›").check()
    press(page, "English")
    expect(page.get_by_role("radio", name="Practitioner", exact=True)).to_be_checked()
    press(page)
    press(page)
    page.get_by_label("What about story?").fill("Long words")
    press(page, "Cymraeg")
    expect(page.get_by_label("‹What about story?›")).to_have_value("Long words")
    press(page)
    assert Response.objects.get().answers["story"] == "Long words"


@pytest.mark.parametrize("javascript", [True, False], ids=["script", "no script"])
def test_the_enter_key_goes_on_and_changes_no_language(
    page_at: PageAt, link: Link, javascript: bool
) -> None:
    page = page_at(1280, javascript=javascript)
    page.goto(reverse("start", args=[link.code]))
    press(page)
    page.get_by_role("radio", name="Practitioner").check()
    with next_page(page):
        page.keyboard.press("Enter")
    assert page.inner_text("h1") == "Page contacts"
    assert page.get_attribute("html", "lang") == "en-gb"


def test_the_pages_are_accessible(page_at: PageAt, axe: Callable[[Page], None], link: Link) -> None:
    page = page_at(320)
    page.goto(reverse("start", args=[link.code]))
    axe(page)
    press(page)
    for width in (320, 1280):
        page.set_viewport_size({"width": width, "height": 900})
        axe(page)
    page.get_by_role("radio", name="Practitioner").check()
    press(page, "Save and come back later")
    code = page.inner_text("#resume-code")
    press(page, "Cymraeg")
    assert page.inner_text("#resume-code") == code
    axe(page)
