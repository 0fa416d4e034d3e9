"""Surveys, with their team, their areas and their words in further languages."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any, cast

from django import forms
from django.conf import settings
from django.contrib import admin
from django.contrib.admin.widgets import FilteredSelectMultiple, RelatedFieldWidgetWrapper
from django.db.models import QuerySet
from django.http import HttpRequest
from django.urls import reverse
from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.translation import gettext_lazy as _

from accounts.models import User
from fieldwork.actions import (
    add_area,
    remove_survey_translation,
    save_survey,
    save_survey_translation,
)
from fieldwork.admin.members import TeamInline, save_members
from fieldwork.admin.mixins import KeptForeverMixin, ReadOnlyMixin, RefusalToldMixin, signed_in
from fieldwork.forms.parameters import (
    field_names,
    parameter_fields_of,
    parameters_in,
    show_parameters,
    with_parameters,
)
from fieldwork.models import (
    Area,
    LocalAuthority,
    Survey,
    SurveyTranslation,
)
from fieldwork.parameters import parameters_of
from questionnaires.core.parameters import Parameter
from questionnaires.languages import languages_of
from questionnaires.models import Version

GROUPS: tuple[tuple[Any, list[str]], ...] = (
    (None, ["title", "slug", "organisation", "contact", "version"]),
    (_("Fieldwork"), ["opens_on", "closes_on", "is_demonstration"]),
    (_("While people answer"), ["asks_about_empty_pages"]),
    (_("After submission"), ["thank_you_text", "support_text"]),
    (_("New areas"), ["joining"]),
)
"""Fields of a survey by heading; those of none stand in a last group, so that none is lost."""


def survey_fields(parameters: Sequence[Parameter] = ()) -> list[tuple[Any, Any]]:
    grouped = {name for _heading, names in GROUPS for name in names}
    fields = (field for field in Survey._meta.fields if field.editable and not field.primary_key)
    further = [field.name for field in fields if field.name not in grouped]
    groups = [
        *GROUPS[:2],
        (_("What fills the questions"), field_names(parameters)),
        *GROUPS[2:],
        (_("Further settings"), further),
    ]
    return [(heading, {"fields": names}) for heading, names in groups if names]


def parameters_asked(request: HttpRequest, survey: Survey | None) -> tuple[Parameter, ...]:
    """Return the parameters of the version that the page is about: the one sent, or the stored."""
    sent = request.POST.get("version", "")
    wanted = int(sent) if sent.isdecimal() else survey.version_id if survey else 0
    version = Version.objects.filter(pk=wanted, status=Version.Status.PUBLISHED).first()
    return parameters_of(version.pk) if version else ()


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
        fields = [name for _heading, group in survey_fields() for name in group["fields"]]

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if self.instance.pk is None:
            return
        joining = cast(forms.ModelMultipleChoiceField, self.fields["joining"])
        joining.queryset = LocalAuthority.objects.exclude(areas__survey=self.instance)
        show_parameters(self, self.instance.parameters)
        # A page that was opened before anybody had begun still sends them: then they are judged.
        if self.instance.has_responses:
            for name in parameter_fields_of(self):
                self.fields[name].disabled = name not in self.data
                self.fields[name].help_text = Survey.STAYS

    def clean(self) -> dict[str, Any] | None:
        """Refuse to change what stored answers are read by, as the model does."""
        cleaned = super().clean()
        if self.instance.pk is not None and self.instance.has_responses:
            for name in set(parameter_fields_of(self)) & set(self.changed_data):
                self.add_error(name, Survey.STAYS)
        return cleaned


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


class TranslationForm(forms.ModelForm):
    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if self.instance.pk is not None:
            by_language = self.instance.survey.parameters_by_language
            show_parameters(self, by_language.get(self.instance.language, {}))


class TranslationInline(admin.StackedInline):
    """A survey's words in further languages of its questionnaire; only where it has some."""

    model = SurveyTranslation
    form = TranslationForm
    extra = 0

    def get_fields(self, request: HttpRequest, obj: Survey | None = None) -> Any:
        words = [*Survey.WORDS]
        return ["language", *words, *field_names(self._parameters(obj))]

    def _parameters(self, survey: Survey | None) -> tuple[Parameter, ...]:
        return parameters_of(survey.version_id, in_further_language=True) if survey else ()

    def get_formset(self, request: HttpRequest, obj: Survey | None = None, **kwargs: Any) -> Any:
        further = languages_of(obj.version_id)[1:] if obj else ()
        names = [(code, name) for code, name in settings.LANGUAGES if code in further]
        kwargs["form"] = with_parameters(self.form, self._parameters(obj))
        formset = super().get_formset(request, obj, **kwargs)
        # The form is made again for each formset, so this is the field of this survey alone.
        formset.form.base_fields["language"] = forms.ChoiceField(
            label=_("language"), choices=[("", "---------"), *names]
        )
        return formset


@admin.register(Survey)
class SurveyAdmin(KeptForeverMixin, RefusalToldMixin):
    form = SurveyForm
    list_display = ["title", "version", "opens_on", "closes_on"]
    list_select_related = ["version__questionnaire"]
    prepopulated_fields = {"slug": ["title"]}
    search_fields = ["title", "slug"]

    def get_fieldsets(self, request: HttpRequest, obj: Survey | None = None) -> Any:
        return survey_fields(parameters_asked(request, obj))

    def get_form(
        self, request: HttpRequest, obj: Survey | None = None, change: bool = False, **kwargs: Any
    ) -> Any:
        form = with_parameters(self.form, parameters_asked(request, obj))
        return super().get_form(request, obj, change, **kwargs, form=form)

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
        parameters = parameters_in(form.cleaned_data)
        save_survey(actor=signed_in(request), survey=obj, parameters=parameters)

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


def save_translations(actor: User, formset: Any) -> None:
    """Store the words of a survey that are new or changed, and remove what was removed."""
    said = {id(form.instance): parameters_in(form.cleaned_data) for form in formset.forms}
    for translation in formset.save(commit=False):
        save_survey_translation(
            actor=actor, translation=translation, parameters=said[id(translation)]
        )
    for translation in formset.deleted_objects:
        remove_survey_translation(actor=actor, translation=translation)
