"""Trying a version out. Nothing of it is stored: each page carries the answers of those before."""

from __future__ import annotations

from typing import Any

from django.http import Http404, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils import translation
from django.views.decorators.http import require_http_methods

from accounts.requests import StaffRequest
from authoring.access import with_version
from authoring.preview import Preview, sealed, unsealed
from authoring.selectors import languages_of_version
from authoring.views.way import way_to
from questionnaires.core.routing import RoutePage
from questionnaires.forms import PageForm
from questionnaires.languages import offered_languages
from questionnaires.models import Version
from questionnaires.rendering import inline_text_html, panel_html
from questionnaires.selectors import previewed_instrument
from responses.review import read_back
from responses.views.rendering import words_of


@require_http_methods(["GET", "HEAD", "POST"])
@with_version
def preview(request: StaffRequest, version: Version) -> HttpResponse:
    """Show what is in a version, one page of it, or what a button of that page leads to."""
    asked = request.POST if request.method == "POST" else request.GET
    languages = languages_of_version(version)
    language = asked.get("language", "")
    language = language if language in languages else version.language
    tried = Preview(
        previewed_instrument(version.pk, language), unsealed(request.POST.get("answers", ""))
    )
    around = {"version": version, "language": language, "languages": languages}
    around["breadcrumbs"] = way_to(version)
    arguments = [version.questionnaire.slug, version.number]
    around["preview"] = reverse("questionnaire_preview", args=arguments)
    spoken = language if language in offered_languages() else translation.get_language()
    with translation.override(spoken):
        return _answered(request, tried, asked.get("page", ""), around)


def _answered(
    request: StaffRequest, tried: Preview, page_code: str, around: dict[str, Any]
) -> HttpResponse:
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
    context = {"sections": read_back(tried.route, tried.answers, texts=tried.texts)}
    return render(request, "authoring/preview_end.html", {**around, **context})
