"""A lead keeps responses out of the counts and looks at the night jobs, without script."""

from __future__ import annotations

from datetime import timedelta

import pytest
from django.urls import reverse
from django.utils import timezone
from playwright.sync_api import Page, expect

from accounts.actions import create_user
from accounts.models import User
from accounts.permissions import Role
from fieldwork.actions import add_member
from fieldwork.models import Link
from monitoring.models import NightRun, UnusualNight
from monitoring.nights.schedule import night_jobs
from responses.models import PurgeCertificate
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
def link(lead: User) -> Link:
    link = link_to(survey_of(published(VISITS)), "Avonmere")
    add_member(actor=lead, user=lead, survey=link.area.survey, role=Role.LEAD)
    day = timezone.localdate() - timedelta(days=1)
    UnusualNight.objects.create(area=link.area, day=day, submitted=70, best_before=3)
    return link


@pytest.fixture
def page(page_of: PageOf, lead: User) -> Page:
    return page_of(lead, javascript=False)


def test_into_quarantine_and_out_again(page: Page, link: Link, look: Look) -> None:
    page.goto(reverse("survey", args=[link.area.survey.slug]))
    look(page)
    follow(page, "Unusual nights and quarantine: responses that should not count")
    look(page)
    press(page, "Show its weeks")
    look(page)
    page.get_by_label("Why?").fill(LONG)
    press(page, "Put them into quarantine")
    expect(page.get_by_label("Why?")).to_have_value(LONG)
    look(page)
    page.get_by_role("checkbox").last.check()
    press(page, "Put them into quarantine")
    expect(page.get_by_text("In quarantine: these responses left")).to_be_visible()
    look(page)
    follow(page, "Lift it")
    look(page)
    page.get_by_label("Why?").fill("It was a team day.")
    press(page, "Lift the quarantine")
    expect(page.get_by_text("Lifted: these responses count again.")).to_be_visible()


def test_night_jobs_and_certificates(page: Page, link: Link, look: Look) -> None:
    now = timezone.now()
    for job, outcome in zip(night_jobs(), NightRun.Outcome, strict=True):
        is_running = outcome == NightRun.Outcome.RUNNING
        NightRun.objects.create(
            task=job.task,
            night=job.last_night(now),
            started_at=now,
            ended_at=None if is_running else now,
            outcome=outcome,
        )
    PurgeCertificate.objects.create(
        survey=link.area.survey, purged_on=timezone.localdate(), responses=3, rule=LONG
    )
    page.goto(reverse("surveys"))
    look(page)
    follow(page, "Night jobs: when each las")
    expect(page.get_by_text("No job has missed the last night.")).to_be_visible()
    look(page)
