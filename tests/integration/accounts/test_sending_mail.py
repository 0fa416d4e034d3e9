"""The job that sends an email: what arrives, what is tried again, and what a row keeps of it.

With a mail server of our own on a socket: one that takes mail, one that refuses, one that hangs.
"""

from __future__ import annotations

import re

import pytest
from django.test import Client, TestCase
from django.utils import timezone
from pytest_django import Settings

from accounts.actions import (
    ask_for_password_link,
    send_password_link,
    update_user,
)
from accounts.mailing import (
    MINUTES_BEFORE_NEXT_ATTEMPT,
    SEND_MAIL,
    send_mail,
)
from accounts.models import Mail, User
from accounts.wording import state_text
from tests.integration.accounts.attempts import attempt
from tests.integration.accounts.conftest import Sent
from tests.mail_server import mail_server, use_mail_server
from tests.outages import NOBODY_LISTENS
from tests.pseudo import BRACKETED

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("sent")]


LINK = re.compile(r"/accounts/password/reset/\S+-\S+/")


def everything_in(mail: Mail) -> str:
    return str(Mail.objects.filter(pk=mail.pk).values().get())


# A mail server that takes it


def test_the_link_arrives_and_works(mail: Mail, settings: Settings, client: Client) -> None:
    with mail_server(settings) as server:
        attempt(mail)
    (message,) = server.received
    assert message["To"] == "researcher@example.org"
    assert message["Subject"] == "Reset your password for LARC Survey"
    link = LINK.search(message.get_content())
    assert link
    assert client.get(link[0]).status_code == 302
    assert (mail.status, state_text(mail)) == (Mail.Status.SENT, "Sent.")


def test_the_row_and_the_message_to_the_worker_hold_no_link(
    researcher: User, administrator: User, settings: Settings, sent: Sent
) -> None:
    with TestCase.captureOnCommitCallbacks(execute=True):
        send_password_link(user=researcher, actor=administrator)
    mail = Mail.objects.get()
    assert sent == [(SEND_MAIL, [mail.pk])]
    with mail_server(settings) as server:
        attempt(mail)
    link = LINK.search(server.received[0].get_content())
    assert link
    token = link[0].strip("/").rpartition("-")[2]
    assert len(token) > 20
    assert token not in everything_in(mail)


def test_a_message_that_comes_twice_is_sent_once(mail: Mail, settings: Settings) -> None:
    with mail_server(settings) as server:
        assert attempt(mail)
        assert not attempt(mail)
    assert len(server.received) == 1


def test_every_attempt_is_the_same_message_for_a_mailbox(mail: Mail, settings: Settings) -> None:
    with mail_server(settings) as server:
        attempt(mail)
        Mail.objects.update(status=Mail.Status.QUEUED, ended_at=None)
        attempt(mail)
    first, second = server.received
    assert first["Message-ID"] == second["Message-ID"]


def test_it_speaks_the_language_in_which_it_was_asked_for(mail: Mail, settings: Settings) -> None:
    Mail.objects.update(language=BRACKETED)
    with mail_server(settings) as server:
        attempt(mail)
    assert "⟦Rééšéét ýööúúr" in server.received[0]["Subject"]


def test_it_names_whom_to_tell_as_it_was_written(
    researcher: User, administrator: User, settings: Settings
) -> None:
    settings.CONTACT = "The survey desk <desk@example.org>"
    researcher.email = "other@example.org"
    update_user(user=researcher, changed_fields=["email"], actor=administrator)
    with mail_server(settings) as server:
        attempt(Mail.objects.get())
    (message,) = server.received
    assert message["To"] == "researcher@example.org"
    assert "platform: The survey desk <desk@example.org>" in message.get_content()


# A mail server that is away, hangs or refuses


def test_it_is_tried_again_where_the_server_is_away(mail: Mail, settings: Settings) -> None:
    use_mail_server(settings, int(NOBODY_LISTENS))
    attempt(mail)
    assert (mail.status, mail.failure) == (Mail.Status.QUEUED, Mail.Failure.AWAY)
    assert mail.due_at > timezone.now()
    assert "could not be reached" in state_text(mail)
    assert "tried once and will be tried again at" in state_text(mail)
    assert not send_mail(mail_id=mail.pk)  # its time has not come
    with mail_server(settings) as server:
        attempt(mail)
    assert len(server.received) == 1
    assert (mail.status, mail.failure, mail.attempts) == (Mail.Status.SENT, "", 2)


def test_a_server_that_hangs_is_left_alone_after_a_while(mail: Mail, settings: Settings) -> None:
    with mail_server(settings, is_silent=True):
        attempt(mail)
    assert (mail.status, mail.failure) == (Mail.Status.QUEUED, Mail.Failure.AWAY)


def test_the_last_attempt_is_the_last(mail: Mail, settings: Settings) -> None:
    use_mail_server(settings, int(NOBODY_LISTENS))
    for _attempt in range(len(MINUTES_BEFORE_NEXT_ATTEMPT) + 1):
        assert mail.status == Mail.Status.QUEUED
        attempt(mail)
    assert (mail.status, mail.failure) == (Mail.Status.FAILED, Mail.Failure.AWAY)
    assert state_text(mail).startswith("Not sent. The mail server could not be reached")
    assert not attempt(mail)


@pytest.mark.parametrize(
    ("replies", "status", "failure"),
    [
        ({"RCPT": "550 nobody here"}, Mail.Status.FAILED, Mail.Failure.REFUSED),
        ({"RCPT": "450 not now"}, Mail.Status.QUEUED, Mail.Failure.REFUSED),
        ({"DATA": "554 no"}, Mail.Status.FAILED, Mail.Failure.REFUSED),
        ({"END": "451 not now"}, Mail.Status.QUEUED, Mail.Failure.REFUSED),
        ({"END": "554 looks like junk"}, Mail.Status.FAILED, Mail.Failure.REFUSED),
        ({"MAIL": "550 not from you"}, Mail.Status.QUEUED, Mail.Failure.CLOSED_DOOR),
    ],
)
def test_no_for_good_is_told_from_not_now(
    mail: Mail, settings: Settings, replies: dict[str, str], status: str, failure: str
) -> None:
    with mail_server(settings, replies) as server:
        attempt(mail)
    assert not server.received
    assert (mail.status, mail.failure) == (status, failure)


def test_the_log_does_not_name_the_address(
    mail: Mail, settings: Settings, caplog: pytest.LogCaptureFixture
) -> None:
    with mail_server(settings, {"RCPT": "550 no researcher@example.org here"}):
        attempt(mail)
    assert f"Mail {mail.pk} not sent, refused" in caplog.text
    assert "researcher" not in caplog.text


def test_a_fault_ends_it_and_is_raised_for_the_log(mail: Mail, settings: Settings) -> None:
    settings.EMAIL_BACKEND = "no.such.Backend"
    Mail.objects.update(due_at=timezone.now())
    with pytest.raises(ImportError):
        send_mail(mail_id=mail.pk)
    mail.refresh_from_db()
    assert (mail.status, mail.failure) == (Mail.Status.FAILED, Mail.Failure.FAULT)


# What has lost its sense meanwhile


def test_a_closed_account_gets_no_link(mail: Mail, settings: Settings) -> None:
    User.objects.update(is_active=False)
    with mail_server(settings) as server:
        attempt(mail)
    assert not server.received
    assert mail.failure == Mail.Failure.ACCOUNT_CLOSED


def test_a_mailbox_that_was_given_up_gets_no_link(
    mail: Mail, researcher: User, administrator: User, settings: Settings
) -> None:
    researcher.email = "other@example.org"
    update_user(user=researcher, changed_fields=["email"], actor=administrator)
    with mail_server(settings) as server:
        attempt(mail)
    assert not server.received
    assert mail.failure == Mail.Failure.ADDRESS_GONE


# Asked for by anybody


def test_an_address_without_account_is_answered_by_the_same_work(
    researcher: User, sent: Sent, settings: Settings
) -> None:
    for email in (researcher.email, "stranger@example.org"):
        with TestCase.captureOnCommitCallbacks(execute=True):
            ask_for_password_link(email=email)
    known, unknown = Mail.objects.order_by("pk")
    assert sent == [(SEND_MAIL, [known.pk]), (SEND_MAIL, [unknown.pk])]
    assert "stranger" not in everything_in(unknown)
    with mail_server(settings) as server:
        assert send_mail(mail_id=known.pk)
        assert not send_mail(mail_id=unknown.pk)
    assert [message["To"] for message in server.received] == [researcher.email]
    assert Mail.objects.get() == known


def test_however_often_anybody_asks_one_link_waits(researcher: User) -> None:
    for _time in range(3):
        for email in (researcher.email, "stranger@example.org", "other@example.org"):
            ask_for_password_link(email=email)
    assert Mail.objects.count() == 2
