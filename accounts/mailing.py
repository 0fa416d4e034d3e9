"""Writing and sending emails: stored with the change that they report, sent by a job afterwards."""

from __future__ import annotations

import logging
import uuid
from collections.abc import Mapping
from datetime import timedelta
from typing import Any

from django.db import transaction
from django.db.models import Q
from django.db.models.functions import Now
from django.utils import timezone
from django.utils.translation import get_language

from accounts.jobs import send_once_stored
from accounts.mail_content import NOT_SENT, NotToBeSent, failure_of, message_of
from accounts.models import Mail, User

logger = logging.getLogger(__name__)

SEND_MAIL = "accounts.tasks.send_mail"
"""By name, because tasks call actions and not the other way round."""

MINUTES_BEFORE_NEXT_ATTEMPT = (1, 5, 15, 60, 180)
"""After the first attempt, the second and so on; behind the last of them there is none."""

SENDING_MAY_TAKE = timedelta(minutes=5)
"""Longer than the time limit of the task: a run that has not ended by then has died."""

MAIL_IS_KEPT_FOR = timedelta(days=90)


def queue_mail(
    kind: Mail.Kind,
    user: User | None,
    *,
    address: str = "",
    asked_by: User | None = None,
    about: Mapping[str, str] | None = None,
) -> None:
    """Store an email to *user*, or to *address* in their stead, and have it sent after the commit.

    *about* names what its words need. Nobody as *user* stands for an address without account; see
    `queue_link_for_anybody`.
    """
    mail = Mail.objects.create(
        kind=kind,
        user=user,
        address=address or (user.email if user else ""),
        language=get_language() or "",
        asked_by=asked_by,
        about=dict(about or {}),
    )
    send_once_stored(SEND_MAIL, mail.pk)


def queue_link_for_anybody(user: User | None) -> None:
    """Store a link to choose a password, unless one waits for *user* already; a job is sent anyway.

    However often strangers ask, at most one waits for each account, and one for nobody.
    """
    kind = Mail.Kind.PASSWORD_LINK
    waiting = Mail.objects.filter(user=user, kind=kind, status=Mail.Status.QUEUED).first()
    if waiting:
        send_once_stored(SEND_MAIL, waiting.pk)
    else:
        queue_mail(kind, user)


def send_mail(*, mail_id: int) -> bool:
    """Send a queued email; return whether there was anything to do.

    A message that is delivered twice finds the row taken the second time and does nothing. Where
    the mail server is away, the row waits for another attempt, and has failed after the last. What
    goes wrong in here ends it as failed and is raised again, for the log.
    """
    mail = _claim(mail_id)
    if mail is None or mail.user is None:
        return False
    try:
        message_of(mail, mail.user).send()
    except NotToBeSent as reason:
        _end(mail, reason.failure)
    except NOT_SENT as error:
        _note_failure(mail, error)
    except Exception:
        _end(mail, Mail.Failure.FAULT)
        raise
    else:
        _end(mail)
    return True


@transaction.atomic
def _claim(mail_id: int) -> Mail | None:
    """Take a queued email whose time has come, or return None if there is none to take.

    One that was asked for by somebody without account is deleted: there is nobody to write to.
    """
    queued = Mail.objects.select_for_update(of=("self",)).select_related("user")
    due = queued.filter(pk=mail_id, status=Mail.Status.QUEUED, due_at__lte=Now())
    mail = due.first()
    if mail is None:
        return None
    if mail.user is None:
        mail.delete()
        return None
    mail.status, mail.run_token = Mail.Status.SENDING, uuid.uuid4()
    mail.begun_at = timezone.now()
    mail.attempts += 1
    mail.save()
    return mail


def _note_failure(mail: Mail, error: Exception) -> None:
    failure, may_succeed = failure_of(error)
    # Without its text, which may name the address.
    code = getattr(error, "smtp_code", "")
    logger.warning("Mail %s not sent, %s: %s %s", mail.pk, failure, type(error).__name__, code)
    if may_succeed:
        _try_again(mail, failure)
    else:
        _end(mail, failure)


def _try_again(mail: Mail, failure: Mail.Failure) -> None:
    """Queue the email for another attempt; after the last it has failed."""
    if mail.attempts > len(MINUTES_BEFORE_NEXT_ATTEMPT):
        _end(mail, failure)
        return
    wait = timedelta(minutes=MINUTES_BEFORE_NEXT_ATTEMPT[mail.attempts - 1])
    _write(mail, status=Mail.Status.QUEUED, failure=failure, due_at=Now() + wait)


def _end(mail: Mail, failure: Mail.Failure | None = None) -> None:
    _write(
        mail,
        status=Mail.Status.FAILED if failure else Mail.Status.SENT,
        failure=failure or "",
        ended_at=timezone.now(),
    )


def _write(mail: Mail, **fields: Any) -> None:
    """End this run, unless it was given up and the row belongs to another by now."""
    own = Mail.objects.filter(pk=mail.pk, run_token=mail.run_token)
    own.update(run_token=None, begun_at=None, **fields)


def sweep_mail() -> int:
    """Take up what dead workers and lost messages left; return how many emails that were.

    One whose run has died waits for another attempt, as after a mail server that was away: it may
    have been sent just before, and to be told twice is better than not at all. Those that ended
    MAIL_IS_KEPT_FOR ago are deleted.
    """
    now = timezone.now()
    Mail.objects.filter(ended_at__lt=now - MAIL_IS_KEPT_FOR).delete()
    dead = Q(status=Mail.Status.SENDING, begun_at__lt=now - SENDING_MAY_TAKE)
    for mail in Mail.objects.filter(dead):
        _try_again(mail, Mail.Failure.STOPPED)
    due = list(Mail.objects.filter(status=Mail.Status.QUEUED, due_at__lte=Now()))
    for mail in due:
        send_once_stored(SEND_MAIL, mail.pk)
    return len(due)
