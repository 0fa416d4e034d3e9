"""The Django admin, for superusers only: people, and the audit trail to read."""

from typing import Any, cast

import allauth.account.admin
import allauth.mfa.admin  # noqa: F401
import django.contrib.auth.admin  # noqa: F401
from allauth.account.models import EmailAddress
from allauth.mfa.models import Authenticator
from django import forms
from django.contrib import admin
from django.contrib.auth.models import Group
from django.db.models import QuerySet
from django.http import HttpRequest
from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext

from accounts.actions import create_user, remove_second_step, send_password_link, update_user
from accounts.models import AuditEvent, User

# Not edited by hand: an address follows its person, a second step is removed by the action
# below, and groups decide nothing here. The imports above make sure that they are registered.
admin.site.unregister([EmailAddress, Authenticator, Group])


class UserForm(forms.ModelForm):
    class Meta:
        model = User
        fields = ["name", "email", "is_active", "is_superuser"]
        labels = {"is_superuser": _("Administrator")}
        help_texts = {"is_superuser": _("May use these administration pages.")}


@admin.register(User)
class UserAdmin(admin.ModelAdmin):
    """People. A new person is emailed a link to choose a password, so nobody else knows it."""

    form = UserForm
    list_display = ["name", "email", "is_active", "is_superuser", "last_login"]
    list_filter = ["is_active", "is_superuser"]
    search_fields = ["name", "email"]
    actions = ["send_password_links", "remove_second_steps"]

    def get_exclude(self, request: HttpRequest, obj: User | None = None) -> list[str]:
        return [] if obj else ["is_active"]

    def get_readonly_fields(self, request: HttpRequest, obj: User | None = None) -> list[str]:
        """Nobody can shut themselves out by a wrong tick."""
        if obj is None:
            return []
        own_access = ["is_active", "is_superuser"] if obj == request.user else []
        return [*own_access, "date_joined", "last_login"]

    def has_delete_permission(self, request: HttpRequest, obj: User | None = None) -> bool:
        """People who leave are made inactive: the audit trail goes on naming them."""
        return False

    def save_model(
        self, request: HttpRequest, obj: User, form: forms.ModelForm, change: bool
    ) -> None:
        actor = signed_in(request)
        if change:
            update_user(user=obj, changed_fields=form.changed_data, actor=actor)
            return
        user = create_user(
            email=obj.email, name=obj.name, is_superuser=obj.is_superuser, actor=actor
        )
        send_password_link(user=user, actor=actor, request=request)
        obj.pk = user.pk

    @admin.action(description=_("Email a link to choose a new password"))
    def send_password_links(self, request: HttpRequest, people: QuerySet[User]) -> None:
        active = people.filter(is_active=True)
        for user in active:
            send_password_link(user=user, actor=signed_in(request), request=request)
        self.message_user(
            request,
            ngettext("Sent a link to %d person.", "Sent a link to %d people.", len(active))
            % len(active),
        )

    @admin.action(description=_("Turn off two-step sign-in (phone lost)"))
    def remove_second_steps(self, request: HttpRequest, people: QuerySet[User]) -> None:
        actor = signed_in(request)
        count = sum(remove_second_step(user=user, actor=actor) for user in people)
        self.message_user(
            request,
            ngettext(
                "Two-step sign-in is now off for %d person.",
                "Two-step sign-in is now off for %d people.",
                count,
            )
            % count,
        )


@admin.register(AuditEvent)
class AuditEventAdmin(admin.ModelAdmin):
    """The audit trail, to read."""

    list_display = ["at", "actor", "action", "subject"]
    list_filter = [("action", admin.AllValuesFieldListFilter)]
    list_select_related = ["actor"]
    search_fields = ["subject", "actor__name", "actor__email"]
    date_hierarchy = "at"

    def has_add_permission(self, request: HttpRequest) -> bool:
        return False

    def has_change_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return False

    def has_delete_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return False


def signed_in(request: HttpRequest) -> User:
    """The person at the admin, who is never anonymous there."""
    return cast(User, request.user)
