"""The privacy page: what it tells of cookies is what browsers are really given."""

from __future__ import annotations

from http.cookies import Morsel

import pytest
from django.conf import settings as project_settings
from django.http import HttpResponse
from django.test import Client
from django.urls import reverse
from pytest_django import Settings

from accounts.actions import create_user
from fieldwork.models import Link
from tests.markup import Element, parse
from tests.publishing import published
from tests.respondent import Respondent
from tests.surveys import link_to, survey_of
from tests.visits import PRACTITIONER, VISITS

pytestmark = pytest.mark.django_db

PASSWORD = "a long enough password"


class Browser(Client):
    """A browser that speaks https only and keeps every cookie that it was ever given."""

    def __init__(self) -> None:
        super().__init__(enforce_csrf_checks=True, headers={"referer": "https://testserver/"})
        self.defaults |= {"wsgi.url_scheme": "https", "SERVER_PORT": "443"}
        self.given: list[Morsel[str]] = []

    def request(self, **request: object) -> HttpResponse:
        reply = super().request(**request)
        self.given += [cookie for cookie in reply.cookies.values() if cookie["max-age"] != 0]
        return reply

    @property
    def names(self) -> set[str]:
        return {cookie.key for cookie in self.given}

    def send(self, path: str, fields: dict[str, str]) -> HttpResponse:
        """Open *path* and send its form with *fields* filled in."""
        form = parse(self.get(path).content.decode()).one("main").one("form")
        return self.post(form.get("action") or path, {**form.fields(), **fields})


@pytest.fixture(autouse=True)
def over_tls(settings: Settings) -> None:
    """As in production: the tests' own settings are for plain http."""
    settings.SESSION_COOKIE_SECURE = settings.CSRF_COOKIE_SECURE = True


@pytest.fixture
def link() -> Link:
    return link_to(survey_of(published(VISITS)))


@pytest.fixture
def respondents_browser(link: Link) -> Browser:
    """It has begun, answered, saved for later, come back, and sent the answers."""
    browser = Browser()
    respondent = Respondent(link, browser)
    respondent.begin().answer(**PRACTITIONER).send(_later="1")
    code = respondent.page.one(id="resume-code").text
    respondent.open(reverse("resume_with", args=[code])).send()
    assert respondent.where == "check_answers"
    respondent.send()
    assert respondent.where == "thank_you"
    return browser


@pytest.fixture
def staffs_browser() -> Browser:
    """Somebody has signed in, and out again, of which a message tells."""
    create_user(email="researcher@example.org", name="Robin Researcher", password=PASSWORD)
    browser = Browser()
    sign_in = {"login": "researcher@example.org", "password": PASSWORD}
    assert browser.send(reverse("account_login"), sign_in).status_code == 302
    assert browser.send(reverse("account_logout"), {}).status_code == 302
    return browser


def privacy_page(client: Client) -> Element:
    return parse(client.get(reverse("privacy"), secure=True).content.decode())


def told(client: Client, table_id: str) -> set[str]:
    """The cookies in one of the page's tables."""
    (table,) = (
        table
        for table in privacy_page(client).all("table")
        if table.one("caption")["id"] == table_id
    )
    return {cell.text for cell in table.all("th", scope="row")}


def test_respondents_get_the_cookies_that_it_lists(
    client: Client, respondents_browser: Browser
) -> None:
    assert (
        told(client, "respondents") == respondents_browser.names == {"larc_response", "csrftoken"}
    )


def test_staff_get_the_cookies_that_it_lists(client: Client, staffs_browser: Browser) -> None:
    names = {"sessionid", "messages", "csrftoken", "larc_browser"}
    assert told(client, "staff") == staffs_browser.names == names


def test_each_of_them_is_as_it_says(
    client: Client, respondents_browser: Browser, staffs_browser: Browser
) -> None:
    words = privacy_page(client).text
    for claim in ("when you close your browser", "HttpOnly", "SameSite=Lax", "Secure"):
        assert claim in words
    for cookie in respondents_browser.given + staffs_browser.given:
        stays = "31536000" if cookie.key == "larc_browser" else ""
        assert (str(cookie["max-age"]), bool(cookie["expires"])) == (stays, bool(stays)), cookie
        assert cookie["domain"] == "", cookie
        assert (cookie["httponly"], cookie["samesite"]) == (True, "Lax"), cookie
        assert cookie["secure"], cookie


@pytest.mark.parametrize(
    ("session", "csrf", "is_told"),
    [(True, True, True), (False, False, False), (True, False, False), (False, True, False)],
)
def test_it_says_that_cookies_travel_encrypted_only_where_they_do(
    client: Client, settings: Settings, session: bool, csrf: bool, is_told: bool
) -> None:
    """A demonstration on one's own machine speaks plain http."""
    settings.SESSION_COOKIE_SECURE, settings.CSRF_COOKIE_SECURE = session, csrf
    assert ("it travels encrypted only" in privacy_page(client).text) is is_told


def test_it_says_who_reads_answers_and_that_nobody_reads_typed_words(client: Client) -> None:
    """Exports hold none: tests/integration/exports/test_rows_of_responses.py."""
    words = privacy_page(client).text
    assert "The research team of the survey gets the answers that you choose" in words
    assert "What you write in your own words is stored but is not in that table." in words
    assert "read by the research team" not in words


def test_staff_are_signed_in_for_as_long_as_it_says(client: Client) -> None:
    assert "for eight hours at most" in privacy_page(client).text
    assert project_settings.SESSION_COOKIE_AGE == 8 * 60 * 60


def test_the_one_that_stays_goes_to_the_pages_for_signing_in_alone(
    client: Client, staffs_browser: Browser
) -> None:
    words = privacy_page(client).text
    assert "unless it is said otherwise below" in words
    assert "the pages for signing in alone and stays for a year" in words
    (cookie,) = (cookie for cookie in staffs_browser.given if cookie.key == "larc_browser")
    assert cookie["path"] == "/accounts/"


def test_it_says_when_unfinished_answers_are_deleted(client: Client, settings: Settings) -> None:
    settings.PURGE_AFTER_DAYS, settings.GRACE_HOURS = 9, 48
    words = privacy_page(client).text
    assert "They are deleted 9 days after the survey has closed for everybody" in words
    assert "It closes for those who have begun 48 hours after its last day." in words
    settings.PURGE_AFTER_DAYS, settings.GRACE_HOURS = 1, 0
    words = privacy_page(client).text
    assert "They are deleted 1 day after" in words
    assert "It closes for those who have begun" not in words


def test_it_gives_the_contact_and_leaves_no_cookie(client: Client, settings: Settings) -> None:
    settings.CONTACT = "The survey desk <desk@example.org>"
    page = privacy_page(client)
    assert "The survey desk <desk@example.org>" in page.text
    assert page.one("a", href="mailto:desk@example.org")
    assert not client.cookies
