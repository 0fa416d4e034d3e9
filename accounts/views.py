"""The pages of allauth on which this project shows or does more than allauth does."""

from __future__ import annotations

from typing import Any

from allauth.account.views import (
    PasswordChangeView,
    PasswordResetFromKeyView,
    PasswordSetView,
)
from allauth.mfa.base.views import IndexView
from allauth.mfa.recovery_codes.views import GenerateRecoveryCodesView
from django.forms import Form
from django.http import HttpResponse

from accounts.actions import tell_of_new_recovery_codes
from accounts.known_browsers import remember_browser
from accounts.selectors import latest_mail_to
from accounts.wording import state_text


class ChangePasswordView(PasswordChangeView):
    def form_valid(self, form: Form) -> HttpResponse:
        response = super().form_valid(form)
        remember_browser(self.request, response, self.request.user)
        return response


class SetPasswordView(PasswordSetView):
    def form_valid(self, form: Form) -> HttpResponse:
        response = super().form_valid(form)
        remember_browser(self.request, response, self.request.user)
        return response


class PasswordLinkView(PasswordResetFromKeyView):
    """Behind a link in an email: whoever reads that mailbox is known in this browser as well."""

    def form_valid(self, form: Form) -> HttpResponse:
        response = super().form_valid(form)
        remember_browser(self.request, response, self.reset_user)
        return response


class YourAccountView(IndexView):
    """Somebody's own account, with how the latest emails to them are getting on."""

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        mails = [(mail, state_text(mail)) for mail in latest_mail_to(self.request.user)]
        return super().get_context_data(mails=mails, **kwargs)


class NewRecoveryCodesView(GenerateRecoveryCodesView):
    def form_valid(self, form: Form) -> HttpResponse:
        response = super().form_valid(form)
        tell_of_new_recovery_codes(user=self.request.user)
        return response
