"""Every write about people: their accounts, emails to them, and the trail of what the staff do."""

from collections.abc import Mapping, Sequence
from importlib import import_module
from typing import Any

from allauth.account.models import EmailAddress
from allauth.mfa.models import Authenticator
from django.conf import settings
from django.db import transaction
from django.db.models import F
from django.utils import timezone

from accounts.encryption import decrypt, encrypt, is_under_the_first_key
from accounts.mailing import queue_link_for_anybody, queue_mail
from accounts.models import NAME_MAX_CHARACTERS, AuditEvent, FailedAttempts, Mail, User
from accounts.origin import Origin, current_origin
from accounts.selectors import find_user
from accounts.trail import changed_values, fitting


def record_event(
    *,
    actor: User | None,
    action: str,
    subject: str,
    name: str = "",
    detail: Mapping[str, Any] | None = None,
) -> AuditEvent:
    """Add one row to the audit trail; call it in the transaction of the action itself.

    Args:
        actor: who did it; ``None`` for a command, a schedule, or somebody not signed in. Which of
            these it was is added (`accounts.origin`).
        action: a code of small letters, digits, dots and underscores: ``export.requested``.
        subject: kind and key of the thing: ``survey:larc-7``. Never a response or invitation.
            What is about a survey, and has another subject, names it as ``survey`` in *detail*.
        name: what people call the thing.
        detail: a few JSON values; a list of two is what was before and what is now. Long texts
            are cut. Names instead of keys, and nothing of respondents.

    Raises:
        django.db.IntegrityError: one of these rules is broken.
    """
    return AuditEvent.objects.create(
        actor=actor,
        origin=Origin.PERSON if actor else current_origin(),
        action=action,
        subject=subject,
        name=name[:NAME_MAX_CHARACTERS],
        detail=fitting(detail or {}),
    )


def _record(user: User, action: str, *, actor: User | None, **detail: Any) -> None:
    record_event(
        actor=actor,
        action=f"user.{action}",
        subject=f"user:{user.pk}",
        name=user.name_and_address,
        detail=detail,
    )


@transaction.atomic
def create_user(
    *,
    email: str,
    name: str,
    password: str | None = None,
    is_superuser: bool = False,
    starts_surveys: bool = False,
    actor: User | None = None,
) -> User:
    """Store a person; without a password they must ask for a link to choose one.

    Raises:
        django.db.IntegrityError: somebody has this email address, in any capitals.
    """
    user = User.objects.create_user(
        email, name, password, is_superuser=is_superuser, starts_surveys=starts_surveys
    )
    record_new_user(user=user, actor=actor)
    return user


@transaction.atomic
def record_new_user(*, user: User, actor: User | None) -> None:
    """Write into the trail that there is a new person, and what they may do on the platform."""
    allowed = {"starts_surveys": True} if user.starts_surveys else {}
    _record(user, "created", actor=actor, is_superuser=user.is_superuser, **allowed)


@transaction.atomic
def update_user(*, user: User, changed_fields: Sequence[str], actor: User) -> None:
    """Store the changed fields of a person; the trail keeps the values before and after.

    Another email address ends their sessions, and the earlier one is told.
    """
    before = User.objects.select_for_update(no_key=True).get(pk=user.pk)
    user.save(update_fields=changed_fields)
    if user.email != before.email:
        queue_mail(Mail.Kind.ADDRESS_CHANGED, user, address=before.email, asked_by=actor)
    _record(user, "changed", actor=actor, **changed_values(before, user, changed_fields))


@transaction.atomic
def set_password(*, user: User, password: str, actor: User | None) -> None:
    """Store another password of a person, which ends their sessions and is told to them."""
    user.set_password(password)
    user.save(update_fields=["password"])
    record_new_password(user=user, actor=actor)


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
        _record(user, "password_link_asked", actor=actor)
        queue_mail(Mail.Kind.PASSWORD_LINK, user, asked_by=actor)


@transaction.atomic
def tell_of_role(
    *,
    user: User,
    actor: User | None,
    is_given: bool,
    survey: str,
    title: str,
    role: str,
    area: str = "",
) -> None:
    """Have a person told by email of a role in a survey that was given to them, or taken.

    *survey* is its name in addresses, *title* and *area* what people read. Whoever has never
    chosen a password gets a link for it with an invitation. An inactive person is sent nothing.
    """
    if user.is_active:
        about = {"survey": survey, "title": title, "role": role, "area": area}
        kind = Mail.Kind.ROLE_GIVEN if is_given else Mail.Kind.ROLE_TAKEN
        queue_mail(kind, user, asked_by=actor, about=about)


@transaction.atomic
def ask_for_password_link(*, email: str) -> None:
    """Have a link emailed to whoever has an account with this address, asked for by anybody.

    For an address without one a job is sent all the same, which finds nobody to write to: how
    long the answer takes must not tell who has an account. Strangers do this, so the trail, from
    which nothing is ever removed, says nothing of it.
    """
    user = find_user(email=email)
    queue_link_for_anybody(user if user and user.is_active else None)


@transaction.atomic
def record_new_password(*, user: User, actor: User | None) -> None:
    """Write into the trail that a person has another password, and tell them by email."""
    _record(user, "password_changed", actor=actor)
    queue_mail(Mail.Kind.PASSWORD_CHANGED, user)


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
    if changed:
        record_event(
            actor=None,
            action="authenticators.encrypted",
            subject="authenticators:all",
            detail={"count": len(changed)},
        )
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
    _record(user, "second_step_added", actor=user)
    queue_mail(Mail.Kind.SECOND_STEP_ON, user)


@transaction.atomic
def record_second_step_off(*, user: User, actor: User | None) -> None:
    """Write into the trail that two-step sign-in was turned off, and tell its owner by email."""
    _record(user, "second_step_removed", actor=actor)
    queue_mail(Mail.Kind.SECOND_STEP_OFF, user, asked_by=actor)


@transaction.atomic
def record_recovery_codes_made(*, user: User) -> None:
    """Write into the trail that a person has recovery codes, their first or new ones."""
    _record(user, "recovery_codes_made", actor=user)


@transaction.atomic
def tell_of_new_recovery_codes(*, user: User) -> None:
    """Tell a person by email that their earlier recovery codes do not work any more."""
    queue_mail(Mail.Kind.NEW_RECOVERY_CODES, user)


@transaction.atomic
def record_recovery_code_used(*, user: User, left: int) -> None:
    """Write into the trail that a recovery code was used, and how many are *left*."""
    _record(user, "recovery_code_used", actor=user, left=left)


@transaction.atomic
def record_sign_in(*, user: User) -> None:
    _record(user, "signed_in", actor=user)


@transaction.atomic
def record_sign_out(*, user: User) -> None:
    _record(user, "signed_out", actor=user)


@transaction.atomic
def count_failed_attempt(*, user: User | None, kind: FailedAttempts.Kind) -> None:
    """Count a wrong password or code of today; nobody as *user* is an address without account."""
    FailedAttempts.objects.update_or_create(
        user=user,
        kind=kind,
        day=timezone.localdate(),
        defaults={"count": F("count") + 1},
        create_defaults={"count": 1},
    )


@transaction.atomic
def delete_expired_sessions() -> None:
    """Delete what is stored of sessions that have ended; those that go on stay."""
    import_module(settings.SESSION_ENGINE).SessionStore.clear_expired()
