"""The response cookie in a reply: for which response, in which language, for how long."""

from __future__ import annotations

from dataclasses import replace

from django.http import HttpRequest, HttpResponse
from django.utils.translation import get_language

from responses.cookie import ResponseCookie, cookie_of, set_cookie
from responses.forms import OWN_DEVICE
from responses.journey import Journey
from responses.language import asked_for


def with_cookie(reply: HttpResponse, request: HttpRequest, journey: Journey) -> HttpResponse:
    """Return *reply* with the cookie of *journey* in it.

    Its language is the one that the request asks for, or else the one that was chosen before. The
    browser keeps the cookie when it is closed if the respondent says so now, or has said so before.
    """
    earlier = cookie_of(request)
    is_same = earlier is not None and earlier.response_id == journey.response.pk
    cookie = replace(
        earlier or ResponseCookie(journey.response.pk),
        response_id=journey.response.pk,
        is_kept=OWN_DEVICE in request.POST or (earlier is not None and is_same and earlier.is_kept),
    )
    if asked_for(request):
        cookie = replace(cookie, language=get_language() or "")
    return _with(reply, cookie, journey)


def ending_with_browser(
    reply: HttpResponse, request: HttpRequest, journey: Journey
) -> HttpResponse:
    """Return *reply*; where the browser was to keep its cookie, now only until it is closed."""
    cookie = cookie_of(request)
    if cookie is None or not cookie.is_kept:
        return reply
    return _with(reply, replace(cookie, is_kept=False), journey)


def _with(reply: HttpResponse, cookie: ResponseCookie, journey: Journey) -> HttpResponse:
    code, until = journey.response.link.code, journey.survey.grace_ends_at
    set_cookie(reply, cookie, link_code=code, until=until)
    return reply
