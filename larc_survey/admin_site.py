"""The Django admin, behind the sign-in of this project."""

from __future__ import annotations

from collections.abc import Callable
from functools import wraps
from typing import Any, TypeVar, cast

from allauth.account.decorators import secure_admin_login
from django.contrib import admin
from django.core.exceptions import BadRequest, FieldDoesNotExist
from django.db import DataError
from django.http import Http404, HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.utils.translation import gettext_lazy as _

Page = TypeVar("Page", bound=Callable[..., HttpResponseBase])

OF_PARAMETERS = (DataError, FieldDoesNotExist, OverflowError)
"""What Django's admin lets through of parameters that name no field, or no value of one."""


class AdminSite(admin.AdminSite):
    """For superusers only: `accounts.User.is_staff` says so. For others who are signed in there is
    no such page."""

    site_header = _("LARC Survey administration")
    site_title = site_header

    def login(
        self, request: HttpRequest, extra_context: dict[str, Any] | None = None
    ) -> HttpResponse:
        """Lead to the sign-in of this project.

        Django's own form would let people in without their second step and without a rate limit.
        """
        self._hide_from_others(request)
        page: HttpResponse = secure_admin_login(super().login)(request, extra_context)
        return page

    def admin_view(self, view: Page, cacheable: bool = False) -> Page:
        shown = super().admin_view(refusing_parameters(view), cacheable)

        @wraps(shown)
        def wrapped(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
            self._hide_from_others(request)
            return shown(request, *args, **kwargs)

        return cast(Page, wrapped)

    def _hide_from_others(self, request: HttpRequest) -> None:
        if request.user.is_authenticated and not self.has_permission(request):
            raise Http404


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
