"""What Django and allauth tell about sign-in, handed on to the actions.

Only who and what is kept: no network address, no browser, and of a failed sign-in neither the
password nor an address that belongs to nobody.
"""

from typing import Any

from allauth.account.signals import password_changed, password_reset, password_set
from allauth.mfa.models import Authenticator
from allauth.mfa.signals import (
    authentication_failed,
    authenticator_added,
    authenticator_removed,
    authenticator_reset,
)
from django.contrib.auth.signals import user_logged_in, user_logged_out, user_login_failed
from django.db.models.signals import post_save
from django.dispatch import receiver

from accounts.actions import keep_sign_in_address, record_event, subject_of
from accounts.models import User
from accounts.selectors import find_user


@receiver(post_save, sender=User)
def follow_email_address(
    *, instance: User, raw: bool, update_fields: frozenset[str] | None, **kwargs: Any
) -> None:
    """A signal, because Django's own commands and shells save users without our actions."""
    if not raw and (update_fields is None or "email" in update_fields):
        keep_sign_in_address(user=instance)


@receiver(user_logged_in)
def record_sign_in(*, user: User, **kwargs: Any) -> None:
    record_event(actor=user, action="user.signed_in", subject=subject_of(user))


@receiver(user_logged_out)
def record_sign_out(*, user: User | None, **kwargs: Any) -> None:
    if user:
        record_event(actor=user, action="user.signed_out", subject=subject_of(user))


@receiver(user_login_failed)
def record_failed_sign_in(*, credentials: dict[str, Any], **kwargs: Any) -> None:
    email = credentials.get("email") or credentials.get("username") or ""
    subject = subject_of(find_user(email=email))
    record_event(actor=None, action="user.sign_in_failed", subject=subject)


@receiver(authentication_failed)
def record_failed_second_step(*, user: User, **kwargs: Any) -> None:
    record_event(actor=None, action="user.second_step_failed", subject=subject_of(user))


@receiver([password_changed, password_set, password_reset])
def record_new_password(*, user: User, **kwargs: Any) -> None:
    record_event(actor=user, action="user.password_changed", subject=subject_of(user))


@receiver(authenticator_added)
def record_second_step_added(*, user: User, authenticator: Authenticator, **kwargs: Any) -> None:
    if authenticator.type == Authenticator.Type.TOTP:
        record_event(actor=user, action="user.second_step_added", subject=subject_of(user))


@receiver(authenticator_removed)
def record_second_step_removed(*, user: User, authenticator: Authenticator, **kwargs: Any) -> None:
    if authenticator.type == Authenticator.Type.TOTP:
        record_event(actor=user, action="user.second_step_removed", subject=subject_of(user))


@receiver(authenticator_reset)
def record_recovery_codes_renewed(*, user: User, **kwargs: Any) -> None:
    record_event(actor=user, action="user.recovery_codes_renewed", subject=subject_of(user))
