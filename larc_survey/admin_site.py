"""The Django admin, behind the sign-in of this project."""

from allauth.account.decorators import secure_admin_login
from django.contrib import admin
from django.utils.decorators import method_decorator
from django.utils.translation import gettext_lazy as _


class AdminSite(admin.AdminSite):
    """For superusers only: `accounts.User.is_staff` says so."""

    site_header = _("LARC Survey administration")
    site_title = site_header

    # Django's own form would let people in without their second step and without a rate limit.
    login = method_decorator(secure_admin_login)(admin.AdminSite.login)
