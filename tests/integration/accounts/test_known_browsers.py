"""A browser in which somebody has signed in before is told from the browsers of strangers."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from allauth.mfa.totp.internal.auth import TOTP, generate_totp_secret
from django.test import Client
from django.urls import reverse
from pytest_django import Settings

from accounts.known_browsers import ACCOUNTS, COOKIE
from accounts.models import User
from accounts.throttle import PASSWORD
from tests.integration.accounts.attempts import NEW_PASSWORD, attack, may_sign_in, try_password
from tests.integration.accounts.conftest import PASSWORD as RIGHT

pytestmark = pytest.mark.django_db


def test_the_cookie_goes_to_the_pages_of_accounts_and_stays_for_a_year(
    own_browser: Client, settings: Settings
) -> None:
    cookie = own_browser.cookies[COOKIE]
    assert (cookie["path"], cookie["max-age"]) == ("/accounts/", 365 * 24 * 60 * 60)
    assert (cookie["httponly"], cookie["samesite"]) == (True, "Lax")
    for name in ("account_login", "mfa_authenticate", "account_reauthenticate"):
        assert reverse(name).startswith(cookie["path"])
    assert "researcher" not in cookie.value


def test_a_wrong_password_makes_no_browser_known(researcher: User) -> None:
    browser = Client()
    try_password(browser, researcher.email)
    assert COOKIE not in browser.cookies


def test_a_password_without_its_second_step_makes_no_browser_known(researcher: User) -> None:
    TOTP.activate(researcher, generate_totp_secret())
    browser = Client()
    assert may_sign_in(browser, researcher)
    assert COOKIE not in browser.cookies


def test_a_known_browser_has_attempts_of_its_own_and_they_end(
    researcher: User, own_browser: Client
) -> None:
    for _attempt in range(PASSWORD.attempts):
        assert try_password(own_browser, researcher.email).status_code == 200
    assert try_password(own_browser, researcher.email, RIGHT).status_code == 429
    assert may_sign_in(Client(), researcher)


def test_it_is_worth_nothing_for_somebody_else(
    researcher: User, administrator: User, own_browser: Client
) -> None:
    attack(administrator.email)
    assert not may_sign_in(own_browser, administrator)


def test_it_is_worth_nothing_once_the_password_is_another(
    researcher: User, own_browser: Client
) -> None:
    researcher.set_password(NEW_PASSWORD)
    researcher.save()
    attack(researcher.email)
    assert not may_sign_in(own_browser, researcher, NEW_PASSWORD)


@pytest.mark.parametrize(
    "forge",
    [
        lambda value: value[:-1] + ("A" if value[-1] != "A" else "B"),
        lambda value: "x" + value,
        lambda value: value.partition(".")[0],
        lambda value: "." * 9000,
        lambda value: "|.|.|",
        lambda value: "",
    ],
)
def test_nobody_can_make_one_up(
    researcher: User, own_browser: Client, forge: Callable[[str], str]
) -> None:
    attack(researcher.email)
    own_browser.cookies[COOKIE] = forge(own_browser.cookies[COOKIE].value)
    assert not may_sign_in(own_browser, researcher)


def test_an_earlier_secret_key_still_makes_it_good(
    researcher: User, own_browser: Client, settings: Settings
) -> None:
    settings.SECRET_KEY_FALLBACKS = [settings.SECRET_KEY]
    settings.SECRET_KEY = "n" * 60
    attack(researcher.email)
    assert may_sign_in(own_browser, researcher)


def test_an_office_shares_a_browser(own_browser: Client, researcher: User) -> None:
    colleagues = [
        User.objects.create_user(f"{number}@example.org", f"{number}", RIGHT)
        for number in range(ACCOUNTS - 1)
    ]
    for colleague in colleagues:
        assert may_sign_in(own_browser, colleague)
        own_browser.post(reverse("account_logout"))
    for user in (researcher, *colleagues):
        attack(user.email)
        assert may_sign_in(own_browser, user)
        own_browser.post(reverse("account_logout"))


def test_whoever_changes_their_password_stays_known(researcher: User, own_browser: Client) -> None:
    assert may_sign_in(own_browser, researcher)
    new = {"password1": NEW_PASSWORD, "password2": NEW_PASSWORD}
    own_browser.post(reverse("account_change_password"), {"oldpassword": RIGHT, **new})
    own_browser.post(reverse("account_logout"))
    attack(researcher.email)
    assert may_sign_in(own_browser, researcher, NEW_PASSWORD)
