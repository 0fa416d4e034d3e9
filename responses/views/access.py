"""Who gets to a page of answers, and what everybody else is told."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from functools import wraps
from typing import Concatenate, ParamSpec

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.cache import cache_control

from fieldwork.models import Link, Survey
from fieldwork.selectors import link_with_survey
from responses import last_seen
from responses.forms import ResumeForm
from responses.journey import Journey
from responses.language import speak
from responses.models import Response
from responses.place import belongs_to, place_of
from responses.reading import Row, what_was_answered, what_was_entered
from responses.selectors import response_at

P = ParamSpec("P")
JourneyView = Callable[Concatenate[HttpRequest, Journey, P], HttpResponse]

MAY_FINISH = (Survey.State.OPEN, Survey.State.GRACE)
"""States of a survey in which a response that was begun may go on."""

never_stored = cache_control(no_store=True, private=True)


def response_of(request: HttpRequest, code: str) -> Response | None:
    """Return the response that the request's cookie names, if it was begun through this link."""
    place = place_of(request)
    response = response_at(code, place.response_id) if place else None
    if place is not None and response is not None:
        last_seen.remember(response.link)
        speak(request, response.area, place)
    return response


def with_journey(view: JourneyView[P]) -> Callable[..., HttpResponse]:
    """Give *view* the journey of the response that the cookie names, while it may be answered."""

    @never_stored
    @wraps(view)
    def wrapped(request: HttpRequest, code: str, *args: P.args, **kwargs: P.kwargs) -> HttpResponse:
        response, page_code = response_of(request, code), str(kwargs.get("page_code", ""))
        if response is None:
            return _place_lost(request, code, page_code)
        if request.method == "POST" and not belongs_to(request.POST.get("_place"), response.pk):
            return _other_response(request, response, page_code)
        if response.is_submitted:
            return already_sent(request, response, page_code)
        if response.area.survey.state() not in MAY_FINISH:
            return _too_late(request, response, page_code)
        return view(request, Journey(response), *args, **kwargs)

    return wrapped


def not_open(request: HttpRequest, survey: Survey, *, entered: Sequence[Row] = ()) -> HttpResponse:
    """Say that the survey has not begun, or is over for somebody without a response under way.

    What was *entered* on a page that came too late is shown, to be copied.
    """
    early = survey.state() is Survey.State.NOT_YET_OPEN
    template = "responses/not_yet_open.html" if early else "responses/closed.html"
    context = {"survey": survey, "entered": entered}
    return render(request, template, context, status=200 if early else 410)


def _too_late(request: HttpRequest, response: Response, page_code: str) -> HttpResponse:
    """Give back what was sent after the hours of grace: a page, or all that was to be submitted."""
    entered: list[Row] = []
    if request.method == "POST" and page_code:
        entered = what_was_entered(response.link, page_code, request.POST)
    elif request.method == "POST":
        entered = what_was_answered(Journey(response))
    return not_open(request, response.area.survey, entered=entered)


def already_sent(request: HttpRequest, response: Response, page_code: str) -> HttpResponse:
    """Lead to the thanks; give back what a page sent after the response had been submitted."""
    link, entered = response.link, list[Row]()
    if request.method == "POST" and page_code and "_keep" not in request.POST:
        entered = what_was_entered(link, page_code, request.POST, besides=response.answers)
    if not entered:
        return redirect("thank_you", link.code)
    context = {"survey": response.area.survey, "code": link.code, "entered": entered}
    return render(request, "responses/already_sent.html", context, status=409)


def _place_lost(request: HttpRequest, code: str, page_code: str) -> HttpResponse:
    """Send a visitor without a place to the start; tell one who sent a page what became of it."""
    link = link_with_survey(code) if request.method == "POST" else None
    if link is None:
        return redirect(f"{reverse('start', args=[code])}?place=lost")
    speak(request, link.area)
    if link.area.survey.state() not in MAY_FINISH:
        entered = what_was_entered(link, page_code, request.POST)
        return not_open(request, link.area.survey, entered=entered)
    return _not_taken(request, "responses/place_lost.html", link, page_code)


def _other_response(request: HttpRequest, response: Response, page_code: str) -> HttpResponse:
    """Refuse a page that was drawn for another response than the one the cookie names now."""
    return _not_taken(request, "responses/other_response.html", response.link, page_code)


def _not_taken(request: HttpRequest, template: str, link: Link, page_code: str) -> HttpResponse:
    """Say why a page was not saved, and show what was entered on it, so that it can be copied."""
    context = {
        "survey": link.area.survey,
        "code": link.code,
        "entered": what_was_entered(link, page_code, request.POST),
        "form": ResumeForm(),
    }
    return render(request, template, context, status=409)
