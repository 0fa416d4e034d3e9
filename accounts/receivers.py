"""What Django and allauth tell about sign-in, handed on to the actions.

Only who and what is kept: no network address, no browser, and of a failed sign-in neither the
password nor an address that belongs to nobody.
"""

from typing import Any

from allauth.account.signals import password_changed, password_reset, password_set
from allauth.mfa.models import Authenticator
from allauth.mfa.signals import authentication_failed, authenticator_removed
from django.contrib.auth.signals import user_logged_in, user_logged_out, user_login_failed
from django.db.models.signals import post_save
from django.dispatch import receiver

from accounts.actions import (
    keep_sign_in_address,
    record_event,
    record_new_password,
    record_recovery_codes_made,
    record_second_step_off,
    record_second_step_on,
    subject_of,
)
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
def note_new_password(*, user: User, **kwargs: Any) -> None:
    record_new_password(user=user, actor=user)


@receiver(post_save, sender=Authenticator)
def note_new_authenticator(*, instance: Authenticator, created: bool, **kwargs: Any) -> None:
    """A signal of the model: it comes in the transaction of the deed, allauth's own after it."""
    if created and instance.type == Authenticator.Type.TOTP:
        record_second_step_on(user=instance.user)
    elif created and instance.type == Authenticator.Type.RECOVERY_CODES:
        record_recovery_codes_made(user=instance.user)


@receiver(authenticator_removed)
def note_second_step_off(*, user: User, authenticator: Authenticator, **kwargs: Any) -> None:
    if authenticator.type == Authenticator.Type.TOTP:
        record_second_step_off(user=user, actor=user)
