"""Every write about people: their accounts, and the audit trail of what the staff do."""

from collections.abc import Mapping, Sequence
from typing import Any

from allauth.account.forms import ResetPasswordForm
from allauth.account.models import EmailAddress
from allauth.mfa.models import Authenticator
from django.db import transaction
from django.http import HttpRequest

from accounts.models import AuditEvent, User


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
    """Store the changed fields of a person; the trail names the fields, not their values."""
    user.save(update_fields=changed_fields)
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
def send_password_link(*, user: User, actor: User, request: HttpRequest) -> None:
    """Email a link to choose a password, once the transaction is through.

    The request only lends the address of the site. An inactive person is sent nothing.
    """
    form = ResetPasswordForm({"email": user.email})
    if not form.is_valid() or not user.is_active:
        return
    record_event(actor=actor, action="user.password_link_sent", subject=subject_of(user))
    transaction.on_commit(lambda: form.save(request))


@transaction.atomic
def remove_second_step(*, user: User, actor: User) -> bool:
    """Turn off two-step sign-in for someone who lost their phone; whether it was on."""
    deleted, _ = Authenticator.objects.filter(user=user).delete()
    if deleted:
        record_event(actor=actor, action="user.second_step_removed", subject=subject_of(user))
    return bool(deleted)


def subject_of(user: User | None) -> str:
    """How the audit trail names a person; ``user:unknown`` for an address without account."""
    return f"user:{user.pk if user else 'unknown'}"
