"""Signing in, passwords and two-step sign-in: those pages of allauth that this project offers.

allauth's own list is not included whole. An administrator sets a person's email address, so its
pages to add, change and confirm addresses do not exist here; neither does signing in by a code
in an email. The names are allauth's, because its views look each other up by them.
"""

from allauth.account import views as sign_in
from allauth.mfa.base import views as second_step
from allauth.mfa.recovery_codes import views as recovery_codes
from allauth.mfa.totp import views as totp
from django.urls import URLPattern, path, re_path

from accounts.decorators import View, all_or_nothing
from accounts.views import (
    ChangePasswordView,
    NewRecoveryCodesView,
    PasswordLinkView,
    SetPasswordView,
    YourAccountView,
)


def page(route: str, view: View, name: str) -> URLPattern:
    return path(route, all_or_nothing(view), name=name)


urlpatterns = [
    page("sign-in/", sign_in.login, "account_login"),
    page("sign-out/", sign_in.logout, "account_logout"),
    page("inactive/", sign_in.account_inactive, "account_inactive"),
    # Closed by the adapter; the page says who gives accounts.
    page("sign-up/", sign_in.signup, "account_signup"),
    page("confirm/", sign_in.reauthenticate, "account_reauthenticate"),
    page("password/change/", ChangePasswordView.as_view(), "account_change_password"),
    page("password/set/", SetPasswordView.as_view(), "account_set_password"),
    page("password/reset/", sign_in.password_reset, "account_reset_password"),
    page("password/reset/sent/", sign_in.password_reset_done, "account_reset_password_done"),
    page(
        "password/reset/done/",
        sign_in.password_reset_from_key_done,
        "account_reset_password_from_key_done",
    ),
    re_path(
        r"^password/reset/(?P<uidb36>[0-9A-Za-z]+)-(?P<key>.+)/$",
        all_or_nothing(PasswordLinkView.as_view()),
        name="account_reset_password_from_key",
    ),
    page("two-step/", YourAccountView.as_view(), "mfa_index"),
    page("two-step/authenticate/", second_step.authenticate, "mfa_authenticate"),
    page("two-step/reauthenticate/", second_step.reauthenticate, "mfa_reauthenticate"),
    page("two-step/totp/activate/", totp.activate_totp, "mfa_activate_totp"),
    page("two-step/totp/deactivate/", totp.deactivate_totp, "mfa_deactivate_totp"),
    page("two-step/recovery-codes/", recovery_codes.view_recovery_codes, "mfa_view_recovery_codes"),
    page(
        "two-step/recovery-codes/generate/",
        NewRecoveryCodesView.as_view(),
        "mfa_generate_recovery_codes",
    ),
    page(
        "two-step/recovery-codes/download/",
        recovery_codes.download_recovery_codes,
        "mfa_download_recovery_codes",
    ),
]
