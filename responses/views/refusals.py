"""What is told to whoever cannot go on: too early, too late, sent before, or the cookie is lost.

Nothing that was entered is lost with it: it is shown, to be copied.
"""

from __future__ import annotations

from collections.abc import Sequence

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse

from fieldwork.models import Link, Survey
from fieldwork.selectors import link_with_survey
from responses.forms import ResumeForm
from responses.journey import Journey
from responses.language import activate_language
from responses.models import Response
from responses.review import Row, what_was_answered, what_was_entered

MAY_FINISH = (Survey.State.OPEN, Survey.State.GRACE)
"""States of a survey in which a response that was begun may go on."""


def not_open(request: HttpRequest, survey: Survey, *, entered: Sequence[Row] = ()) -> HttpResponse:
    """Say that the survey has not begun, or is over for somebody without a response under way.

    What was *entered* on a page that came too late is shown, to be copied.
    """
    early = survey.state() in (Survey.State.DRAFT, Survey.State.SCHEDULED)
    template = "responses/not_yet_open.html" if early else "responses/closed.html"
    context = {"survey": survey, "entered": entered}
    return render(request, template, context, status=200 if early else 410)


def too_late(request: HttpRequest, response: Response, page_code: str) -> HttpResponse:
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


def cookie_lost(request: HttpRequest, code: str, page_code: str) -> HttpResponse:
    """Send a visitor without a cookie to the start; tell one who sent a page what became of it."""
    link = link_with_survey(code) if request.method == "POST" else None
    if link is None:
        return redirect(f"{reverse('start', args=[code])}?cookie=lost")
    activate_language(request, link.area)
    if link.area.survey.state() not in MAY_FINISH:
        entered = what_was_entered(link, page_code, request.POST)
        return not_open(request, link.area.survey, entered=entered)
    return _not_taken(request, "responses/cookie_lost.html", link, page_code)


def other_response(request: HttpRequest, response: Response, page_code: str) -> HttpResponse:
    """Refuse a page that was rendered for another response than the one the cookie names now."""
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
