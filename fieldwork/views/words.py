"""What a survey says and asks with, one part on a page."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import Http404, HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from accounts.permissions import Verb
from accounts.requests import StaffRequest
from fieldwork.access import with_survey
from fieldwork.actions import save_survey, save_survey_translation
from fieldwork.checklist import LABELS
from fieldwork.forms.parameters import add_refusal
from fieldwork.forms.words import (
    DatesForm,
    DetailsForm,
    PartForm,
    TextsForm,
    TranslationForm,
    parameters_form_of,
    translation_form_of,
)
from fieldwork.models import Survey, SurveyTranslation
from fieldwork.selectors import texts_of
from fieldwork.views.way import page_below_setup, setup_page
from questionnaires.languages import names_of
from questionnaires.rendering import survey_text_html

FORMS: dict[str, Any] = {
    "details": lambda survey: DetailsForm,
    "dates": lambda survey: DatesForm,
    "texts": lambda survey: TextsForm,
    "parameters": parameters_form_of,
}
"""How the form of each part is made for a survey; the parts are called as in the checklist."""


@require_http_methods(["GET", "HEAD", "POST"])
@with_survey(Verb.SET_UP)
def part(request: StaffRequest, survey: Survey, part: str) -> HttpResponse:
    """Show a part of a survey, to be changed."""
    if part == "dates" and not survey.is_draft:
        messages.info(request, _("The opening is decided. What you can do now stands here."))
        return redirect(setup_page(survey))
    form_class: type[PartForm] = FORMS[part](survey)
    form = form_class(request.POST or None, instance=survey)
    if form.is_valid() and _is_saved(request, form):
        return redirect(setup_page(survey))
    shown = Survey.objects.get(pk=survey.pk)  # the form has written into its own
    context = {
        "part": part,
        "title": LABELS[part],
        "form": form,
        "languages": names_of(shown.languages_asked) if part == "texts" else {},
        "preview": _preview(shown) if part == "texts" else [],
    }
    return page_below_setup(request, "fieldwork/part.html", shown, context)


@require_http_methods(["GET", "HEAD", "POST"])
@with_survey(Verb.SET_UP)
def translation(request: StaffRequest, survey: Survey, language: str) -> HttpResponse:
    """Show the words of a survey in a further language of its questionnaire, to be changed."""
    if language not in survey.languages_asked:
        raise Http404
    stored = survey.translations.filter(language=language).first()
    words = stored or SurveyTranslation(survey=survey, language=language)
    form = translation_form_of(survey)(request.POST or None, instance=words)
    if form.is_valid() and _is_translated(request, form):
        return redirect("setup_texts", survey.slug)
    context = {
        "title": names_of([language])[language],
        "language": language,
        "form": form,
        "preview": _preview(survey.in_language(language)) if stored else [],
    }
    return page_below_setup(request, "fieldwork/translation.html", survey, context)


def _is_saved(request: StaffRequest, form: PartForm) -> bool:
    try:
        save_survey(actor=request.user, survey=form.instance, parameters=form.parameters)
    except ValidationError as refused:
        add_refusal(form, refused)
        return False
    messages.success(request, _("Saved."))
    return True


def _is_translated(request: StaffRequest, form: TranslationForm) -> bool:
    try:
        save_survey_translation(
            actor=request.user, translation=form.instance, parameters=form.parameters
        )
    except ValidationError as refused:
        add_refusal(form, refused)
        return False
    messages.success(request, _("Saved."))
    return True


def _preview(survey: Survey) -> list[tuple[str, Any]]:
    """Return the texts of a survey as respondents see them, each with what it is called."""
    texts = texts_of(survey, area_name=_("[local authority]"))
    return [
        (
            Survey.label_of(name),
            survey_text_html(getattr(survey, name), texts=texts),
        )
        for name in Survey.TEXTS
        if getattr(survey, name)
    ]
