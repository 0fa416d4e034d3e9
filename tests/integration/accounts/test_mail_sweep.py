"""Emails whose worker died, or whose message to a worker was lost."""

from __future__ import annotations

import uuid
from collections.abc import Sequence
from datetime import timedelta

import pytest
from celery import current_app
from django.conf import settings as project_settings
from django.core.mail import EmailMessage
from django.core.mail.backends.base import BaseEmailBackend
from django.test import TestCase
from django.utils import timezone
from kombu.exceptions import OperationalError
from pytest_django import Settings

from accounts.actions import (
    record_new_password,
    send_password_link,
)
from accounts.mailing import (
    MAIL_IS_KEPT_FOR,
    MINUTES_BEFORE_NEXT_ATTEMPT,
    SEND_MAIL,
    SENDING_MAY_TAKE,
    sweep_mail,
)
from accounts.models import Mail, User
from accounts.tasks import send_mail as send_task
from accounts.tasks import sweep_mail as sweep_task
from tests.integration.accounts.attempts import attempt
from tests.integration.accounts.conftest import Sent
from tests.mail_server import mail_server, use_mail_server
from tests.outages import NOBODY_LISTENS

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("sent")]


def test_the_sweep_sends_a_lost_message_again(mail: Mail, sent: Sent) -> None:
    with TestCase.captureOnCommitCallbacks(execute=True):
        assert sweep_mail() == 1
    assert sent == [(SEND_MAIL, [mail.pk])]


def test_the_sweep_leaves_alone_what_waits_for_its_time(
    mail: Mail, sent: Sent, settings: Settings
) -> None:
    use_mail_server(settings, int(NOBODY_LISTENS))
    attempt(mail)
    with TestCase.captureOnCommitCallbacks(execute=True):
        assert sweep_mail() == 0
    assert sent == []


def being_sent(mail: Mail, *, since: timedelta, attempts: int = 1) -> None:
    """Let a worker have taken it and never been heard of again."""
    Mail.objects.filter(pk=mail.pk).update(
        status=Mail.Status.SENDING,
        run_token=uuid.uuid4(),
        begun_at=timezone.now() - since,
        attempts=attempts,
    )


class SweptMeanwhile(BaseEmailBackend):
    """Takes so long that the sweep gives the row to another worker."""

    def send_messages(self, email_messages: Sequence[EmailMessage]) -> int:
        being_sent(Mail.objects.get(), since=timedelta())
        return len(email_messages)


def test_what_a_dead_worker_had_taken_is_tried_again(mail: Mail, settings: Settings) -> None:
    being_sent(mail, since=SENDING_MAY_TAKE + timedelta(seconds=5))
    sweep_mail()
    mail.refresh_from_db()
    assert (mail.status, mail.failure) == (Mail.Status.QUEUED, Mail.Failure.STOPPED)
    with mail_server(settings) as server:
        attempt(mail)
    assert len(server.received) == 1
    assert mail.status == Mail.Status.SENT


def test_a_worker_that_dies_every_time_ends_it(mail: Mail) -> None:
    attempts = len(MINUTES_BEFORE_NEXT_ATTEMPT) + 1
    being_sent(mail, since=SENDING_MAY_TAKE + timedelta(seconds=5), attempts=attempts)
    sweep_mail()
    mail.refresh_from_db()
    assert (mail.status, mail.failure) == (Mail.Status.FAILED, Mail.Failure.STOPPED)


def test_a_worker_that_lives_is_left_alone(mail: Mail) -> None:
    being_sent(mail, since=SENDING_MAY_TAKE - timedelta(seconds=30))
    sweep_mail()
    mail.refresh_from_db()
    assert mail.status == Mail.Status.SENDING


def test_a_worker_that_was_given_up_writes_nothing_more(mail: Mail, settings: Settings) -> None:
    settings.EMAIL_BACKEND = f"{__name__}.SweptMeanwhile"
    attempt(mail)
    assert mail.status == Mail.Status.SENDING


def test_a_broker_that_is_away_loses_nothing(
    researcher: User, administrator: User, monkeypatch: pytest.MonkeyPatch
) -> None:
    def away(name: str, args: list[int]) -> None:
        raise OperationalError("The broker is away.")

    monkeypatch.setattr(current_app, "send_task", away)
    with TestCase.captureOnCommitCallbacks(execute=True):
        send_password_link(user=researcher, actor=administrator)
    assert Mail.objects.get().status == Mail.Status.QUEUED


def test_what_has_ended_long_ago_is_deleted(mail: Mail, researcher: User) -> None:
    record_new_password(user=researcher, actor=researcher)
    long_ago = timezone.now() - MAIL_IS_KEPT_FOR - timedelta(hours=1)
    Mail.objects.filter(pk=mail.pk).update(status=Mail.Status.SENT, ended_at=long_ago)
    sweep_mail()
    assert Mail.objects.get().kind == Mail.Kind.PASSWORD_CHANGED


def test_the_tasks_do_the_same(mail: Mail, settings: Settings) -> None:
    being_sent(mail, since=SENDING_MAY_TAKE + timedelta(seconds=5))
    sweep_task()
    Mail.objects.update(due_at=timezone.now())
    with mail_server(settings) as server:
        send_task(mail.pk)
    assert len(server.received) == 1


def test_the_schedule_names_the_task_of_the_sweep() -> None:
    assert project_settings.CELERY_BEAT_SCHEDULE["sweep mail"]["task"] == sweep_task.name
