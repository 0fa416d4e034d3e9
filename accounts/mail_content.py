"""What an email says, made at the moment of sending, and why one was not sent."""

from __future__ import annotations

from datetime import date, timedelta
from email.utils import parseaddr
from smtplib import (
    SMTPAuthenticationError,
    SMTPDataError,
    SMTPNotSupportedError,
    SMTPRecipientsRefused,
    SMTPSenderRefused,
)

from allauth.account.forms import default_token_generator
from allauth.account.utils import user_pk_to_url_str
from celery.exceptions import SoftTimeLimitExceeded
from django.conf import settings
from django.core.mail import EmailMessage
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import override

from accounts.models import Mail, User
from accounts.permissions import Role
from accounts.site import site_address, whole_address

NOT_SENT = (OSError, SoftTimeLimitExceeded)
"""What sending raises when the mail server is away, hangs or says no; `smtplib`'s own included."""

PERMANENT = 500
"""From this reply code on a mail server means no for good, below it "not now" (RFC 5321, 4.2.1)."""


class NotToBeSent(Exception):
    """The email has lost its sense since it was asked for; `failure` says why."""

    def __init__(self, failure: Mail.Failure) -> None:
        super().__init__(failure.value)
        self.failure = failure


def message_of(mail: Mail, user: User) -> EmailMessage:
    """Return the email to *user*, in the language in which it was asked for.

    A second attempt has the same Message-ID as the first, so that mailboxes can tell them for one.
    Raise NotToBeSent for a link that its account or mailbox must not get any more.
    """
    context = {
        "user": user,
        "site": site_address(),
        "contact": settings.CONTACT,
        "about": mail.about,
        "role": Role(mail.about["role"]).label if "role" in mail.about else "",
        "day": date.fromisoformat(mail.about["day"]) if "day" in mail.about else None,
        "asked_by": mail.asked_by,
        "holds_until": timezone.now() + timedelta(seconds=settings.PASSWORD_RESET_TIMEOUT),
    }
    is_first = mail.kind == Mail.Kind.ROLE_GIVEN and not user.has_usable_password()
    if is_first or mail.kind == Mail.Kind.PASSWORD_LINK:
        context["password_link"] = _password_link(mail, user)
    with override(mail.language):
        subject, body = (
            render_to_string(f"accounts/mail/{mail.kind}_{part}.txt", context).strip()
            for part in ("subject", "message")
        )
    domain = parseaddr(settings.DEFAULT_FROM_EMAIL)[1].rpartition("@")[2]
    headers = {"Message-ID": f"<{mail.public_id}@{domain}>"}
    return EmailMessage(subject, body, to=[mail.address], headers=headers)


def _password_link(mail: Mail, user: User) -> str:
    """Return a new address with a token in it, which is stored nowhere."""
    if not user.is_active:
        raise NotToBeSent(Mail.Failure.ACCOUNT_CLOSED)
    if user.email != mail.address:
        raise NotToBeSent(Mail.Failure.ADDRESS_GONE)
    key = default_token_generator.make_token(user)
    path = reverse("account_reset_password_from_key", args=[user_pk_to_url_str(user), key])
    return whole_address(path)


def failure_of(error: Exception) -> tuple[Mail.Failure, bool]:
    """Return why an attempt came to nothing, and whether another one may fare better.

    A wrong password or sender is put right by whoever runs the platform, so trying again helps; an
    address that the server refuses for good stays refused.
    """
    if isinstance(error, SMTPRecipientsRefused):
        codes = [code for code, _reply in error.recipients.values()]
        return Mail.Failure.REFUSED, min(codes, default=0) < PERMANENT
    if isinstance(error, SMTPDataError):
        return Mail.Failure.REFUSED, error.smtp_code < PERMANENT
    if isinstance(error, SMTPAuthenticationError | SMTPSenderRefused | SMTPNotSupportedError):
        return Mail.Failure.CLOSED_DOOR, True
    return Mail.Failure.AWAY, True
