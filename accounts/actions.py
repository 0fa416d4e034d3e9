"""Every write about people: their accounts, emails to them, and the trail of what the staff do."""

import logging
import uuid
from collections.abc import Mapping, Sequence
from datetime import timedelta
from typing import Any

from allauth.account.models import EmailAddress
from allauth.mfa.models import Authenticator
from celery import current_app
from django.db import transaction
from django.db.models import Q
from django.db.models.functions import Now
from django.utils import timezone
from django.utils.translation import get_language

from accounts.encryption import decrypt, encrypt, is_under_the_first_key
from accounts.mail import NOT_SENT, NotToBeSent, failure_of, message_of
from accounts.models import AuditEvent, Mail, User
from accounts.selectors import find_user

logger = logging.getLogger(__name__)

SEND_MAIL = "accounts.tasks.send_mail"
"""By name, because tasks call actions and not the other way round."""

MINUTES_BEFORE_NEXT_ATTEMPT = (1, 5, 15, 60, 180)
"""After the first attempt, the second and so on; behind the last of them there is none."""

SENDING_MAY_TAKE = timedelta(minutes=5)
"""Longer than the time limit of the task: a run that has not ended by then has died."""

MAIL_IS_KEPT_FOR = timedelta(days=90)


def record_event(
    *,
    actor: User | None,
    action: str,
    subject: str,
    detail: Mapping[str, Any] | None = None,
) -> AuditEvent:
    """Add one row to the audit trail; call it in the transaction of the deed itself.

    Args:
        actor: who did it; ``None`` for a command, a schedule, or somebody not signed in.
        action: a code of small letters, digits, dots and underscores: ``export.requested``.
        subject: kind and key of the thing: ``survey:larc-7``. Never a response or invitation.
        detail: a few JSON values, at most 2,000 characters together. Nothing of respondents.

    Raises:
        django.db.IntegrityError: one of these rules is broken.
    """
    return AuditEvent.objects.create(
        actor=actor, action=action, subject=subject, detail=dict(detail or {})
    )


@transaction.atomic
def create_user(
    *,
    email: str,
    name: str,
    password: str | None = None,
    is_superuser: bool = False,
    actor: User | None = None,
) -> User:
    """Store a person; without a password they must ask for a link to choose one.

    Raises:
        django.db.IntegrityError: somebody has this email address, in any capitals.
    """
    user = User.objects.create_user(email, name, password, is_superuser=is_superuser)
    record_event(actor=actor, action="user.created", subject=subject_of(user))
    return user


@transaction.atomic
def update_user(*, user: User, changed_fields: Sequence[str], actor: User) -> None:
    """Store the changed fields of a person; the trail names the fields, not their values.

    Another email address ends their sessions, and the earlier one is told.
    """
    earlier = User.objects.select_for_update(no_key=True).get(pk=user.pk).email
    user.save(update_fields=changed_fields)
    if user.email != earlier:
        _queue(Mail.Kind.ADDRESS_CHANGED, user, address=earlier, asked_by=actor)
    record_event(
        actor=actor,
        action="user.changed",
        subject=subject_of(user),
        detail={"fields": sorted(changed_fields)},
    )


@transaction.atomic
def keep_sign_in_address(*, user: User) -> None:
    """Make the person's own email address the only one that allauth knows of them.

    allauth keeps addresses in a table of its own and lets people sign in and reset a password
    with each of them. Here an administrator sets the address, so it counts as verified, and an
    address that was replaced must open nothing.
    """
    addresses = EmailAddress.objects.filter(user=user)
    addresses.exclude(email=user.email).delete()
    addresses.update_or_create(
        user=user, email=user.email, defaults={"verified": True, "primary": True}
    )


@transaction.atomic
def send_password_link(*, user: User, actor: User) -> None:
    """Have a link to choose a password emailed; an inactive person is sent nothing."""
    if user.is_active:
        record_event(actor=actor, action="user.password_link_asked", subject=subject_of(user))
        _queue(Mail.Kind.PASSWORD_LINK, user, asked_by=actor)


@transaction.atomic
def ask_for_password_link(*, email: str) -> None:
    """Have a link emailed to whoever has an account with this address, asked for by anybody.

    For an address without one a job is sent all the same, which finds nobody to write to: how
    long the answer takes must not tell who has an account. Strangers do this, so the trail, from
    which nothing is ever removed, says nothing of it, and there is never more than one email of
    this kind waiting for anybody.
    """
    user = find_user(email=email)
    if user and not user.is_active:
        user = None
    kind = Mail.Kind.PASSWORD_LINK
    waiting = Mail.objects.filter(user=user, kind=kind, status=Mail.Status.QUEUED).first()
    if waiting:
        _send_job(waiting)
    else:
        _queue(kind, user)


@transaction.atomic
def record_new_password(*, user: User, actor: User | None) -> None:
    """Write into the trail that a person has another password, and tell them by email."""
    record_event(actor=actor, action="user.password_changed", subject=subject_of(user))
    _queue(Mail.Kind.PASSWORD_CHANGED, user)


@transaction.atomic
def remove_second_step(*, user: User, actor: User | None) -> bool:
    """Turn off two-step sign-in for someone who lost their phone; whether it was on."""
    deleted, _ = Authenticator.objects.filter(user=user).delete()
    if deleted:
        record_second_step_off(user=user, actor=actor)
    return bool(deleted)


@transaction.atomic
def encrypt_authenticators() -> int:
    """Encrypt what is stored for second steps under the present key; return how many rows changed.

    For rows of the time before there was a key, and after a change of it. Running it again does
    nothing. Raise cryptography.fernet.InvalidToken, and change nothing, if a row's key is missing.
    """
    rows = Authenticator.objects.select_for_update()
    changed = [row for row in rows if _encrypt_anew(row)]
    Authenticator.objects.bulk_update(changed, ["data"])
    return len(changed)


SECRETS_OF_AUTHENTICATORS = ("secret", "seed")


def _encrypt_anew(authenticator: Authenticator) -> bool:
    stored = {
        name: authenticator.data[name]
        for name in SECRETS_OF_AUTHENTICATORS
        if name in authenticator.data
    }
    old = {name: text for name, text in stored.items() if not is_under_the_first_key(text)}
    authenticator.data |= {name: encrypt(decrypt(text)) for name, text in old.items()}
    return bool(old)


@transaction.atomic
def record_second_step_on(*, user: User) -> None:
    """Write into the trail that a person has turned two-step sign-in on, and tell them by email."""
    record_event(actor=user, action="user.second_step_added", subject=subject_of(user))
    _queue(Mail.Kind.SECOND_STEP_ON, user)


@transaction.atomic
def record_second_step_off(*, user: User, actor: User | None) -> None:
    """Write into the trail that two-step sign-in was turned off, and tell its owner by email."""
    record_event(actor=actor, action="user.second_step_removed", subject=subject_of(user))
    _queue(Mail.Kind.SECOND_STEP_OFF, user, asked_by=actor)


@transaction.atomic
def record_recovery_codes_made(*, user: User) -> None:
    """Write into the trail that a person has recovery codes, their first or new ones."""
    record_event(actor=user, action="user.recovery_codes_made", subject=subject_of(user))


@transaction.atomic
def tell_of_new_recovery_codes(*, user: User) -> None:
    """Tell a person by email that their earlier recovery codes do not work any more."""
    _queue(Mail.Kind.NEW_RECOVERY_CODES, user)


def subject_of(user: User | None) -> str:
    """How the audit trail names a person; ``user:unknown`` for an address without account."""
    return f"user:{user.pk if user else 'unknown'}"


# Emails: stored with the deed, sent by a job


def _queue(
    kind: Mail.Kind, user: User | None, *, address: str = "", asked_by: User | None = None
) -> None:
    """Store an email to *user*, or to *address* in their stead, and have it sent after the commit.

    Nobody as *user* stands for an address without account; see `ask_for_password_link`.
    """
    mail = Mail.objects.create(
        kind=kind,
        user=user,
        address=address or (user.email if user else ""),
        language=get_language() or "",
        asked_by=asked_by,
    )
    _send_job(mail)


def _send_job(mail: Mail) -> None:
    """Hand the email to a worker once it is stored.

    Should the broker be away just then, the sweep sends again; the person need not see an error.
    """

    def send() -> None:
        current_app.send_task(SEND_MAIL, args=[mail.pk])

    transaction.on_commit(send, robust=True)


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
        _send_job(mail)
    return len(due)
