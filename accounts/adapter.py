"""Where this project decides differently from allauth."""

from typing import Any

from allauth.account.adapter import DefaultAccountAdapter
from allauth.mfa.adapter import DefaultMFAAdapter
from django.http import HttpRequest, HttpResponse
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from accounts.encryption import decrypt, encrypt
from accounts.known_browsers import remember_browser
from accounts.models import User
from accounts.throttle import password_attempt

WRONG_CODE = _("This code does not work. Enter the one that your authenticator app shows now.")


class AccountAdapter(DefaultAccountAdapter):
    """Accounts are given by administrators, and an error says what to do."""

    error_messages = DefaultAccountAdapter.error_messages | {
        "email_password_mismatch": _("The email address or the password is not right."),
        "enter_current_password": _("This is not your current password."),
        "incorrect_password": _("This is not your password."),
    }

    def is_open_for_signup(self, request: HttpRequest) -> bool:
        return False

    def authenticate(self, request: HttpRequest, **credentials: Any) -> User | None:
        """Whose password this is, at sign-in and where somebody confirms that it is they."""
        with password_attempt(request, email=credentials["email"]) as attempt:
            user: User | None = super().authenticate(request, **credentials)
            if user:
                attempt.was_right()
        return user

    def post_login(self, request: HttpRequest, user: User, **details: Any) -> HttpResponse:
        response: HttpResponse = super().post_login(request, user, **details)
        remember_browser(request, response, user)
        return response

    def get_client_ip(self, request: HttpRequest) -> str:
        """One name for all: nobody's address is looked at, whatever a proxy passes on."""
        return "site"

    def send_mail(self, template_prefix: str, email: str, context: dict[str, Any]) -> None:
        """Refuse what would be sent in a request; `accounts.actions` has a job send it instead."""
        raise NotImplementedError(template_prefix)

    def get_password_change_redirect_url(self, request: HttpRequest) -> str:
        return reverse("mfa_index")


class SecondStepAdapter(DefaultMFAAdapter):
    """Encrypts what it stores, and renders the QR code so that it can stand inside an HTML page."""

    error_messages = DefaultMFAAdapter.error_messages | {"incorrect_code": WRONG_CODE}

    def encrypt(self, text: str) -> str:
        return encrypt(text)

    def decrypt(self, encrypted_text: str) -> str:
        return decrypt(encrypted_text)

    def build_totp_svg(self, url: str) -> str:
        """An ``<svg>`` element, without the XML declaration that HTML does not allow."""
        return super().build_totp_svg(url).partition("?>")[2].strip()
