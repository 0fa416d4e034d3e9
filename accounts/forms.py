"""allauth's forms in our words, and without placeholders: a label that vanishes is no label."""

import logging
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any, ClassVar

from allauth.account import forms as account_forms
from allauth.core import context
from allauth.mfa.base import forms as mfa_forms
from allauth.mfa.totp import forms as totp_forms
from allauth.mfa.totp.internal.auth import SECRET_SESSION_KEY
from cryptography.fernet import InvalidToken
from django import forms
from django.http import HttpRequest
from django.utils.translation import gettext_lazy as _

from accounts.actions import ask_for_password_link
from accounts.encryption import decrypt, encrypt
from accounts.models import User
from accounts.throttle import CODE, PASSWORD_LINK, count_attempt, password_attempt

if TYPE_CHECKING:
    from django_stubs_ext import StrOrPromise

logger = logging.getLogger(__name__)


@dataclass(frozen=True)
class Wording:
    """The words of one field, and the HTML attributes that help to fill it in.

    Without a hint the field keeps the one of allauth: for a new password, what it has to be like.
    """

    label: "StrOrPromise"
    missing: "StrOrPromise"
    hint: "StrOrPromise | None" = None
    attributes: Mapping[str, str] = field(default_factory=dict)

    def apply_to(self, form_field: forms.Field) -> None:
        form_field.label = self.label
        form_field.error_messages["required"] = self.missing
        if self.hint is not None:
            form_field.help_text = self.hint
        form_field.widget.attrs.pop("placeholder", None)
        form_field.widget.attrs.update(self.attributes)


EMAIL_ADDRESS = Wording(
    label=_("Email address"),
    missing=_("Enter your email address."),
    attributes={"autocomplete": "username", "spellcheck": "false"},
)
# Here allauth's hint is a link to reset the password; the pages have it after their button, where
# it does not stand in the way of the keyboard.
PASSWORD = Wording(label=_("Password"), missing=_("Enter your password."), hint="")
CURRENT_PASSWORD = Wording(
    label=_("Current password"), missing=_("Enter your current password."), hint=""
)
NEW_PASSWORD = Wording(label=_("New password"), missing=_("Enter a new password."))
NEW_PASSWORD_AGAIN = Wording(
    label=_("New password again"), missing=_("Enter the new password a second time.")
)
APP_OR_RECOVERY_CODE = Wording(
    label=_("Code"),
    missing=_("Enter a code."),
    hint=_("The 6 digits in your authenticator app, or one of your recovery codes."),
    attributes={"inputmode": "numeric", "spellcheck": "false"},
)
APP_CODE = Wording(
    label=_("Code"),
    missing=_("Enter the code that your authenticator app shows."),
    hint=_("The 6 digits that your authenticator app shows now."),
    attributes={"inputmode": "numeric", "spellcheck": "false"},
)


UNREADABLE = _(
    "Codes of your app cannot be checked any more. Ask an administrator to turn two-step sign-in "
    "off for you."
)


class WordedForm(forms.Form):
    """Puts our wording into a form of allauth, by the name of its fields."""

    wording: ClassVar[Mapping[str, Wording]] = {}

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for name, wording in self.wording.items():
            wording.apply_to(self.fields[name])


class SignInForm(WordedForm, account_forms.LoginForm):
    wording = {"login": EMAIL_ADDRESS, "password": PASSWORD}


class ConfirmPasswordForm(WordedForm, account_forms.ReauthenticateForm):
    wording = {"password": PASSWORD}


class ForgottenPasswordForm(WordedForm, account_forms.ResetPasswordForm):
    wording = {"email": EMAIL_ADDRESS}

    def save(self, request: HttpRequest, **kwargs: Any) -> str:
        email: str = self.cleaned_data["email"]
        count_attempt(request, PASSWORD_LINK, email=email)
        ask_for_password_link(email=email)
        return email


class ResetPasswordForm(WordedForm, account_forms.ResetPasswordKeyForm):
    wording = {"password1": NEW_PASSWORD, "password2": NEW_PASSWORD_AGAIN}


class ChangePasswordForm(WordedForm, account_forms.ChangePasswordForm):
    wording = {
        "oldpassword": CURRENT_PASSWORD,
        "password1": NEW_PASSWORD,
        "password2": NEW_PASSWORD_AGAIN,
    }

    def clean_oldpassword(self) -> str:
        with password_attempt(context.request, email=self.user.email) as attempt:
            password: str = super().clean_oldpassword()
            attempt.was_right()
        return password


class SetPasswordForm(WordedForm, account_forms.SetPasswordForm):
    wording = {"password1": NEW_PASSWORD, "password2": NEW_PASSWORD_AGAIN}


class CountedCodeForm(WordedForm):
    """Counts each code that is tried, before allauth looks at it."""

    user: User

    def clean_code(self) -> str:
        attempt = count_attempt(context.request, CODE, email=self.user.email)
        try:
            code: str = super().clean_code()  # type: ignore[misc]  # allauth's, behind in the order
        except InvalidToken:
            logger.error("A second step is encrypted under a key that is not set.")
            raise forms.ValidationError(UNREADABLE) from None
        attempt.was_right()
        return code


class SecondStepForm(CountedCodeForm, mfa_forms.AuthenticateForm):
    wording = {"code": APP_OR_RECOVERY_CODE}


class ConfirmSecondStepForm(CountedCodeForm, mfa_forms.ReauthenticateForm):
    wording = {"code": APP_OR_RECOVERY_CODE}


class ActivateSecondStepForm(CountedCodeForm, totp_forms.ActivateTOTPForm):
    wording = {"code": APP_CODE}
    secret: str

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        """Keep the new secret encrypted in the session, which is stored as well."""
        super().__init__(*args, **kwargs)
        self.secret = decrypt(self.secret)
        context.request.session[SECRET_SESSION_KEY] = encrypt(self.secret)
