"""The pages of allauth on which this project shows or does more than allauth does."""

from __future__ import annotations

from typing import Any

from allauth.mfa.base.views import IndexView
from allauth.mfa.recovery_codes.views import GenerateRecoveryCodesView
from django.forms import Form
from django.http import HttpResponse

from accounts.actions import tell_of_new_recovery_codes
from accounts.selectors import latest_mail_to
from accounts.wording import state_text


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
