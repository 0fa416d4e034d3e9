"""The Django admin, for superusers: which questionnaires there are, to read.

A questionnaire is written in a definition file, and published by a command that checks it.
"""

from __future__ import annotations

from typing import Any

from django.contrib import admin
from django.http import HttpRequest

from questionnaires.models import Questionnaire, Version


class ReadOnlyMixin(admin.options.BaseModelAdmin):
    def has_add_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return False

    def has_change_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return False

    def has_delete_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return False


class VersionInline(ReadOnlyMixin, admin.TabularInline):
    model = Version
    fields = ["number", "title", "language", "status", "published_at"]


@admin.register(Questionnaire)
class QuestionnaireAdmin(ReadOnlyMixin, admin.ModelAdmin):
    inlines = [VersionInline]
    list_display = ["slug"]


@admin.register(Version)
class VersionAdmin(ReadOnlyMixin, admin.ModelAdmin):
    fields = ["questionnaire", "number", "title", "language", "status", "published_at"]
    list_display = ["title", "questionnaire", "number", "status", "published_at"]
    list_filter = ["status"]
    list_select_related = ["questionnaire"]
