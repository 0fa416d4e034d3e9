"""Trying a version out. Nothing of it is stored: each page carries the answers of those before."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from django.http import Http404, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils import translation
from django.views.decorators.http import require_http_methods

from accounts.permissions import Verb
from accounts.requests import StaffRequest
from authoring.access import with_version
from authoring.preview import Preview, sealed, stand_ins, unsealed
from authoring.selectors import languages_of_version
from authoring.views.way import way_to, way_to_surveys
from fieldwork.access import with_area
from fieldwork.models import Area
from fieldwork.selectors import texts_for
from questionnaires.core.instrument import Instrument
from questionnaires.core.routing import RoutePage
from questionnaires.forms import PageForm
from questionnaires.languages import names_of, offered_languages
from questionnaires.models import Version
from questionnaires.rendering import inline_text_html, panel_html, survey_text_html
from questionnaires.selectors import instrument_of, previewed_instrument
from responses.review import read_back
from responses.views.rendering import words_of


@require_http_methods(["GET", "HEAD", "POST"])
@with_version
def preview(request: StaffRequest, version: Version) -> HttpResponse:
    """Show what is in a version, one page of it, or what a button of that page leads to."""
    languages = languages_of_version(version)
    language = _language(request, languages)
    instrument = previewed_instrument(version.pk, language)
    around = {"languages": languages, "language": language, "breadcrumbs": way_to(version)}
    arguments = [version.questionnaire.slug, version.number]
    around["preview"] = reverse("questionnaire_preview", args=arguments)
    with translation.override(_spoken(language)):
        return _answered(request, instrument, stand_ins(instrument), around)


@require_http_methods(["GET", "HEAD", "POST"])
@with_area(Verb.PREVIEW)
def area_preview(request: StaffRequest, area: Area) -> HttpResponse:
    """Show a survey as respondents of an area meet it, in the same way."""
    languages = names_of(area.survey.languages)
    language = _language(request, languages)
    with translation.override(_spoken(language)):
        area.survey = area.survey.in_language(language)
        around = {
            "survey": area.survey,
            "area": area,
            "languages": languages,
            "language": language,
            "preview": reverse("area_preview", args=[area.survey.slug, area.pk]),
            "breadcrumbs": way_to_surveys(),
        }
        instrument = instrument_of(area.survey.version_id, language)
        return _answered(request, instrument, texts_for(area), around)


def _language(request: StaffRequest, languages: Mapping[str, str]) -> str:
    """Return the language asked for, else the first of *languages*."""
    asked = (request.POST if request.method == "POST" else request.GET).get("language", "")
    return asked if asked in languages else next(iter(languages))


def _spoken(language: str) -> str | None:
    """Return the language of the interface around a questionnaire in *language*."""
    return language if language in offered_languages() else translation.get_language()


def _answered(
    request: StaffRequest,
    instrument: Instrument,
    texts: Mapping[str, str],
    around: dict[str, Any],
) -> HttpResponse:
    page_code = (request.POST if request.method == "POST" else request.GET).get("page", "")
    tried = Preview(instrument, unsealed(request.POST.get("answers", "")), texts)
    if not page_code:
        return _contents(request, tried, around)
    route_page = tried.page_at(page_code)
    if route_page is None:
        raise Http404
    if request.method != "POST":
        return _page(request, tried, route_page, around)
    return _pressed(request, tried, route_page, around)


def _pressed(
    request: StaffRequest, tried: Preview, route_page: RoutePage, around: dict[str, Any]
) -> HttpResponse:
    """Go back with what is valid, or go on if all of it is."""
    form = PageForm(
        route_page.questions, answers=tried.answers, texts=tried.texts, data=request.POST
    )
    is_valid = form.is_valid()
    going_on = tried.with_answers(form.answers)
    if "_back" in request.POST:
        before = going_on.before(route_page.page.code)
        if before is None:
            return _contents(request, going_on, around)
        return _page(request, going_on, before, around)
    if not is_valid:
        return _page(request, tried, route_page, around, form=form)
    after = going_on.after(route_page.page.code)
    if after is None:
        return _end(request, going_on, around)
    return _page(request, going_on, after, around)


def _page(
    request: StaffRequest,
    tried: Preview,
    route_page: RoutePage,
    around: dict[str, Any],
    *,
    form: PageForm | None = None,
) -> HttpResponse:
    blank = PageForm(route_page.questions, answers=tried.answers, texts=tried.texts)
    context = {
        "form": form or blank,
        "page_code": route_page.page.code,
        "answers": sealed(tried.answers),
        "reasons": tried.reasons(route_page),
        "is_off_route": not tried.is_on_route(route_page.page.code),
        **words_of(route_page, tried.texts),
    }
    return render(request, "authoring/preview_page.html", {**around, **context})


def _contents(request: StaffRequest, tried: Preview, around: dict[str, Any]) -> HttpResponse:
    """Show what the start page shows, and every page of the questionnaire to begin with."""
    instrument, texts = tried.instrument, tried.texts
    context = {
        "title": inline_text_html(instrument.title, texts=texts),
        "panels": [panel_html(panel, texts=texts) for panel in instrument.start_panels],
        "sections": tried.contents(),
        "first_page": next(iter(instrument.pages)),
    }
    return render(request, "authoring/preview_contents.html", {**around, **context})


def _end(request: StaffRequest, tried: Preview, around: dict[str, Any]) -> HttpResponse:
    context: dict[str, Any] = {"sections": read_back(tried.route, tried.answers, texts=tried.texts)}
    if survey := around.get("survey"):
        said = (survey.thank_you_text, survey.support_text)
        context["afterwards"] = [survey_text_html(one, texts=tried.texts) for one in said if one]
    return render(request, "authoring/preview_end.html", {**around, **context})
