"""What Django and allauth tell about sign-in, handed on to the actions.

Only who and what is kept: no network address and no browser. Failed attempts are counted by the
day, with neither the password nor an address that belongs to nobody.
"""

from typing import Any

from allauth.account.signals import password_changed, password_reset, password_set
from allauth.mfa.models import Authenticator
from allauth.mfa.signals import (
    authentication_failed,
    authenticator_removed,
    authenticator_used,
)
from django.contrib.auth.signals import user_logged_in, user_logged_out, user_login_failed
from django.db.models.signals import post_save
from django.dispatch import receiver

from accounts.actions import (
    count_failed_attempt,
    keep_sign_in_address,
    record_new_password,
    record_new_user,
    record_recovery_code_used,
    record_recovery_codes_made,
    record_second_step_off,
    record_second_step_on,
    record_sign_in,
    record_sign_out,
)
from accounts.models import FailedAttempts, User
from accounts.selectors import find_user
from accounts.signals import superuser_created


@receiver(post_save, sender=User)
def follow_email_address(
    *, instance: User, raw: bool, update_fields: frozenset[str] | None, **kwargs: Any
) -> None:
    """A signal, because Django's own commands and shells save users without our actions."""
    if not raw and (update_fields is None or "email" in update_fields):
        keep_sign_in_address(user=instance)


@receiver(superuser_created)
def note_superuser(*, user: User, **kwargs: Any) -> None:
    record_new_user(user=user, actor=None)


@receiver(user_logged_in)
def note_sign_in(*, user: User, **kwargs: Any) -> None:
    record_sign_in(user=user)


@receiver(user_logged_out)
def note_sign_out(*, user: User | None, **kwargs: Any) -> None:
    if user:
        record_sign_out(user=user)


@receiver(user_login_failed)
def note_wrong_password(*, credentials: dict[str, Any], **kwargs: Any) -> None:
    email = credentials.get("email") or credentials.get("username") or ""
    count_failed_attempt(user=find_user(email=email), kind=FailedAttempts.Kind.PASSWORD)


@receiver(authentication_failed)
def note_wrong_code(*, user: User, **kwargs: Any) -> None:
    count_failed_attempt(user=user, kind=FailedAttempts.Kind.CODE)


@receiver(authenticator_used)
def note_recovery_code(*, user: User, authenticator: Authenticator, **kwargs: Any) -> None:
    if authenticator.type == Authenticator.Type.RECOVERY_CODES:
        authenticator.refresh_from_db()
        left = len(authenticator.wrap().get_unused_codes())
        record_recovery_code_used(user=user, left=left)


@receiver([password_changed, password_set, password_reset])
def note_new_password(*, user: User, **kwargs: Any) -> None:
    record_new_password(user=user, actor=user)


@receiver(post_save, sender=Authenticator)
def note_new_authenticator(*, instance: Authenticator, created: bool, **kwargs: Any) -> None:
    """A signal of the model: it comes in the transaction of the change, allauth's own after it."""
    if created and instance.type == Authenticator.Type.TOTP:
        record_second_step_on(user=instance.user)
    elif created and instance.type == Authenticator.Type.RECOVERY_CODES:
        record_recovery_codes_made(user=instance.user)


@receiver(authenticator_removed)
def note_second_step_off(*, user: User, authenticator: Authenticator, **kwargs: Any) -> None:
    if authenticator.type == Authenticator.Type.TOTP:
        record_second_step_off(user=user, actor=user)
