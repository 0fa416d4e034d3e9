"""The second step of signing in."""

from __future__ import annotations

import pytest
from allauth.mfa.models import Authenticator
from allauth.mfa.recovery_codes.internal.auth import RecoveryCodes
from allauth.mfa.totp.internal.auth import (
    TOTP,
    generate_totp_secret,
)
from django.core.mail import EmailMessage
from django.http import HttpResponse
from django.test import Client
from django.urls import reverse

from accounts.models import AuditEvent, FailedAttempts, User
from tests.integration.accounts.attempts import is_signed_in, words
from tests.integration.accounts.conftest import EMAIL, PASSWORD
from tests.mail import deliver_mail
from tests.second_step import app_code
from tests.signing_in import sign_in

pytestmark = pytest.mark.django_db


@pytest.fixture
def secret(researcher: User) -> str:
    """The key of the researcher's authenticator app: two-step sign-in is on."""
    secret = generate_totp_secret()
    TOTP.activate(researcher, secret)
    return secret


def confirm_password(client: Client, name: str) -> HttpResponse:
    """Open a page that first asks for the password again, and give it."""
    question = client.get(reverse(name), follow=True)
    assert "Confirm that it is you" in words(question)
    return client.post(question.redirect_chain[-1][0], {"password": PASSWORD}, follow=True)


def enter_code(client: Client, code: str) -> HttpResponse:
    return client.post(reverse("mfa_authenticate"), {"code": code})


def test_the_second_step_is_turned_on(signed_in: Client, researcher: User) -> None:
    page = confirm_password(signed_in, "mfa_activate_totp")
    secret = page.context["form"].secret
    assert f">{secret}<" in words(page)
    response = signed_in.post(reverse("mfa_activate_totp"), {"code": app_code(secret)})
    assert response["Location"] == reverse("mfa_view_recovery_codes")
    types = researcher.authenticator_set.values_list("type", flat=True)
    assert set(types) == {Authenticator.Type.TOTP, Authenticator.Type.RECOVERY_CODES}


def test_the_qr_code_is_drawn_in_the_page(signed_in: Client) -> None:
    page = words(confirm_password(signed_in, "mfa_activate_totp"))
    assert "<svg" in page
    assert "<?xml" not in page
    assert "data:" not in page


def test_a_wrong_code_turns_nothing_on(signed_in: Client, researcher: User) -> None:
    before = confirm_password(signed_in, "mfa_activate_totp").context["form"].secret
    page = signed_in.post(reverse("mfa_activate_totp"), {"code": "000000"})
    assert 'href="#id_code"' in words(page)
    assert page.context["form"].secret == before
    assert not researcher.authenticator_set.exists()


def test_a_password_alone_is_then_not_enough(client: Client, researcher: User, secret: str) -> None:
    response = sign_in(client, EMAIL, PASSWORD)
    assert response["Location"] == reverse("mfa_authenticate")
    assert client.get(reverse("mfa_index")).status_code == 302
    response = enter_code(client, app_code(secret))
    assert response["Location"] == reverse("surveys")
    assert is_signed_in(client)


def test_the_second_step_keeps_the_page_that_asked(
    client: Client, researcher: User, secret: str
) -> None:
    sign_in(client, EMAIL, PASSWORD, next_page=reverse("account_change_password"))
    response = enter_code(client, app_code(secret))
    assert response["Location"] == reverse("account_change_password")


def test_a_wrong_code_is_refused_and_recorded(
    client: Client, researcher: User, secret: str
) -> None:
    sign_in(client, EMAIL, PASSWORD)
    page = words(enter_code(client, "000000"))
    assert 'href="#id_code"' in page
    assert not is_signed_in(client)
    failed = FailedAttempts.objects.get()
    assert (failed.user, failed.kind, failed.count) == (researcher, FailedAttempts.Kind.CODE, 1)


def test_a_recovery_code_works_once(client: Client, researcher: User, secret: str) -> None:
    [code, *_] = RecoveryCodes.activate(researcher).get_unused_codes()
    for works in (True, False):
        sign_in(client, EMAIL, PASSWORD)
        enter_code(client, code)
        assert is_signed_in(client) == works
        client.post(reverse("account_logout"))
    event = AuditEvent.objects.get(action="user.recovery_code_used")
    assert (event.actor, event.detail) == (researcher, {"left": 9})


def test_the_second_step_can_be_left(client: Client, researcher: User, secret: str) -> None:
    sign_in(client, EMAIL, PASSWORD)
    response = client.post(reverse("account_logout"), {"next": reverse("account_login")})
    assert response["Location"] == reverse("account_login")
    assert client.get(reverse("account_login")).status_code == 200


def test_the_second_step_is_turned_off(
    signed_in: Client, researcher: User, mailoutbox: list[EmailMessage]
) -> None:
    TOTP.activate(researcher, generate_totp_secret())
    RecoveryCodes.activate(researcher)
    confirm_password(signed_in, "mfa_deactivate_totp")
    page = signed_in.post(reverse("mfa_deactivate_totp"), follow=True)
    assert "Two-step sign-in is off." in words(page)
    assert not researcher.authenticator_set.exists()
    assert AuditEvent.objects.get(action="user.second_step_removed").actor == researcher
    deliver_mail()
    subjects = ["Two-step sign-in is on", "Two-step sign-in is off"]
    assert [email.subject for email in mailoutbox] == subjects


def test_recovery_codes_are_shown_renewed_and_downloaded(
    signed_in: Client, researcher: User, secret: str
) -> None:
    earlier = RecoveryCodes.activate(researcher).get_unused_codes()
    page = words(confirm_password(signed_in, "mfa_view_recovery_codes"))
    assert all(code in page for code in earlier)
    page = words(signed_in.post(reverse("mfa_generate_recovery_codes"), follow=True))
    assert not any(code in page for code in earlier)
    download = signed_in.get(reverse("mfa_download_recovery_codes"))
    codes = words(download).split()
    assert len(codes) == 10
    assert all(code in page for code in codes)


def test_turning_it_on_and_new_codes_are_recorded_and_told(
    signed_in: Client, researcher: User, mailoutbox: list[EmailMessage]
) -> None:
    secret = confirm_password(signed_in, "mfa_activate_totp").context["form"].secret
    signed_in.post(reverse("mfa_activate_totp"), {"code": app_code(secret)})
    signed_in.post(reverse("mfa_generate_recovery_codes"))
    events = AuditEvent.objects.filter(actor=researcher).order_by("pk")
    assert list(events.values_list("action", flat=True)) == [
        "user.signed_in",
        "user.second_step_added",
        "user.recovery_codes_made",
        "user.recovery_codes_made",
    ]
    deliver_mail()
    assert [email.subject for email in mailoutbox] == [
        "Two-step sign-in is on",
        "You have new recovery codes",
    ]
