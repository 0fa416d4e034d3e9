"""The first page of a survey."""

from __future__ import annotations

from functools import lru_cache
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import get_language
from django.views.decorators.http import require_safe

from fieldwork.models import Area, Link
from fieldwork.selectors import link_with_survey, texts_for
from questionnaires.core.estimate import Duration, duration
from questionnaires.rendering import panel_html
from questionnaires.selectors import instrument_of
from responses import actions, link_cache
from responses.blanks import what_may_be_blank
from responses.cookie import cookie_of
from responses.forms import ResumeForm
from responses.journey import Journey
from responses.language import activate_language, asked_for
from responses.views.access import response_of
from responses.views.caching import never_stored
from responses.views.form_end import arrived_whole
from responses.views.outage import kept_in_an_outage
from responses.views.redirects import to_code_in_address, to_next, to_page
from responses.views.refusals import MAY_FINISH, not_open
from responses.views.response_cookie import with_cookie
from responses.views.script import told_to_script


@lru_cache(maxsize=64)
def _duration_of(version_id: int, language: str | None) -> Duration:
    return duration(instrument_of(version_id, language))


@require_safe
@never_stored
def start(request: HttpRequest, code: str) -> HttpResponse:
    """Show what the survey is, and let the respondent begin, go on or begin again."""
    link = link_with_survey(code)
    if link is None:
        return to_code_in_address(request) or _unknown(request)
    link_cache.remember(link)
    earlier = response_of(request, code)
    activate_language(request, link.area, cookie_of(request))
    if not link.area.survey.is_open or not link.takes_newcomers:
        return _without_beginning(request, link, Journey(earlier) if earlier else None)
    context = {
        **_what_is_asked(link.area),
        "code": code,
        "earlier": earlier,
        "cookie_lost": earlier is None and request.GET.get("cookie") == "lost",
        "resume_form": ResumeForm(),
        "chosen_language": get_language() if asked_for(request) else "",
    }
    return render(request, "responses/start.html", context)


def _what_is_asked(area: Area) -> dict[str, Any]:
    survey, texts = area.survey, texts_for(area)
    instrument = instrument_of(survey.version_id, get_language())
    return {
        "survey": survey,
        "panels": [panel_html(panel, texts=texts) for panel in instrument.start_panels],
        "duration": _duration_of(survey.version_id, get_language()),
        "blanks": what_may_be_blank(instrument.questions.values()),
    }


def _unknown(request: HttpRequest) -> HttpResponse:
    return render(request, "responses/unknown_link.html", status=404)


def _without_beginning(request: HttpRequest, link: Link, journey: Journey | None) -> HttpResponse:
    """Let those who have begun go on while they may; tell everybody else why nobody can begin."""
    survey = link.area.survey
    may_finish = survey.state() in MAY_FINISH
    if may_finish and journey is not None and not journey.response.is_submitted:
        return to_next(journey)
    if survey.is_open:
        return render(request, "responses/link_closed.html", {"survey": survey}, status=410)
    return not_open(request, survey)


@kept_in_an_outage
@told_to_script
@never_stored
def begin(request: HttpRequest, code: str) -> HttpResponse:
    """Begin a response, or go on with the one under way unless a new one is asked for."""
    link = link_with_survey(code) if request.method == "POST" else None
    if link is None or not link.area.survey.is_open:
        return redirect("start", code)
    if not arrived_whole(request):
        return redirect("start", code)
    response = None if "start_again" in request.POST else response_of(request, code)
    if response is None or response.is_submitted:
        return _begin_new(request, link) if link.takes_newcomers else redirect("start", code)
    journey = Journey(response)
    return with_cookie(to_next(journey), request, journey)


def _begin_new(request: HttpRequest, link: Link) -> HttpResponse:
    activate_language(request, link.area, cookie_of(request))
    response = actions.begin_response(link=link)
    response.link, response.area = link, link.area
    journey = Journey(response)
    return with_cookie(to_page(journey, journey.route[0]), request, journey)
