"""A lead sets a survey up alone, from a definition file to an answered survey, in a browser.

The way is that of the guide for leads. Every page on it is looked at, without script.
"""

from __future__ import annotations

import re
from datetime import timedelta
from pathlib import Path

import pytest
from django.urls import reverse
from django.utils import timezone
from playwright.sync_api import Page, expect

from accounts.actions import create_user
from authoring.actions import check_upload
from authoring.models import Upload
from fieldwork.actions import read_headcounts
from fieldwork.models import HeadcountUpload, Link, Survey
from responses.models import Response
from tests.authorities import stored_authorities
from tests.browser.buttons import follow, next_page, press
from tests.browser.conftest import Look, PageOf
from tests.surveys import LARC7_FILE

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]

COUNCIL = "Area,Education,Health,Other\nLeeds City Council,1204,300,n/a\nHull,900,210,0\n"


@pytest.fixture
def page(page_of: PageOf) -> Page:
    """The browser of somebody whom an administrator lets start surveys."""
    stored_authorities()
    lead = create_user(email="lead@example.org", name="Leader", starts_surveys=True)
    return page_of(lead, javascript=False)


def change(page: Page, what: str, *, verb: str = "Change") -> None:
    """Follow the link to one thing of several, whose name is read out behind the verb."""
    name = re.compile(f"^{verb} ?: ?{re.escape(what)}")
    with next_page(page):
        page.get_by_role("link", name=name).click()


def test_from_a_file_to_an_answered_survey(page: Page, look: Look, tmp_path: Path) -> None:
    page.goto(reverse("surveys"))
    look(page)
    bring_the_questionnaire(page)
    page.goto(reverse("surveys"))
    follow(page, "Start a survey")
    look(page)
    page.get_by_label("Title").fill("Round eight")
    page.get_by_label("(larc7 1)").check()
    press(page, "Start the survey")
    expect(page.get_by_text("still to do before this survey can be opened")).to_be_visible()
    look(page)
    say_what_it_is(page, look)
    choose_areas(page, look)
    count_people(page, look, tmp_path)
    invite_people(page, look)
    preview_it(page, look)
    open_it(page, look)
    answer_it(page)
    end_it(page, look)


def bring_the_questionnaire(page: Page) -> None:
    follow(page, "Questionnaires: upload, preview and publish them")
    follow(page, "Upload a questionnaire")
    page.get_by_label("Definition file").set_input_files(LARC7_FILE)
    press(page, "Check the files")
    check_upload(upload_id=Upload.objects.all()[0].pk)
    follow(page, "Load this page again to see what was found")
    press(page, "Load as a draft")
    press(page, "Publish")


def say_what_it_is(page: Page, look: Look) -> None:
    change(page, "Title, who asks, contact")
    page.get_by_label("Who asks").fill("A consortium")
    page.get_by_label("Contact").fill("Casey Contact, casey@example.org")
    look(page)
    press(page, "Save")
    change(page, "First and last day")
    page.get_by_label("First day").fill(timezone.localdate().isoformat())
    page.get_by_label("Last day").fill((timezone.localdate() - timedelta(days=1)).isoformat())
    press(page, "Save")
    expect(page.locator(".govuk-error-summary")).to_be_visible()
    look(page)
    page.get_by_label("Last day").fill((timezone.localdate() + timedelta(days=20)).isoformat())
    press(page, "Save")
    change(page, "Privacy notice and other texts")
    for label in ("Privacy notice", "What happens next", "Where to find support"):
        page.get_by_label(label).fill(f"**{label}**: 0808 800 5000.")
    press(page, "Save")
    change(page, "Privacy notice and other texts")
    look(page)
    follow(page, "Set up")
    change(page, "What fills the questions")
    page.get_by_label("The year from which training counts").fill("2024")
    page.get_by_label("How far back a change is looked at").fill("two years")
    look(page)
    press(page, "Save")


def choose_areas(page: Page, look: Look) -> None:
    change(page, "Areas")
    page.get_by_label("Name or code").fill("lee")
    press(page, "Search")
    page.get_by_label("Leeds").check()
    press(page, "Add those ticked")
    page.get_by_label("Paste a list").fill("Hull\nCumbria")
    press(page, "Add these areas")
    expect(page.locator(".govuk-error-summary")).to_be_visible()
    look(page)
    page.get_by_label("Paste a list").fill("Hull")
    press(page, "Add these areas")
    follow(page, "Set up")
    change(page, "Links")
    look(page)
    change(page, "Leeds, All channels")
    look(page)
    follow(page, "Set up")


def count_people(page: Page, look: Look, folder: Path) -> None:
    change(page, "How many people are asked")
    look(page)
    follow(page, "Upload a file")
    look(page)
    file = folder / "council.csv"
    file.write_text(COUNCIL, encoding="utf-8")
    page.get_by_label("File with headcounts").set_input_files(file)
    press(page, "Read the file")
    look(page)
    read_headcounts(upload_id=HeadcountUpload.objects.all()[0].pk)
    follow(page, "Load this page again to see what was read")
    look(page)
    page.get_by_label("Where the numbers come from").fill("Returns of the councils")
    page.get_by_label("Day of the numbers").fill(timezone.localdate().isoformat())
    press(page, "Load the numbers")
    look(page)
    follow(page, "Type numbers")
    look(page)
    follow(page, "Set up")


def invite_people(page: Page, look: Look) -> None:
    change(page, "Coordinators")
    look(page)
    people = "Robin, robin@example.org, Leeds\nKim\tkim@example.org\tKingston upon Hull"
    page.get_by_label("Invite coordinators").fill(people)
    press(page, "Invite them")
    look(page)
    follow(page, "Set up")
    change(page, "Team")
    page.get_by_label("Name").fill("Sam")
    page.get_by_label("Email address").fill("sam@example.org")
    press(page, "Invite")
    expect(page.locator(".govuk-error-summary")).to_be_visible()
    look(page)
    page.get_by_label("Lead researcher").check()
    press(page, "Invite")
    look(page)
    change(page, "Sam")
    look(page)
    follow(page, "Set up")


def preview_it(page: Page, look: Look) -> None:
    follow(page, "Round eight")
    change(page, "Leeds", verb="Preview")
    expect(page.get_by_text("This is what respondents in Leeds see.")).to_be_visible()
    look(page)
    follow(page, "Begin")
    press(page, "Next")
    assert not Response.objects.exists()
    page.goto(reverse("setup", args=["round-eight"]))


def open_it(page: Page, look: Look) -> None:
    expect(page.get_by_text("To do")).to_have_count(0)
    look(page)
    press(page, "Open the survey")
    expect(page.get_by_text("The survey is open.")).to_be_visible()
    look(page)
    assert Survey.objects.get().is_open


def answer_it(page: Page) -> None:
    link = Link.objects.filter(area__local_authority__name="Leeds").get()
    page.goto(reverse("start", args=[link.code]))
    press(page, "Next")
    assert Response.objects.filter(link=link).count() == 1


def end_it(page: Page, look: Look) -> None:
    page.goto(reverse("setup", args=["round-eight"]))
    follow(page, "Let it close later")
    look(page)
    page.get_by_label("New last day").fill((timezone.localdate() + timedelta(days=30)).isoformat())
    page.get_by_label("Why?").fill("Half-term came between.")
    press(page, "Move the last day")
    expect(page.get_by_text("The survey closes later now.")).to_be_visible()
    look(page)
