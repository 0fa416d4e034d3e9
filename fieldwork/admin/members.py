"""Who works on a survey: its team, and the coordinators of its areas."""

from __future__ import annotations

from typing import Any

from django import forms
from django.contrib import admin
from django.db.models import QuerySet
from django.http import HttpRequest
from django.utils.translation import gettext_lazy as _

from accounts.models import User
from accounts.permissions import PERMISSIONS, Role, roles_of
from fieldwork.actions import (
    add_member,
    remove_member,
)
from fieldwork.admin.mixins import ReadOnlyMixin
from fieldwork.models import (
    Area,
    Membership,
    Survey,
)


class MembershipInline(admin.TabularInline):
    """People in some roles; a membership is added or removed, never changed."""

    model = Membership
    extra = 0

    def has_change_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return False


class TeamInline(MembershipInline):
    fields = ["user", "role"]
    verbose_name = _("member of the team")
    verbose_name_plural = _("team")

    def get_queryset(self, request: HttpRequest) -> QuerySet[Membership]:
        return super().get_queryset(request).filter(area=None)

    def formfield_for_choice_field(
        self, db_field: Any, request: HttpRequest, **kwargs: Any
    ) -> forms.TypedChoiceField | None:
        # A role that may do nothing yet is nothing to choose.
        offered = [role for role in roles_of(in_one_area=False) if PERMISSIONS[role].verbs]
        kwargs["choices"] = [(role, role.label) for role in offered]
        return super().formfield_for_choice_field(db_field, request, **kwargs)


class CoordinatorInline(MembershipInline):
    fields = ["user"]
    verbose_name = _("coordinator")
    verbose_name_plural = _("coordinators")

    def get_queryset(self, request: HttpRequest) -> QuerySet[Membership]:
        return super().get_queryset(request).filter(role=Role.COORDINATOR)


@admin.register(Membership)
class MembershipAdmin(ReadOnlyMixin, admin.ModelAdmin):
    """Who may do what, to look up."""

    list_display = ["user", "role", "survey", "area"]
    list_filter = ["role", "survey"]
    list_select_related = ["user", "survey", "area__local_authority"]
    search_fields = ["user__name", "user__email"]


def save_members(actor: User, formset: Any, *, survey: Survey, area: Area | None = None) -> None:
    """Store who was added and removed; with an *area*, they are its coordinators."""
    for membership in formset.save(commit=False):
        stored = add_member(
            actor=actor,
            user=membership.user,
            survey=survey,
            role=Role.COORDINATOR if area else Role(membership.role),
            area=area,
        )
        membership.pk = stored.pk
    for membership in formset.deleted_objects:
        remove_member(actor=actor, membership=membership)
