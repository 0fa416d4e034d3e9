"""A lead brings a questionnaire in, tries it out and publishes it, in a browser."""

from __future__ import annotations

from pathlib import Path

import pytest
from django.urls import reverse
from playwright.sync_api import Page, expect

from accounts.actions import create_user
from accounts.permissions import Role
from authoring.actions import check_upload
from authoring.models import Upload
from fieldwork.actions import add_member
from questionnaires.core import yaml_format
from questionnaires.core.definition import Definition
from questionnaires.models import Version
from tests.browser.buttons import follow, press
from tests.browser.conftest import Look, PageOf
from tests.builders import definition_of_questions, question
from tests.everything import EVERYTHING
from tests.publishing import published
from tests.surveys import survey_of
from tests.visits import VISITS

WHOLE = EVERYTHING.model_copy(update={"slug": "whole"})

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]


@pytest.fixture
def page(page_of: PageOf) -> Page:
    """The browser of a lead, without script: what a page does alone is seen then."""
    lead = create_user(email="lead@example.org", name="Leader")
    add_member(actor=None, user=lead, survey=survey_of(published(VISITS)), role=Role.LEAD)
    return page_of(lead, javascript=False)


def choose(page: Page, folder: Path, definition: Definition, *, spoilt: str = "") -> None:
    """Choose the definition file, with a piece of it taken out."""
    file = folder / "questionnaire.yaml"
    text = yaml_format.dump(definition)
    file.write_text(text.replace(spoilt, "") if spoilt else text, encoding="utf-8")
    page.get_by_label("Definition file").set_input_files(file)
    press(page, "Check the files")
    check_upload(upload_id=Upload.objects.all()[0].pk)
    follow(page, "Load this page again to see what was found")


def test_from_a_file_to_a_published_version(page: Page, look: Look, tmp_path: Path) -> None:
    page.goto(reverse("surveys"))
    follow(page, "Questionnaires: upload, preview and publish them")
    look(page)
    follow(page, "Upload a questionnaire")
    press(page, "Check the files")
    expect(page.locator(".govuk-error-summary")).to_be_visible()
    look(page)
    choose(page, tmp_path, WHOLE, spoilt="type: single")
    expect(page.get_by_text("The files cannot be loaded")).to_be_visible()
    look(page)
    follow(page, "Upload other files")
    choose(page, tmp_path, WHOLE)
    look(page)
    press(page, "Load as a draft")
    look(page)
    press(page, "Publish")
    expect(page.get_by_text("is published.")).to_be_visible()
    look(page)
    assert Version.objects.filter(status=Version.Status.PUBLISHED).count() == 2


def test_every_page_of_a_preview(page: Page, look: Look) -> None:
    version = published(WHOLE)
    page.goto(reverse("questionnaire_preview", args=[version.questionnaire.slug, version.number]))
    look(page)
    follow(page, "Begin")
    look(page)
    press(page, "Next")
    expect(page.locator(".govuk-error-summary")).to_be_visible()
    look(page)
    page.get_by_label("Lion").check()
    while page.get_by_role("heading", level=1).inner_text() != "The end of the questionnaire":
        press(page, "Next")
        look(page)
    follow(page, "Begin again")


def test_a_draft_with_another_before_it(page: Page, look: Look, tmp_path: Path) -> None:
    doubtful = definition_of_questions(question("tea", release=None), slug="tea", title="Tea")
    for _upload in range(2):
        page.goto(reverse("questionnaire_upload"))
        choose(page, tmp_path, doubtful)
        look(page)
        press(page, "Load as a draft")
