"""The Django admin, for superusers: setting a survey up, from its authorities to its links.

A survey's page holds its team and takes new areas; an area's page holds its links and its
coordinators. So a role never meets an area that does not fit it, and nothing has to be checked.
"""

from __future__ import annotations

from typing import Any, cast

from django import forms
from django.conf import settings
from django.contrib import admin, messages
from django.contrib.admin.widgets import FilteredSelectMultiple, RelatedFieldWidgetWrapper
from django.core.exceptions import ValidationError
from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.urls import reverse
from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.translation import gettext_lazy as _

from accounts.models import User
from accounts.permissions import PERMISSIONS, Role, roles_of
from fieldwork.actions import (
    add_area,
    add_link,
    add_member,
    change_link,
    remove_member,
    remove_survey_translation,
    save_local_authority,
    save_survey,
    save_survey_translation,
)
from fieldwork.models import (
    Area,
    Link,
    LocalAuthority,
    Membership,
    Survey,
    SurveyTranslation,
)
from questionnaires.languages import languages_of


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
    """What an action refuses when a form is stored is told on the page, opened anew.

    Forms find what is wrong before. This is for what has changed since, such as a first response.
    """

    def changeform_view(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        try:
            return super().changeform_view(request, *args, **kwargs)
        except ValidationError as refusal:
            for sentence in refusal.messages:
                self.message_user(request, sentence, messages.ERROR)
            return HttpResponseRedirect(request.get_full_path())


@admin.register(LocalAuthority)
class LocalAuthorityAdmin(KeptForeverMixin, RefusalToldMixin):
    list_display = ["name", "kind", "region", "ons_code"]
    list_filter = ["kind", "region"]
    search_fields = ["name", "official_name", "ons_code"]

    def save_model(
        self, request: HttpRequest, obj: LocalAuthority, form: forms.ModelForm, change: bool
    ) -> None:
        save_local_authority(actor=signed_in(request), local_authority=obj)


SURVEY_FIELDS: tuple[tuple[Any, Any], ...] = (
    (None, {"fields": ["title", "slug", "organisation", "contact", "version"]}),
    (_("Fieldwork"), {"fields": ["opens_on", "closes_on", "is_demonstration"]}),
    (_("While people answer"), {"fields": ["asks_about_empty_pages"]}),
    (_("What fills the questions"), {"fields": ["since_year", "recent_period"]}),
    (_("After submission"), {"fields": ["thank_you_text", "support_text"]}),
    (_("New areas"), {"fields": ["joining"]}),
)


class SurveyForm(forms.ModelForm):
    """A survey, and the local authorities that join it as areas when it is saved."""

    joining = forms.ModelMultipleChoiceField(
        LocalAuthority.objects.all(),
        label=_("Local authorities to add"),
        required=False,
        widget=RelatedFieldWidgetWrapper(
            FilteredSelectMultiple(_("local authorities"), is_stacked=False),
            cast(Any, Survey.local_authorities).rel,
            admin.site,
            can_add_related=True,
        ),
        help_text=_("Each becomes an area of this survey with a link of its own."),
    )

    class Meta:
        model = Survey
        fields = [name for _heading, group in SURVEY_FIELDS for name in group["fields"]]

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if self.instance.pk is not None:
            joining = cast(forms.ModelMultipleChoiceField, self.fields["joining"])
            joining.queryset = LocalAuthority.objects.exclude(areas__survey=self.instance)


class AreaInline(ReadOnlyMixin, admin.TabularInline):
    model = Area
    fields = ["name", "links_to_hand_out"]
    readonly_fields = ["name", "links_to_hand_out"]

    def get_queryset(self, request: HttpRequest) -> QuerySet[Area]:
        areas = super().get_queryset(request)
        return areas.select_related("local_authority").prefetch_related("links")

    @admin.display(description=_("links and coordinators of"))
    def name(self, area: Area) -> SafeString:
        page = reverse("admin:fieldwork_area_change", args=[area.pk])
        return format_html('<a href="{}">{}</a>', page, area)

    @admin.display(description=_("links"))
    def links_to_hand_out(self, area: Area) -> str:
        return ", ".join(reverse("start", args=[link.code]) for link in area.links.all())


class TranslationInline(admin.StackedInline):
    """A survey's words in further languages of its questionnaire; only where it has some."""

    model = SurveyTranslation
    fields = ["language", *SurveyTranslation.WORDS]
    extra = 0

    def get_formset(self, request: HttpRequest, obj: Survey | None = None, **kwargs: Any) -> Any:
        further = languages_of(obj.version_id)[1:] if obj else ()
        names = [(code, name) for code, name in settings.LANGUAGES if code in further]
        formset = super().get_formset(request, obj, **kwargs)
        # The form is made anew for each formset, so this is the field of this survey alone.
        formset.form.base_fields["language"] = forms.ChoiceField(
            label=_("language"), choices=[("", "---------"), *names]
        )
        return formset


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


class LinkInline(KeptForeverMixin, admin.TabularInline):
    model = Link
    fields = ["channel", "is_active", "address"]
    readonly_fields = ["address"]
    extra = 0

    @admin.display(description=_("link"))
    def address(self, link: Link) -> SafeString | str:
        if not link.code:
            return ""
        return format_html('<a href="{0}">{0}</a>', reverse("start", args=[link.code]))


@admin.register(Survey)
class SurveyAdmin(KeptForeverMixin, RefusalToldMixin):
    form = SurveyForm
    fieldsets = SURVEY_FIELDS
    list_display = ["title", "version", "opens_on", "closes_on"]
    list_select_related = ["version__questionnaire"]
    prepopulated_fields = {"slug": ["title"]}
    search_fields = ["title", "slug"]

    def get_inlines(
        self, request: HttpRequest, obj: Survey | None
    ) -> list[type[admin.options.InlineModelAdmin]]:
        if obj is None:
            return [TeamInline]
        is_translated = len(languages_of(obj.version_id)) > 1
        return [*([TranslationInline] if is_translated else []), TeamInline, AreaInline]

    def get_readonly_fields(self, request: HttpRequest, obj: Survey | None = None) -> list[str]:
        """What people have in their hands, or have answered, stays.

        A page that was opened before anybody had begun still sends the field: then it is judged,
        so that a change is refused with a reason and not passed over.
        """
        if obj is None:
            return []
        always = ("slug", "is_demonstration")
        if not obj.has_responses:
            return [*always]
        sent = request.POST
        kept = (name for name in Survey.STAY_UNDER_RESPONSES if name not in (*always, *sent))
        return [*always, *kept]

    def get_prepopulated_fields(
        self, request: HttpRequest, obj: Survey | None = None
    ) -> dict[str, Any]:
        return {} if obj else dict(self.prepopulated_fields)

    def save_model(
        self, request: HttpRequest, obj: Survey, form: forms.ModelForm, change: bool
    ) -> None:
        save_survey(actor=signed_in(request), survey=obj)

    def save_related(
        self, request: HttpRequest, form: forms.ModelForm, formsets: Any, change: bool
    ) -> None:
        for authority in form.cleaned_data["joining"]:
            add_area(actor=signed_in(request), survey=form.instance, local_authority=authority)
        super().save_related(request, form, formsets, change)

    def save_formset(
        self, request: HttpRequest, form: forms.ModelForm, formset: Any, change: bool
    ) -> None:
        if formset.model is SurveyTranslation:
            save_translations(signed_in(request), formset)
        else:
            save_members(signed_in(request), formset, survey=form.instance)


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


def save_translations(actor: User, formset: Any) -> None:
    """Store the words of a survey that are new or changed, and remove what was removed."""
    for translation in formset.save(commit=False):
        save_survey_translation(actor=actor, translation=translation)
    for translation in formset.deleted_objects:
        remove_survey_translation(actor=actor, translation=translation)


def save_links(actor: User, formset: Any, *, area: Area) -> None:
    """Store new links, each with a code of its own, and what was changed in others."""
    for link in formset.save(commit=False):
        if link.pk is None:
            stored = add_link(actor=actor, area=area, channel=link.channel)
            link.pk, link.code = stored.pk, stored.code
        else:
            change_link(actor=actor, link=link)


def signed_in(request: HttpRequest) -> User:
    """The person at the admin, who is never anonymous there."""
    return cast(User, request.user)
