"""Choosing another language, on any page, without losing what is on it."""

from __future__ import annotations

from dataclasses import replace

from django.http import HttpRequest, HttpResponse
from django.utils.translation import get_language

from responses.journey import Journey
from responses.language import NAME, asked_for
from responses.place import Place, place_of, remember


def chooses_language(request: HttpRequest) -> bool:
    """Return whether a button was pressed that chooses a language, and nothing else."""
    return request.method == "POST" and NAME in request.POST


def remembering_language(reply: HttpResponse, journey: Journey) -> HttpResponse:
    """Return *reply* with the language that it is in remembered as the chosen one."""
    place = Place(journey.response.pk, get_language() or "")
    remember(reply, place, link_code=journey.response.link.code)
    return reply


def place_for(request: HttpRequest, journey: Journey) -> Place:
    """Return the place of a response that is begun or gone on with, in the language of before."""
    earlier = place_of(request)
    if asked_for(request):
        return Place(journey.response.pk, get_language() or "")
    return replace(earlier or Place(journey.response.pk), response_id=journey.response.pk)
