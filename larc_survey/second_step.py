"""Whoever can read answers, or administers the platform, sets up two-step sign-in before all else.

Every page of the staff is behind this without doing anything for it. Open are the pages of
respondents, what the website says about itself, and those on which somebody signs in and out,
chooses a password and sets up the second step.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from allauth.mfa.models import Authenticator
from allauth.mfa.utils import is_mfa_enabled
from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect

from accounts.models import User
from fieldwork.selectors import must_have_second_step
from larc_survey.unavailable import outage_page
from responses.urls import urlpatterns as pages_of_respondents
from responses.views.outage import AWAY

SET_UP = "mfa_activate_totp"
WAYS_IN = frozenset(
    {
        "account_login",
        "account_logout",
        "account_inactive",
        "account_signup",
        "account_reauthenticate",
        "account_change_password",
        "account_set_password",
        "account_reset_password",
        "account_reset_password_done",
        "account_reset_password_from_key",
        "account_reset_password_from_key_done",
        "mfa_authenticate",
        "mfa_reauthenticate",
        "admin:logout",
    }
)
OPEN = (
    WAYS_IN
    | {"front_page", "privacy", "accessibility"}
    | {page.name for page in pages_of_respondents}
)


class SecondStepIsSetUpFirst:
    """Middleware: leads to the set-up of two-step sign-in where it is still missing."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        return self.get_response(request)

    def process_view(
        self, request: HttpRequest, view: Callable[..., HttpResponse], *_arguments: Any
    ) -> HttpResponse | None:
        page = request.resolver_match.view_name if request.resolver_match else ""
        if page in OPEN or not settings.SECOND_STEP_REQUIRED:
            return None
        try:
            is_missing = lacks_second_step(request)
        except AWAY as error:  # nobody hands on what is raised here
            return outage_page(request, error)
        if page == SET_UP:
            request.second_step_is_missing = is_missing  # type: ignore[attr-defined]  # for the page
            return None
        return redirect(SET_UP) if is_missing else None


def lacks_second_step(request: HttpRequest) -> bool:
    user = request.user
    return (
        isinstance(user, User)
        and not is_mfa_enabled(user, [Authenticator.Type.TOTP])
        and must_have_second_step(user)
    )
