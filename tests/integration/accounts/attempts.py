"""Attempts to sign in, and at sending an email; and what became of them."""

from __future__ import annotations

from datetime import timedelta

from django.http import HttpResponse
from django.test import Client
from django.utils import timezone

from accounts.mailing import send_mail
from accounts.models import AuditEvent, Mail, User
from accounts.throttle import PASSWORD
from tests.integration.accounts.conftest import PASSWORD as RIGHT
from tests.signing_in import sign_in

NEW_PASSWORD = "another long password"


def try_password(browser: Client, email: str, password: str = "wrong") -> HttpResponse:
    return sign_in(browser, email, password)


def may_sign_in(browser: Client, user: User, password: str = RIGHT) -> bool:
    return try_password(browser, user.email, password).status_code == 302


def attack(email: str) -> Client:
    """Let a stranger try wrong passwords until they are refused."""
    stranger = Client()
    for _attempt in range(PASSWORD.attempts):
        assert try_password(stranger, email).status_code == 200
    assert try_password(stranger, email).status_code == 429
    return stranger


def attempt(mail: Mail) -> bool:
    """Let the worker try, as if the time for it had come."""
    Mail.objects.filter(pk=mail.pk).update(due_at=timezone.now() - timedelta(seconds=1))
    did_something = send_mail(mail_id=mail.pk)
    mail.refresh_from_db()
    return did_something


def latest(action: str) -> AuditEvent:
    return AuditEvent.objects.filter(action=action).latest("pk")


def words(response: HttpResponse) -> str:
    return response.content.decode()


def is_signed_in(client: Client) -> bool:
    return "_auth_user_id" in client.session
