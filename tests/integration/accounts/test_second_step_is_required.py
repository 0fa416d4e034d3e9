"""Whoever can read answers, or administers the platform, has a second step before all else."""

from __future__ import annotations

import re
from collections.abc import Iterator
from uuid import uuid4

import pytest
from allauth.mfa.models import Authenticator
from allauth.mfa.totp.internal.auth import TOTP, generate_totp_secret
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import URLResolver, get_resolver, reverse
from pytest_django import Settings

from accounts.actions import create_user
from accounts.models import User
from accounts.permissions import NEEDS_SECOND_STEP, Role, Verb, roles_with
from fieldwork.actions import add_member
from fieldwork.models import Link, Survey
from larc_survey.second_step import OPEN, SET_UP
from larc_survey.settings import DEMONSTRATION, SECOND_STEP_REQUIRED
from tests.integration.accounts.conftest import PASSWORD
from tests.markup import parse
from tests.outages import database_refusing
from tests.publishing import published
from tests.second_step import app_code
from tests.signing_in import sign_in, signed_in
from tests.surveys import link_to, survey_of
from tests.visits import VISITS

pytestmark = pytest.mark.django_db

SAMPLES = {"int": "1", "slug": "a", "str": "a", "path": "a", "uuid": str(uuid4())}


@pytest.fixture(autouse=True)
def required(settings: Settings) -> None:
    """As in production."""
    settings.SECOND_STEP_REQUIRED = True


@pytest.fixture
def link(db: None) -> Link:
    return link_to(survey_of(published(VISITS)))


@pytest.fixture
def team(link: Link) -> dict[Role, User]:
    """One person in each role."""
    people = {}
    for role in Role:
        people[role] = create_user(email=f"{role}@example.org", name=role, password=PASSWORD)
        area = link.area if role is Role.COORDINATOR else None
        add_member(actor=None, user=people[role], survey=link.area.survey, role=role, area=area)
    return people


def is_led_to_set_up(browser: Client, path: str) -> bool:
    reply = browser.get(path)
    return reply.status_code == 302 and reply["Location"] == reverse(SET_UP)


def test_it_is_required_outside_of_a_demonstration() -> None:
    assert (SECOND_STEP_REQUIRED, DEMONSTRATION) == (True, False)


@pytest.mark.parametrize("role", Role)
def test_those_who_read_answers_set_it_up_first(team: dict[Role, User], role: Role) -> None:
    must = is_led_to_set_up(signed_in(team[role]), reverse("surveys"))
    assert must == (role in roles_with(NEEDS_SECOND_STEP))


def test_every_verb_was_thought_about() -> None:
    """A new verb opens answers, or the platform, or it does not."""
    assert set(Verb) - NEEDS_SECOND_STEP == {
        Verb.SET_UP,
        Verb.PREVIEW,
        Verb.SEE_COUNTS,
        Verb.SEE_BAND,
        Verb.ALLOW_INTERIM_EXPORTS,
        Verb.DELETE_ANSWERS,
        Verb.QUARANTINE,
        Verb.READ_TRAIL,
        Verb.SEE_NIGHTS,
        Verb.START_SURVEYS,
        Verb.WRITE_QUESTIONNAIRES,
    }


def test_administrators_set_it_up_first(administrator: User) -> None:
    for path in (reverse("surveys"), reverse("admin:index")):
        assert is_led_to_set_up(signed_in(administrator), path)


def test_somebody_without_a_role_need_not(researcher: User) -> None:
    assert signed_in(researcher).get(reverse("surveys")).status_code == 200


def test_the_team_of_a_demonstration_need_not(team: dict[Role, User], link: Link) -> None:
    Survey.objects.update(is_demonstration=True)
    assert signed_in(team[Role.LEAD]).get(reverse("surveys")).status_code == 200


def test_a_role_that_comes_later_counts_from_then_on(researcher: User, link: Link) -> None:
    browser = signed_in(researcher)
    assert not is_led_to_set_up(browser, reverse("surveys"))
    add_member(actor=None, user=researcher, survey=link.area.survey, role=Role.RESEARCHER)
    assert is_led_to_set_up(browser, reverse("surveys"))


def test_a_demonstration_installation_asks_nobody(administrator: User, settings: Settings) -> None:
    settings.SECOND_STEP_REQUIRED = False
    assert signed_in(administrator).get(reverse("admin:index")).status_code == 200


# Every page


def routes(resolver: URLResolver, before: str = "", app: str = "") -> Iterator[tuple[str, str]]:
    """Yield the name and an address of every page."""
    for pattern in resolver.url_patterns:
        route = re.sub(
            r"<(?:(\w+):)?\w+>", lambda found: SAMPLES[found[1] or "str"], str(pattern.pattern)
        )
        if isinstance(pattern, URLResolver):
            space = f"{pattern.namespace}:" if pattern.namespace else ""
            yield from routes(pattern, before + route, app + space)
        elif pattern.name and "(?P" not in route:
            yield app + pattern.name, f"/{before}{route}"


PAGES = dict(routes(get_resolver()))


def test_all_pages_were_found() -> None:
    assert len(PAGES) > 60
    assert {"surveys", "export_download", "admin:index", "start", SET_UP} <= PAGES.keys()
    regular = {"account_reset_password_from_key"}
    assert OPEN - regular <= PAGES.keys()


def test_no_page_of_the_staff_opens_before(team: dict[Role, User]) -> None:
    browser = signed_in(team[Role.LEAD])
    for name in PAGES.keys() - OPEN - {SET_UP}:
        for reply in (browser.get(PAGES[name]), browser.post(PAGES[name])):
            assert (reply.status_code, reply.get("Location")) == (302, reverse(SET_UP)), name


def test_the_other_pages_do(team: dict[Role, User]) -> None:
    led = [
        name
        for name in OPEN & PAGES.keys()
        if is_led_to_set_up(signed_in(team[Role.LEAD]), PAGES[name])
    ]
    assert led == []


def test_respondents_pages_do_not_even_look(team: dict[Role, User], link: Link) -> None:
    page = reverse("start", args=[link.code])
    Client().get(page)  # the first one compiles the questionnaire
    counts = []
    for browser in (Client(), signed_in(team[Role.LEAD])):
        with CaptureQueriesContext(connection) as queries:
            assert browser.get(page).status_code == 200
        counts.append(len(queries))
    assert counts[0] == counts[1]


# Setting it up


def test_the_way_from_the_password_to_the_surveys(team: dict[Role, User]) -> None:
    browser = Client()
    lead = team[Role.LEAD]
    credentials = {"login": lead.email, "password": PASSWORD}
    page = browser.post(reverse("account_login"), credentials, follow=True)
    assert page.redirect_chain[-1][0].startswith(reverse("account_reauthenticate"))
    page = browser.post(page.redirect_chain[-1][0], {"password": PASSWORD}, follow=True)
    words = parse(page.content.decode()).one("main").text
    assert "Because you can read answers or administer the platform" in words
    assert "Cancel" not in words
    code = app_code(page.context["form"].secret)
    page = browser.post(reverse(SET_UP), {"code": code}, follow=True)
    assert "Each code signs you in once when you do not have your phone." in page.content.decode()
    assert browser.get(reverse("surveys")).status_code == 200


def test_whoever_may_do_without_is_told_nothing_of_it(researcher: User) -> None:
    browser = Client()
    sign_in(browser, researcher.email, PASSWORD)
    browser.post(reverse("account_reauthenticate"), {"password": PASSWORD})
    words = parse(browser.get(reverse(SET_UP)).content.decode()).one("main").text
    assert "Cancel" in words
    assert "Because you can read answers" not in words


def test_whoever_has_it_goes_on(team: dict[Role, User]) -> None:
    TOTP.activate(team[Role.LEAD], generate_totp_secret())
    assert signed_in(team[Role.LEAD]).get(reverse("surveys")).status_code == 200


def test_recovery_codes_alone_are_no_second_step(team: dict[Role, User]) -> None:
    Authenticator.objects.create(
        user=team[Role.LEAD], type=Authenticator.Type.RECOVERY_CODES, data={}
    )
    assert is_led_to_set_up(signed_in(team[Role.LEAD]), reverse("surveys"))


def test_whoever_turns_it_off_sets_it_up_again(team: dict[Role, User]) -> None:
    TOTP.activate(team[Role.LEAD], generate_totp_secret())
    browser = signed_in(team[Role.LEAD])
    Authenticator.objects.all().delete()
    assert is_led_to_set_up(browser, reverse("surveys"))


def test_signing_out_needs_no_second_step(team: dict[Role, User]) -> None:
    browser = signed_in(team[Role.LEAD])
    assert browser.post(reverse("account_logout")).status_code == 302
    assert "_auth_user_id" not in browser.session


def test_a_database_that_is_away_is_told_as_ever(team: dict[Role, User]) -> None:
    browser = signed_in(team[Role.LEAD])
    with database_refusing():
        reply = browser.get(reverse("surveys"))
    assert reply.status_code == 503
    assert "Please try again in a moment" in reply.content.decode()
