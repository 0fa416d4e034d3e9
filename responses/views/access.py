"""Who gets to a page of answers, and what everybody else is told."""

from __future__ import annotations

from collections.abc import Callable
from functools import wraps
from typing import Concatenate, ParamSpec

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.cache import cache_control

from fieldwork.models import Survey
from fieldwork.selectors import link_with_survey
from responses.journey import Journey
from responses.models import Response
from responses.place import belongs_to, response_id_of
from responses.selectors import response_at

P = ParamSpec("P")
JourneyView = Callable[Concatenate[HttpRequest, Journey, P], HttpResponse]

MAY_FINISH = (Survey.State.OPEN, Survey.State.GRACE)
"""States of a survey in which a response that was begun may go on."""

never_stored = cache_control(no_store=True, private=True)


def response_of(request: HttpRequest, code: str) -> Response | None:
    """Return the response that the request's cookie names, if it was begun through this link."""
    response_id = response_id_of(request)
    return response_at(code, response_id) if response_id else None


def with_journey(view: JourneyView[P]) -> Callable[..., HttpResponse]:
    """Give *view* the journey of the response that the cookie names, while it may be answered."""

    @never_stored
    @wraps(view)
    def wrapped(request: HttpRequest, code: str, *args: P.args, **kwargs: P.kwargs) -> HttpResponse:
        response = response_of(request, code)
        if response is None:
            return _place_lost(request, code)
        if request.method == "POST" and not belongs_to(request.POST.get("place"), response.pk):
            return _other_response(request, response)
        if response.is_submitted:
            return redirect("thank_you", code)
        if response.area.survey.state() not in MAY_FINISH:
            return not_open(request, response.area.survey)
        return view(request, Journey(response), *args, **kwargs)

    return wrapped


def not_open(request: HttpRequest, survey: Survey) -> HttpResponse:
    """Say that the survey has not begun, or is over for somebody without a response under way."""
    early = survey.state() is Survey.State.NOT_YET_OPEN
    template = "responses/not_yet_open.html" if early else "responses/closed.html"
    may_finish = survey.state() is Survey.State.GRACE
    context = {"survey": survey, "may_finish": may_finish}
    return render(request, template, context, status=200 if early else 410)


def _place_lost(request: HttpRequest, code: str) -> HttpResponse:
    """Send a visitor without a place to the start; tell one who sent a page what became of it."""
    if request.method != "POST" or link_with_survey(code) is None:
        return redirect(f"{reverse('start', args=[code])}?place=lost")
    return render(request, "responses/place_lost.html", {"code": code}, status=409)


def _other_response(request: HttpRequest, response: Response) -> HttpResponse:
    """Refuse a page that was drawn for another response than the one the cookie names now."""
    context = {"survey": response.area.survey, "code": response.link.code}
    return render(request, "responses/other_response.html", context, status=409)
