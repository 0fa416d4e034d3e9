"""The Django admin, behind the sign-in of this project."""

from __future__ import annotations

from collections.abc import Callable
from functools import wraps
from typing import Any, TypeVar, cast

from allauth.account.decorators import secure_admin_login
from django.contrib import admin
from django.core.exceptions import BadRequest, FieldDoesNotExist
from django.db import DataError
from django.http import HttpRequest
from django.http.response import HttpResponseBase
from django.utils.decorators import method_decorator
from django.utils.translation import gettext_lazy as _

Page = TypeVar("Page", bound=Callable[..., HttpResponseBase])

OF_PARAMETERS = (DataError, FieldDoesNotExist, OverflowError)
"""What Django's admin lets through of parameters that name no field, or no value of one."""


class AdminSite(admin.AdminSite):
    """For superusers only: `accounts.User.is_staff` says so."""

    site_header = _("LARC Survey administration")
    site_title = site_header

    # Django's own form would let people in without their second step and without a rate limit.
    login = method_decorator(secure_admin_login)(admin.AdminSite.login)

    def admin_view(self, view: Page, cacheable: bool = False) -> Page:
        return super().admin_view(refusing_parameters(view), cacheable)


def refusing_parameters(view: Page) -> Page:
    """Refuse a request of whose parameters *view* can make nothing, rather than fail on them."""

    @wraps(view)
    def wrapped(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        try:
            return view(request, *args, **kwargs)
        except OF_PARAMETERS as error:
            if not request.GET:
                raise
            raise BadRequest from error

    return cast(Page, wrapped)
