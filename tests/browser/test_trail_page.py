"""A lead reads the trail of a survey in a browser without script, on a desk and on a phone."""

from __future__ import annotations

import pytest
from django.urls import reverse
from playwright.sync_api import Page, expect

from accounts.actions import create_user, record_event
from accounts.models import User
from accounts.permissions import Role
from fieldwork.actions import add_member
from fieldwork.models import Survey
from fieldwork.views.trail import PAGE
from tests.browser.buttons import follow, press
from tests.browser.conftest import Look, PageOf
from tests.publishing import published
from tests.surveys import link_to, survey_of
from tests.visits import VISITS

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]

LONG = "W" * 190


@pytest.fixture
def lead() -> User:
    return create_user(email="lead@example.org", name="Leader 👩🏽‍🚒")


@pytest.fixture
def survey(lead: User) -> Survey:
    survey = link_to(survey_of(published(VISITS)), "Avonmere").area.survey
    add_member(actor=lead, user=lead, survey=survey, role=Role.LEAD)
    for number in range(PAGE):
        record_event(
            actor=lead,
            action="survey.changed",
            subject=f"survey:{survey.slug}",
            name=survey.title,
            detail={"contact": [LONG, f"contact {number}"]},
        )
    return survey


@pytest.fixture
def page(page_of: PageOf, lead: User) -> Page:
    return page_of(lead, javascript=False)


def test_from_the_setup_to_a_part_of_the_trail(page: Page, survey: Survey, look: Look) -> None:
    page.goto(reverse("setup", args=[survey.slug]))
    follow(page, "Audit trail: who did what in this survey, and when")
    look(page)
    follow(page, "Earlier entries")
    expect(page.get_by_text("Page 2 of 2.")).to_be_visible()
    look(page)
    page.get_by_text("Show a part of it").click()
    page.get_by_label("What", exact=True).select_option("Area added")
    page.get_by_label("Name").fill("avonmere")
    press(page, "Show these")
    expect(page.get_by_text("1 entry.")).to_be_visible()
    look(page)
    page.get_by_label("From day").fill("2026-05-02")
    page.get_by_label("To day").fill("2026-05-01")
    press(page, "Show these")
    expect(page.locator(".govuk-error-summary")).to_be_visible()
    look(page)
    page.get_by_label("To day").fill("2026-05-02")
    press(page, "Show these")
    expect(page.get_by_text("Nothing in the trail fits.")).to_be_visible()
    look(page)
    follow(page, "Show everything")
