"""Redirects along the route."""

from __future__ import annotations

from django.http import HttpResponseRedirect
from django.urls import reverse

from questionnaires.core.routing import Stop
from responses.journey import Journey

TO_CHECK = "check"
"""Value of `return` in an address: after this page, back to checking the answers."""


def onward(journey: Journey, *, returning: bool = False) -> HttpResponseRedirect:
    """Redirect to the first page not saved yet, or to checking the answers."""
    stop = journey.next_unsaved()
    return to_check(journey) if stop is None else to_stop(journey, stop, returning=returning)


def to_stop(journey: Journey, stop: Stop, *, returning: bool = False) -> HttpResponseRedirect:
    url = reverse("page", args=[journey.response.link.code, stop.page.code])
    return HttpResponseRedirect(f"{url}?return={TO_CHECK}" if returning else url)


def to_check(journey: Journey) -> HttpResponseRedirect:
    return HttpResponseRedirect(reverse("check_answers", args=[journey.response.link.code]))
