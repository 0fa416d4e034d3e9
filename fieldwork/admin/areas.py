"""Local authorities, and the areas that they become in surveys, with their links."""

from __future__ import annotations

from typing import Any

from django import forms
from django.contrib import admin
from django.http import HttpRequest
from django.urls import reverse
from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.translation import gettext_lazy as _

from accounts.models import User
from fieldwork.actions import (
    add_link,
    change_link,
    save_local_authority,
)
from fieldwork.admin.members import CoordinatorInline, save_members
from fieldwork.admin.mixins import KeptForeverMixin, RefusalToldMixin, signed_in
from fieldwork.models import (
    Area,
    Link,
    LocalAuthority,
    Membership,
)


@admin.register(LocalAuthority)
class LocalAuthorityAdmin(KeptForeverMixin, RefusalToldMixin):
    list_display = ["name", "kind", "region", "ons_code"]
    list_filter = ["kind", "region"]
    search_fields = ["name", "official_name", "ons_code"]

    def save_model(
        self, request: HttpRequest, obj: LocalAuthority, form: forms.ModelForm, change: bool
    ) -> None:
        save_local_authority(actor=signed_in(request), local_authority=obj)


class LinkInline(KeptForeverMixin, admin.TabularInline):
    model = Link
    fields = ["channel", "is_active", "takes_newcomers", "address"]
    readonly_fields = ["address"]
    extra = 0

    @admin.display(description=_("link"))
    def address(self, link: Link) -> SafeString | str:
        if not link.code:
            return ""
        return format_html('<a href="{0}">{0}</a>', reverse("start", args=[link.code]))


@admin.register(Area)
class AreaAdmin(KeptForeverMixin, RefusalToldMixin):
    """Links and coordinators of an area, which joins its survey on the survey's page."""

    fields = ["survey", "local_authority"]
    readonly_fields = ["survey", "local_authority"]
    inlines = [LinkInline, CoordinatorInline]
    list_display = ["local_authority", "survey"]
    list_filter = ["survey"]
    list_select_related = ["survey", "local_authority"]
    search_fields = ["local_authority__name", "links__code"]

    def has_add_permission(self, request: HttpRequest) -> bool:
        return False

    def save_model(
        self, request: HttpRequest, obj: Area, form: forms.ModelForm, change: bool
    ) -> None:
        """Nothing of the area itself can be changed."""

    def save_formset(
        self, request: HttpRequest, form: forms.ModelForm, formset: Any, change: bool
    ) -> None:
        area: Area = form.instance
        if formset.model is Membership:
            save_members(signed_in(request), formset, survey=area.survey, area=area)
        else:
            save_links(signed_in(request), formset, area=area)


def save_links(actor: User, formset: Any, *, area: Area) -> None:
    """Store new links, each with a code of its own, and what was changed in others."""
    for link in formset.save(commit=False):
        if link.pk is None:
            stored = add_link(actor=actor, area=area, channel=link.channel)
            link.pk, link.code = stored.pk, stored.code
        else:
            change_link(actor=actor, link=link)
