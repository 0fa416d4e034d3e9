"""A worker that is killed while the mail server hangs: another one sends the email all the same.

Real all the way: a Celery worker, the broker, the test database, a mail server, and SIGKILL.
"""

from __future__ import annotations

import time
from collections.abc import Iterator
from datetime import timedelta
from pathlib import Path

import pytest
from celery import current_app
from django.utils import timezone
from pytest_django import Settings

from accounts.actions import send_password_link
from accounts.mailing import SENDING_MAY_TAKE, sweep_mail
from accounts.models import Mail, User
from tests import patience
from tests.mail_server import MailServer, mail_server
from tests.workers import kill, worker

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture
def mail(researcher: User, administrator: User) -> Iterator[Mail]:
    """A link that an administrator has asked for, queued at the real broker."""
    current_app.control.purge()
    send_password_link(user=researcher, actor=administrator)
    yield Mail.objects.get()
    current_app.control.purge()


def address_of(server: MailServer) -> str:
    return f"smtp://127.0.0.1:{server.port}"


def wait_until(mail: Mail, status: Mail.Status, log: Path) -> None:
    deadline = time.monotonic() + patience.SECONDS
    while time.monotonic() < deadline:
        mail.refresh_from_db()
        if mail.status == status:
            return
        time.sleep(0.05)
    pytest.fail(f"It is {mail.status}: {log.read_text()}", pytrace=False)


def turn_the_clock(mail: Mail) -> None:
    """Let the worker be silent for as long as the sweep waits, and the next attempt be due."""
    long_ago = timezone.now() - SENDING_MAY_TAKE - timedelta(seconds=1)
    Mail.objects.filter(pk=mail.pk, begun_at__isnull=False).update(begun_at=long_ago)
    sweep_mail()
    Mail.objects.filter(pk=mail.pk).update(due_at=timezone.now())
    sweep_mail()


def test_the_sweep_and_another_worker_send_what_a_killed_one_had_taken(
    mail: Mail, settings: Settings, tmp_path: Path
) -> None:
    log = tmp_path / "worker.log"
    with (
        mail_server(settings, is_silent=True) as server,
        worker(log, EMAIL_URL=address_of(server)) as process,
    ):
        wait_until(mail, Mail.Status.SENDING, log)
        kill(process)
    turn_the_clock(mail)
    with (
        mail_server(settings) as server,
        worker(log, EMAIL_URL=address_of(server)),
    ):
        wait_until(mail, Mail.Status.SENT, log)
    assert [message["To"] for message in server.received] == ["researcher@example.org"]
    assert mail.attempts == 2
