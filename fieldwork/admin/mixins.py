"""What several pages of the admin have in common."""

from __future__ import annotations

from typing import Any, cast

from django.contrib import admin, messages
from django.core.exceptions import ValidationError
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect

from accounts.models import User


class KeptForeverMixin(admin.options.BaseModelAdmin):
    """Responses hang on it, so it is never deleted here."""

    def has_delete_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return False


class ReadOnlyMixin(KeptForeverMixin):
    def has_add_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return False

    def has_change_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return False


class RefusalToldMixin(admin.ModelAdmin):
    """What an action refuses when a form is stored is told on the page, opened again.

    Forms find what is wrong before. This is for what has changed since, such as a first response.
    """

    def changeform_view(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        try:
            return super().changeform_view(request, *args, **kwargs)
        except ValidationError as refusal:
            for sentence in refusal.messages:
                self.message_user(request, sentence, messages.ERROR)
            return HttpResponseRedirect(request.get_full_path())


def signed_in(request: HttpRequest) -> User:
    """The person at the admin, who is never anonymous there."""
    return cast(User, request.user)
