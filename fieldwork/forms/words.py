"""What a survey says and asks with: its details, dates, texts, and words in further languages."""

from __future__ import annotations

from typing import Any, ClassVar

from crispy_forms.helper import FormHelper
from crispy_forms.layout import Submit
from django import forms
from django.utils.translation import gettext_lazy as _

from fieldwork.forms.parameters import (
    parameter_fields_of,
    parameters_in,
    show_parameters,
    with_parameters,
)
from fieldwork.models import Survey, SurveyTranslation
from fieldwork.parameters import parameters_of
from fieldwork.privacy_draft import PRIVACY_DRAFT
from questionnaires.models import Version

MARKS = _("**Bold**, lists and blank lines work as in a questionnaire; addresses become links.")


class DateInput(forms.DateInput):
    """A date as browsers of today pick it, and as others take it typed."""

    input_type = "date"

    def __init__(self) -> None:
        super().__init__(format="%Y-%m-%d")


class SavedForm(forms.BaseForm):
    """A form with one button, which saves."""

    helper: FormHelper

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.helper = FormHelper()
        self.helper.add_input(Submit("save", _("Save")))


class PartForm(SavedForm, forms.ModelForm):
    """A part of a survey that is set up on a page of its own.

    `parameters` is what its fields say for the parameters of the questionnaire, None if it has
    none of them.
    """

    parameters: dict[str, str] | None = None

    class Meta:
        model = Survey
        fields: ClassVar[list[str]] = []


class DetailsForm(PartForm):
    class Meta:
        model = Survey
        fields: ClassVar[list[str]] = [
            "title",
            "organisation",
            "contact",
            "version",
            "asks_about_empty_pages",
        ]
        error_messages = {"title": {"required": _("Give the survey a title")}}

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        versions = Version.objects.filter(status=Version.Status.PUBLISHED)
        self.fields["version"] = VersionField(
            versions.select_related("questionnaire"),
            label=_("Questionnaire"),
            empty_label=None,
            disabled=not self.instance.is_draft,
            help_text=_("A published version. It stays when the survey has been opened."),
        )


class VersionField(forms.ModelChoiceField):
    def label_from_instance(self, obj: Any) -> str:
        return f"{obj.title} ({obj})"


class DatesForm(PartForm):
    class Meta:
        model = Survey
        fields: ClassVar[list[str]] = ["opens_on", "closes_on"]
        widgets = {"opens_on": DateInput(), "closes_on": DateInput()}
        help_texts = {"opens_on": _("Open from the beginning of this day, UK time.")}


class TextsForm(PartForm):
    class Meta:
        model = Survey
        fields: ClassVar[tuple[str, ...]] = Survey.TEXTS
        widgets = dict.fromkeys(Survey.TEXTS, forms.Textarea(attrs={"rows": 10}))

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if not self.instance.privacy_notice:
            self.initial["privacy_notice"] = str(PRIVACY_DRAFT)
        self.fields["privacy_notice"].widget.attrs["rows"] = 24
        self.fields["support_text"].help_text = MARKS


class ParametersForm(PartForm):
    """What fills the parameters of the questionnaire, made by `parameters_form_of`."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        show_parameters(self, self.instance.parameters)
        for name in parameter_fields_of(self):
            self.fields[name].required = not self.instance.is_draft
            if self.instance.has_responses:
                self.fields[name].disabled = True
                self.fields[name].help_text = Survey.STAYS

    def clean(self) -> dict[str, Any] | None:
        cleaned = super().clean()
        self.parameters = parameters_in(self.cleaned_data)
        return cleaned


def parameters_form_of(survey: Survey) -> type[ParametersForm]:
    return with_parameters(ParametersForm, parameters_of(survey.version_id))


class TranslationForm(SavedForm, forms.ModelForm):
    """The words of a survey in a further language, made by `translation_form_of`."""

    class Meta:
        model = SurveyTranslation
        fields: ClassVar[tuple[str, ...]] = Survey.WORDS
        widgets = dict.fromkeys(Survey.TEXTS, forms.Textarea(attrs={"rows": 10}))

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        survey, language = self.instance.survey, self.instance.language
        show_parameters(self, survey.parameters_by_language.get(language, {}))
        for name in Survey.WORDS:
            self.fields[name].help_text = getattr(survey, name)[:300]
            self.fields[name].required = bool(getattr(survey, name))
        for name in parameter_fields_of(self):
            self.fields[name].required = not survey.is_draft

    @property
    def parameters(self) -> dict[str, str]:
        return parameters_in(self.cleaned_data)


def translation_form_of(survey: Survey) -> type[TranslationForm]:
    return with_parameters(
        TranslationForm, parameters_of(survey.version_id, in_further_language=True)
    )
