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


def with_place(reply: HttpResponse, request: HttpRequest, journey: Journey) -> HttpResponse:
    """Return *reply* with the place of *journey* in it, for the browser to keep.

    Its language is the one that the request asks for, or else the one that was chosen before.
    """
    key = journey.response.pk
    if asked_for(request):
        place = Place(key, get_language() or "")
    else:
        place = replace(place_of(request) or Place(key), response_id=key)
    remember(reply, place, link_code=journey.response.link.code)
    return reply
