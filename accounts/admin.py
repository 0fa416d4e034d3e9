"""The Django admin, for superusers only: people, and the audit trail to read."""

from typing import Any, cast

import allauth.account.admin
import allauth.mfa.admin  # noqa: F401
import django.contrib.auth.admin  # noqa: F401
from allauth.account.models import EmailAddress
from allauth.mfa.models import Authenticator
from django import forms
from django.contrib import admin
from django.contrib.auth import update_session_auth_hash
from django.contrib.auth.models import Group
from django.db.models import QuerySet
from django.http import HttpRequest
from django.utils.html import format_html_join
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext

from accounts.actions import create_user, remove_second_step, send_password_link, update_user
from accounts.models import AuditEvent, FailedAttempts, Mail, User
from accounts.selectors import latest_mail_to
from accounts.wording import actor_text, detail_text, state_text, subject_text

# Not edited by hand: an address follows its person, a second step is removed by the action
# below, and groups decide nothing here. The imports above make sure that they are registered.
admin.site.unregister([EmailAddress, Authenticator, Group])


class ReadOnlyMixin(admin.options.BaseModelAdmin):
    """To read, and nothing else."""

    def has_add_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return False

    def has_change_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return False

    def has_delete_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return False


class UserForm(forms.ModelForm):
    class Meta:
        model = User
        fields = ["name", "email", "is_active", "starts_surveys", "is_superuser"]
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
        return [*own_access, "date_joined", "last_login", "latest_emails"]

    @admin.display(description=_("latest emails"))
    def latest_emails(self, user: User) -> SafeString:
        lines = ((mail, state_text(mail)) for mail in latest_mail_to(user))
        return (
            format_html_join(mark_safe("<br>"), "{}. {}", lines) or self.get_empty_value_display()
        )

    def has_delete_permission(self, request: HttpRequest, obj: User | None = None) -> bool:
        """People who leave are made inactive: the audit trail goes on naming them."""
        return False

    def save_model(
        self, request: HttpRequest, obj: User, form: forms.ModelForm, change: bool
    ) -> None:
        actor = signed_in(request)
        if change:
            update_user(user=obj, changed_fields=form.changed_data, actor=actor)
            if obj == actor:
                # Their own session goes on where another address ends all others.
                update_session_auth_hash(request, obj)
            return
        user = create_user(
            email=obj.email,
            name=obj.name,
            is_superuser=obj.is_superuser,
            starts_surveys=obj.starts_surveys,
            actor=actor,
        )
        send_password_link(user=user, actor=actor)
        obj.pk = user.pk
        self.message_user(
            request,
            _("A link to choose a password is on its way. Their page says whether it was sent."),
        )

    @admin.action(description=_("Email a link to choose a new password"))
    def send_password_links(self, request: HttpRequest, people: QuerySet[User]) -> None:
        active = people.filter(is_active=True)
        for user in active:
            send_password_link(user=user, actor=signed_in(request))
        self.message_user(
            request,
            ngettext(
                "A link to %d person is on its way. Under “Emails” you see whether it was sent.",
                "Links to %d people are on their way. Under “Emails” you see which were sent.",
                len(active),
            )
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


@admin.register(Mail)
class MailAdmin(ReadOnlyMixin, admin.ModelAdmin):
    """Emails of the last months, to see which were sent and why others were not."""

    list_display = ["kind", "address", "asked_at", "asked_by", "state"]
    fields = ["kind", "address", "asked_at", "asked_by", "state"]
    list_filter = ["status", "kind"]
    list_select_related = ["asked_by"]
    search_fields = ["address", "user__name"]

    def get_queryset(self, request: HttpRequest) -> QuerySet[Mail]:
        return super().get_queryset(request).filter(user__isnull=False)

    @admin.display(description=_("state"))
    def state(self, mail: Mail) -> str:
        return state_text(mail)


@admin.register(AuditEvent)
class AuditEventAdmin(ReadOnlyMixin, admin.ModelAdmin):
    """The audit trail, to read."""

    fields = ["at", "who", "action", "subject", "name", "what_changed"]
    list_display = ["at", "who", "action", "on_what", "what_changed"]
    list_filter = [("action", admin.AllValuesFieldListFilter), "origin"]
    list_select_related = ["actor"]
    search_fields = ["subject", "name", "actor__name", "actor__email"]
    date_hierarchy = "at"

    @admin.display(description=_("who"), ordering="actor__name")
    def who(self, event: AuditEvent) -> str:
        return actor_text(event)

    @admin.display(description=_("on what"), ordering="subject")
    def on_what(self, event: AuditEvent) -> str:
        return subject_text(event)

    @admin.display(description=_("what changed"))
    def what_changed(self, event: AuditEvent) -> str:
        return detail_text(event)


@admin.register(FailedAttempts)
class FailedAttemptsAdmin(ReadOnlyMixin, admin.ModelAdmin):
    """Wrong passwords and codes: how many each day, for whom."""

    list_display = ["day", "person", "kind", "count"]
    list_filter = ["kind"]
    list_select_related = ["user"]
    search_fields = ["user__name", "user__email"]
    date_hierarchy = "day"

    @admin.display(description=_("person"), ordering="user__name")
    def person(self, attempts: FailedAttempts) -> str:
        user = attempts.user
        return user.name_and_address if user else str(_("addresses without account"))


def signed_in(request: HttpRequest) -> User:
    """The person at the admin, who is never anonymous there."""
    return cast(User, request.user)
