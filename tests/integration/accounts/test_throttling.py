"""Who can be made to wait by wrong passwords and codes: a device that is new, and nobody else."""

from __future__ import annotations

import time
from collections.abc import Callable
from typing import Any

import pytest
from allauth.mfa.totp.internal.auth import TOTP, generate_totp_secret
from django.core.cache import cache
from django.test import Client
from django.urls import reverse
from pytest_django import Settings

from accounts import throttle
from accounts.models import Mail, User
from accounts.site import site_address
from accounts.throttle import CODE, PASSWORD, PASSWORD_LINK, STRANGERS
from tests.integration.accounts.attempts import NEW_PASSWORD, attack, may_sign_in, try_password
from tests.integration.accounts.conftest import PASSWORD as RIGHT
from tests.mail import deliver_mail
from tests.outages import NOBODY_LISTENS
from tests.signing_in import sign_in, signed_in

pytestmark = pytest.mark.django_db


TOO_OFTEN = "That was tried too often"


# Strangers


def test_wrong_passwords_for_others_shut_nobody_out(researcher: User, administrator: User) -> None:
    stranger = Client()
    for number in range(STRANGERS.attempts + PASSWORD.attempts):
        try_password(stranger, f"{number}@example.org")
    attack(administrator.email)
    assert may_sign_in(Client(), researcher)


def test_whoever_signed_in_with_this_browser_before_is_let_in_while_strangers_try(
    researcher: User, own_browser: Client
) -> None:
    attack(researcher.email)
    assert may_sign_in(own_browser, researcher)


def test_a_new_device_waits_meanwhile_and_is_told_so(researcher: User) -> None:
    attack(researcher.email)
    reply = try_password(Client(), researcher.email, RIGHT)
    assert (reply.status_code, reply["Retry-After"]) == (429, str(PASSWORD.seconds))
    page = reply.content.decode()
    assert f'<h1 class="govuk-heading-l">{TOO_OFTEN}' in page
    assert "a browser in which you have signed in before" in page


def test_a_link_from_an_email_lets_a_new_device_in_meanwhile(
    researcher: User, mailoutbox: list[Any]
) -> None:
    attack(researcher.email)
    device = Client()
    device.post(reverse("account_reset_password"), {"email": researcher.email})
    deliver_mail()
    (path,) = (
        word.removeprefix(site_address())
        for word in str(mailoutbox[0].body).split()
        if "/password/reset/" in word
    )
    form = device.get(path, follow=True).context["action_url"]
    device.post(form, {"password1": NEW_PASSWORD, "password2": NEW_PASSWORD})
    assert may_sign_in(device, researcher, NEW_PASSWORD)


def test_nothing_sleeps(researcher: User, monkeypatch: pytest.MonkeyPatch) -> None:
    def refuse(seconds: float) -> None:
        pytest.fail("A thread of the web server was sent to sleep.", pytrace=False)

    monkeypatch.setattr(time, "sleep", refuse)
    attack(researcher.email)


@pytest.mark.parametrize("email", ["researcher@example.org", "nobody@example.org"])
def test_an_account_and_none_are_refused_alike(researcher: User, email: str) -> None:
    stranger = Client()
    replies = [try_password(stranger, email) for _attempt in range(PASSWORD.attempts + 1)]
    assert [reply.status_code for reply in replies] == [200] * PASSWORD.attempts + [429]
    assert "The email address or the password is not right." in replies[0].content.decode()


def test_capitals_make_no_other_account(researcher: User) -> None:
    stranger = attack(researcher.email)
    assert try_password(stranger, researcher.email.upper()).status_code == 429


def test_a_right_password_does_not_forgive_the_wrong_ones_of_strangers(researcher: User) -> None:
    stranger = Client()
    for _attempt in range(PASSWORD.attempts):
        try_password(stranger, researcher.email)
        sign_in(Client(), researcher.email, RIGHT)
    assert try_password(stranger, researcher.email).status_code == 429


def test_the_broker_is_not_told_the_address(researcher: User) -> None:
    attack(researcher.email)
    attack("nobody@example.org")
    keys = " ".join(cache._cache)
    assert "attempts:password:" in keys
    assert "@" not in keys
    assert "researcher" not in keys


@pytest.mark.usefixtures("own_browser")
def test_in_a_flood_passwords_are_checked_one_after_the_other(
    researcher: User, own_browser: Client
) -> None:
    for number in range(STRANGERS.attempts):
        try_password(Client(), f"{number}@example.org")
    with throttle._turn:  # somebody else's password is just being checked
        assert try_password(Client(), researcher.email, RIGHT).status_code == 429
        assert may_sign_in(own_browser, researcher)
    assert may_sign_in(Client(), researcher)


# Other places where something is tried


@pytest.mark.parametrize(
    ("name", "fields"),
    [
        ("account_reauthenticate", {"password": "wrong"}),
        (
            "account_change_password",
            {"oldpassword": "wrong", "password1": NEW_PASSWORD, "password2": NEW_PASSWORD},
        ),
    ],
)
def test_passwords_are_counted_wherever_they_are_asked_for(
    researcher: User, name: str, fields: dict[str, str]
) -> None:
    browser = signed_in(researcher)
    replies = [browser.post(reverse(name), fields) for _attempt in range(PASSWORD.attempts + 1)]
    assert [reply.status_code for reply in replies] == [200] * PASSWORD.attempts + [429]


def at_the_second_step(researcher: User) -> Client:
    TOTP.activate(researcher, generate_totp_secret())
    browser = Client()
    assert may_sign_in(browser, researcher)
    return browser


def confirming(researcher: User) -> Client:
    TOTP.activate(researcher, generate_totp_secret())
    return signed_in(researcher)


def turning_it_on(researcher: User) -> Client:
    browser = Client()
    assert may_sign_in(browser, researcher)
    browser.post(reverse("account_reauthenticate"), {"password": RIGHT})
    assert browser.get(reverse("mfa_activate_totp")).status_code == 200
    return browser


@pytest.mark.parametrize(
    ("name", "come"),
    [
        ("mfa_authenticate", at_the_second_step),
        ("mfa_reauthenticate", confirming),
        ("mfa_activate_totp", turning_it_on),
    ],
)
def test_codes_are_counted_wherever_they_are_asked_for(
    researcher: User, name: str, come: Callable[[User], Client]
) -> None:
    browser = come(researcher)
    replies = [browser.post(reverse(name), {"code": "000000"}) for _attempt in range(6)]
    assert [reply.status_code for reply in replies] == [200] * CODE.attempts + [429]


@pytest.mark.parametrize("email", ["researcher@example.org", "nobody@example.org"])
def test_links_are_asked_for_some_times_an_hour(researcher: User, email: str) -> None:
    stranger = Client()
    ask = reverse("account_reset_password")
    replies = [stranger.post(ask, {"email": email}) for _time in range(PASSWORD_LINK.attempts + 1)]
    assert [reply.status_code for reply in replies] == [302] * PASSWORD_LINK.attempts + [429]
    assert Mail.objects.count() == 1


def test_what_strangers_ask_for_does_not_count_in_a_known_browser(
    researcher: User, own_browser: Client
) -> None:
    ask = reverse("account_reset_password")
    for _time in range(PASSWORD_LINK.attempts):
        Client().post(ask, {"email": researcher.email})
    assert own_browser.post(ask, {"email": researcher.email}).status_code == 302


def test_the_administration_has_no_sign_in_of_its_own(administrator: User) -> None:
    browser = Client()
    fields = {"username": administrator.email, "password": RIGHT}
    reply = browser.post(reverse("admin:login"), fields)
    assert reply["Location"].startswith(reverse("account_login"))
    assert "_auth_user_id" not in browser.session


# While the broker is away


@pytest.fixture
def broker_away(settings: Settings) -> None:
    settings.CACHES = {
        "default": {
            "BACKEND": "django.core.cache.backends.redis.RedisCache",
            "LOCATION": f"redis://127.0.0.1:{NOBODY_LISTENS}/0",
        }
    }


@pytest.mark.usefixtures("broker_away")
def test_without_the_broker_nobody_signs_in_and_everybody_is_told_to_come_back(
    researcher: User,
) -> None:
    browser = Client()
    for name, fields in {
        "account_login": {"login": researcher.email, "password": RIGHT},
        "account_reset_password": {"email": researcher.email},
    }.items():
        reply = browser.post(reverse(name), fields)
        assert reply.status_code == 503
        assert "Please try again in a moment" in reply.content.decode()
    assert "_auth_user_id" not in browser.session
    assert browser.get(reverse("account_login")).status_code == 200


@pytest.mark.usefixtures("broker_away")
def test_without_the_broker_those_who_are_signed_in_go_on(researcher: User) -> None:
    assert signed_in(researcher).get(reverse("surveys")).status_code == 200
