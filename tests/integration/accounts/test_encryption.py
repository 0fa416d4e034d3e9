"""Secrets of second steps: encrypted where they are stored, under a key that can be replaced."""

from __future__ import annotations

from io import StringIO

import pytest
from allauth.mfa.models import Authenticator
from allauth.mfa.recovery_codes.internal.auth import RecoveryCodes
from allauth.mfa.totp.internal.auth import TOTP, generate_totp_secret
from django.contrib.sessions.models import Session
from django.core.management import CommandError, call_command
from django.test import Client
from django.urls import reverse
from pytest_django import Settings

from accounts.models import AuditEvent, Mail, User
from tests.integration.accounts.conftest import PASSWORD
from tests.second_step import app_code
from tests.signing_in import sign_in

pytestmark = pytest.mark.django_db

SECRET = generate_totp_secret()
EARLIER, PRESENT = "e" * 25 + "arlier" * 5, "p" * 25 + "resent" * 5


@pytest.fixture(autouse=True)
def key(settings: Settings) -> None:
    settings.AUTHENTICATOR_KEY, settings.AUTHENTICATOR_KEY_FALLBACKS = EARLIER, []


@pytest.fixture
def recovery_codes(researcher: User) -> list[str]:
    """Of the researcher, who has an app with SECRET as well."""
    TOTP.activate(researcher, SECRET)
    return RecoveryCodes.activate(researcher).get_unused_codes()


def replace_key(settings: Settings) -> None:
    settings.AUTHENTICATOR_KEY, settings.AUTHENTICATOR_KEY_FALLBACKS = PRESENT, [EARLIER]


def stored() -> str:
    return str(list(Authenticator.objects.values_list("data", flat=True)))


def encrypt_all() -> str:
    out = StringIO()
    call_command("encrypt_authenticators", stdout=out)
    return out.getvalue()


def signs_in(researcher: User, code: str) -> bool:
    browser = Client()
    sign_in(browser, researcher.email, PASSWORD)
    return browser.post(reverse("mfa_authenticate"), {"code": code}).status_code == 302


def test_neither_secret_nor_seed_can_be_read_in_the_database(recovery_codes: list[str]) -> None:
    assert SECRET not in stored()
    assert stored().count("'fernet:") == 2
    assert not any(code in stored() for code in recovery_codes)


def test_a_secret_that_is_being_set_up_cannot_either(researcher: User) -> None:
    browser = Client()
    sign_in(browser, researcher.email, PASSWORD)
    browser.post(reverse("account_reauthenticate"), {"password": PASSWORD})
    secret = browser.get(reverse("mfa_activate_totp")).context["form"].secret
    assert secret not in str([session.get_decoded() for session in Session.objects.all()])
    reply = browser.post(reverse("mfa_activate_totp"), {"code": "000000"})
    assert reply.context["form"].secret == secret
    reply = browser.post(reverse("mfa_activate_totp"), {"code": app_code(secret)})
    assert reply.status_code == 302


def test_codes_open_what_is_encrypted(researcher: User, recovery_codes: list[str]) -> None:
    assert signs_in(researcher, app_code(SECRET))
    assert signs_in(researcher, recovery_codes[0])
    assert not signs_in(researcher, recovery_codes[0])


def test_the_same_secret_is_never_stored_alike(researcher: User, administrator: User) -> None:
    for user in (researcher, administrator):
        TOTP.activate(user, SECRET)
    first, second = Authenticator.objects.values_list("data__secret", flat=True)
    assert first != second


def test_what_was_stored_before_there_was_a_key_works_and_is_carried_over(
    researcher: User,
) -> None:
    kinds = Authenticator.Type
    Authenticator.objects.create(user=researcher, type=kinds.TOTP, data={"secret": SECRET})
    seed = {"seed": RecoveryCodes.generate_seed(), "used_mask": 1}
    codes = Authenticator.objects.create(user=researcher, type=kinds.RECOVERY_CODES, data=seed)
    unused = codes.wrap().get_unused_codes()
    assert signs_in(researcher, app_code(SECRET))
    assert encrypt_all() == "Encrypted again: 2.\n"
    assert SECRET not in stored()
    assert seed["seed"] not in stored()
    codes.refresh_from_db()
    assert codes.wrap().get_unused_codes() == unused
    assert encrypt_all() == "Encrypted again: 0.\n"


def test_a_key_is_replaced(researcher: User, recovery_codes: list[str], settings: Settings) -> None:
    replace_key(settings)
    assert signs_in(researcher, app_code(SECRET))
    assert encrypt_all() == "Encrypted again: 2.\n"
    settings.AUTHENTICATOR_KEY_FALLBACKS = []
    assert signs_in(researcher, recovery_codes[0])


def test_without_its_key_nothing_is_changed_and_the_command_says_why(
    recovery_codes: list[str], settings: Settings
) -> None:
    before = stored()
    settings.AUTHENTICATOR_KEY = PRESENT
    with pytest.raises(CommandError, match="AUTHENTICATOR_KEY_FALLBACKS"):
        encrypt_all()
    assert stored() == before


def test_without_its_key_a_code_is_refused_with_what_to_do(
    researcher: User,
    recovery_codes: list[str],
    settings: Settings,
    caplog: pytest.LogCaptureFixture,
) -> None:
    settings.AUTHENTICATOR_KEY = PRESENT
    browser = Client()
    sign_in(browser, researcher.email, PASSWORD)
    page = browser.post(reverse("mfa_authenticate"), {"code": recovery_codes[0]})
    assert page.status_code == 200
    assert "Ask an administrator to turn two-step sign-in off" in page.content.decode()
    assert "under a key that is not set" in caplog.text


def test_the_shell_helps_the_last_administrator(
    researcher: User, recovery_codes: list[str]
) -> None:
    out = StringIO()
    call_command("turn_off_second_step", "Researcher@example.org", stdout=out)
    call_command("turn_off_second_step", "researcher@example.org", stdout=out)
    assert out.getvalue() == "Turned off.\nIt was off already.\n"
    assert not Authenticator.objects.exists()
    assert AuditEvent.objects.get(action="user.second_step_removed").actor is None
    assert Mail.objects.filter(kind=Mail.Kind.SECOND_STEP_OFF, user=researcher).exists()
    with pytest.raises(CommandError, match="Nobody has the address"):
        call_command("turn_off_second_step", "nobody@example.org")
