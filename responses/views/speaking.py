"""The respondent's place in a reply, and choosing another language without losing what is typed."""

from __future__ import annotations

from dataclasses import replace

from django.http import HttpRequest, HttpResponse
from django.utils.translation import get_language

from responses.forms import OWN_DEVICE
from responses.journey import Journey
from responses.language import BUTTON, asked_for
from responses.place import Place, place_of, remember


def chooses_language(request: HttpRequest) -> bool:
    """Return whether a button was pressed that chooses a language, and nothing else."""
    return request.method == "POST" and BUTTON in request.POST


def with_place(reply: HttpResponse, request: HttpRequest, journey: Journey) -> HttpResponse:
    """Return *reply* with the place of *journey* in it, for the browser to keep.

    Its language is the one that the request asks for, or else the one that was chosen before. The
    browser keeps the place when it is closed if the respondent says so now, or has said so before.
    """
    earlier = place_of(request)
    place = replace(earlier or Place(journey.response.pk), response_id=journey.response.pk)
    is_same = earlier is not None and earlier.response_id == journey.response.pk
    place = replace(place, is_kept=OWN_DEVICE in request.POST or (is_same and place.is_kept))
    if asked_for(request):
        place = replace(place, language=get_language() or "")
    return _remembering(reply, place, journey)


def ending_with_browser(
    reply: HttpResponse, request: HttpRequest, journey: Journey
) -> HttpResponse:
    """Return *reply*; where the browser was to keep its place, now only until it is closed."""
    place = place_of(request)
    if place is None or not place.is_kept:
        return reply
    return _remembering(reply, replace(place, is_kept=False), journey)


def _remembering(reply: HttpResponse, place: Place, journey: Journey) -> HttpResponse:
    remember(
        reply,
        place,
        link_code=journey.response.link.code,
        until=journey.survey.grace_ends_at,
    )
    return reply
