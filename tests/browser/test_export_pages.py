"""The pages about exports in a browser: accessible at each width, and live while one is made."""

from __future__ import annotations

import uuid
from datetime import timedelta
from functools import partial
from typing import Any

import pytest
from django.urls import reverse
from django.utils import timezone
from playwright.sync_api import expect

from accounts.actions import create_user
from accounts.permissions import Role
from exports.formats import FORMATS
from exports.models import Export, ExportFile
from fieldwork.actions import add_member
from fieldwork.models import Survey
from tests.browser.buttons import follow, follow_only, next_page, press
from tests.browser.conftest import Look, PageAt, PageOf
from tests.export_files import DIGEST
from tests.integration.exports.surveys import MIXED, survey_of
from tests.publishing import published

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]

RUN = {"status": "running", "run_token": uuid.uuid4(), "heartbeat_at": timezone.now()}
FINISHED = {
    "status": "finished",
    "run_token": None,
    "heartbeat_at": None,
    "finished_at": timezone.now(),
    "response_count": 589,
}
FAILED = {
    "status": "failed",
    "finished_at": timezone.now(),
    "failure": "fault",
}


@pytest.fixture
def surveys() -> dict[str, Survey]:
    """A survey that has closed and one that is open, with one lead for both."""
    version, today = published(MIXED), timezone.localdate()
    both = {
        "closed": survey_of(version, "round-one", closes_on=today - timedelta(days=2)),
        "open": survey_of(version, "round-two", closes_on=today + timedelta(days=1)),
    }
    lead = create_user(email="lead@example.org", name="Lead researcher")
    for survey in both.values():
        add_member(actor=None, user=lead, survey=survey, role=Role.LEAD)
    return both


def export_of(survey: Survey, **fields: Any) -> Export:
    lead = survey.memberships.get().user
    export = Export.objects.create(
        survey=survey,
        requested_by=lead,
        cut_off=survey.closes_on,
        **({"is_interim": False} | fields),
    )
    if export.is_finished:
        give_files(export)
    return export


def give_files(export: Export) -> None:
    for kind in FORMATS:
        fields = {"file": f"round-one/file.{kind}", "size": 2_400_000, "sha256": DIGEST}
        ExportFile.objects.create(export=export, format=kind, **fields)


@pytest.fixture
def as_lead(surveys: dict[str, Survey], page_of: PageOf) -> PageAt:
    """`as_lead(390)` opens a page of the lead, who has signed in."""
    return partial(page_of, surveys["closed"].memberships.get().user)


def list_of(survey: Survey) -> str:
    return reverse("survey_exports", args=[survey.slug])


def detail_of(export: Export) -> str:
    return reverse("export_detail", args=[export.survey.slug, export.public_id])


def test_the_list_in_each_standing(surveys: dict[str, Survey], as_lead: PageAt, look: Look) -> None:
    page = as_lead()
    page.goto(list_of(surveys["closed"]))
    look(page)
    export_of(surveys["closed"], **FINISHED)
    export_of(surveys["closed"], **FAILED, is_interim=True)
    export_of(surveys["closed"])
    page.reload()
    look(page)
    page.goto(list_of(surveys["open"]))
    look(page)


def test_the_decision_on_interim_exports(
    surveys: dict[str, Survey], as_lead: PageAt, look: Look
) -> None:
    page = as_lead()
    page.goto(list_of(surveys["open"]))
    follow(page, "Decide on interim exports")
    look(page)
    press(page, "Allow interim exports")
    look(page)
    follow_only(page, "Say why interim exports are needed")
    page.keyboard.type("The board of the project meets before the survey closes.")
    press(page, "Allow interim exports")
    expect(page.get_by_role("button", name="Make an interim export")).to_be_visible()
    look(page)


@pytest.mark.parametrize(
    "fields",
    [{}, RUN, FINISHED, FAILED],
    ids=["queued", "running", "finished", "failed"],
)
def test_one_export_in_each_state(
    surveys: dict[str, Survey], as_lead: PageAt, look: Look, fields: dict[str, Any]
) -> None:
    page = as_lead()
    page.goto(detail_of(export_of(surveys["closed"], **fields)))
    look(page)


def test_the_page_follows_the_export_until_it_is_ready(
    surveys: dict[str, Survey], as_lead: PageAt
) -> None:
    export = export_of(surveys["closed"])
    page = as_lead()
    page.goto(detail_of(export))
    expect(page.get_by_text("Waiting to start").first).to_be_visible()
    Export.objects.filter(pk=export.pk).update(**RUN, steps_done=1, steps_total=4)
    expect(page.get_by_role("progressbar")).to_have_js_property("value", 25)
    expect(page.get_by_text("25 %", exact=True).first).to_be_visible()
    with next_page(page):
        Export.objects.filter(pk=export.pk).update(**FINISHED)
        give_files(export)
    expect(page.get_by_role("link", name="Download: Excel file")).to_be_visible()


def test_without_javascript_the_page_says_how_to_follow(
    surveys: dict[str, Survey], as_lead: PageAt
) -> None:
    export = export_of(surveys["closed"], **RUN)
    page = as_lead(390, javascript=False)
    page.goto(detail_of(export))
    Export.objects.filter(pk=export.pk).update(**FINISHED)
    give_files(export)
    follow(page, "Load this page again to see how far it is")
    expect(page.get_by_role("link", name="Download: Excel file")).to_be_visible()


def test_an_export_is_asked_for_without_javascript(
    surveys: dict[str, Survey], as_lead: PageAt
) -> None:
    page = as_lead(320, javascript=False)
    page.goto(list_of(surveys["closed"]))
    press(page, "Make an export")
    expect(page.get_by_text("Waiting to start").first).to_be_visible()
