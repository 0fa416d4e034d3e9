"""The front page and the staff's screens, as the demonstration shows them."""

import re
from collections.abc import Callable
from io import StringIO
from pathlib import Path

import pytest
from django.core.management import call_command
from django.urls import reverse
from playwright.sync_api import Page, expect
from pytest_django import Settings

from embedded.demonstration import content
from embedded.demonstration.content import Person
from embedded.demonstration.sign_ins import read_sign_ins
from fieldwork.models import Link
from tests.browser.buttons import follow, follow_only, next_page, press
from tests.browser.conftest import Look, PageAt

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]

SignIn = Callable[[Page, Person], None]


@pytest.fixture
def sign_in(settings: Settings, tmp_path: Path) -> SignIn:
    """`sign_in(page, person)` leads somebody of the demonstration to their list of surveys."""
    settings.DEMONSTRATION = True
    call_command("prepare_demo", data_dir=tmp_path, stdout=StringIO())
    passwords = read_sign_ins(tmp_path)

    def enter(page: Page, person: Person) -> None:
        page.goto(reverse("surveys"))
        page.get_by_label("Email address").fill(person.email)
        page.get_by_label("Password").fill(passwords[person.email])
        press(page, "Sign in")
        expect(page.get_by_role("heading", level=1, name="Surveys")).to_be_visible()

    return enter


@pytest.mark.usefixtures("sign_in")
def test_the_front_page(page_at: PageAt, look: Look) -> None:
    page = page_at()
    for query in ("", "?code=abc"):
        page.goto(f"{reverse('front_page')}{query}")
        look(page)


@pytest.mark.usefixtures("sign_in")
def test_a_typed_code_opens_the_survey_without_javascript(page_at: PageAt) -> None:
    page = page_at(320, javascript=False)
    page.goto(reverse("front_page"))
    page.get_by_label("Code of your link").fill("abc")
    press(page, "Open the survey")
    follow_only(page, "Check the code")
    page.keyboard.press("Control+A")
    page.keyboard.type(f" {Link.objects.all()[0].code.upper()} ")
    with next_page(page):
        page.keyboard.press("Enter")
    expect(page.get_by_role("heading", level=1)).to_have_text(content.SURVEY_TEXTS["title"])


def test_the_screens_of_a_researcher(page_at: PageAt, look: Look, sign_in: SignIn) -> None:
    page = page_at()
    sign_in(page, content.RESEARCHER)
    look(page)
    follow(page, content.SURVEY_TEXTS["title"])
    expect(page.get_by_role("rowheader")).to_have_count(len(content.PLACES) + 1)
    look(page)
    follow(page, "Exports")
    expect(page).to_have_url(reverse("survey_exports", args=[content.SURVEY_SLUG]))


def test_the_screens_of_a_coordinator(page_at: PageAt, look: Look, sign_in: SignIn) -> None:
    place = content.PLACES[0]
    page = page_at()
    sign_in(page, content.coordinator_of(place))
    look(page)
    follow(page, place)
    page.get_by_text("Why a range").click()
    look(page)
    link = page.get_by_role("link", name="/s/")
    # A line of its own, of which mail programs make a link.
    line = re.compile(rf"^{re.escape(link.inner_text())}$", re.MULTILINE)
    expect(page.get_by_label("Text to copy")).to_have_value(line)
    with next_page(page):
        link.click()
    expect(page.get_by_role("heading", level=1)).to_have_text(content.SURVEY_TEXTS["title"])
