"""Redirects along the route."""

from __future__ import annotations

from collections.abc import Callable
from functools import wraps
from typing import Any

from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.urls import reverse

from questionnaires.core.routing import Stop
from responses.journey import Journey

TO_CHECK = "check"
"""Value of `return` in an address: after this page, back to checking the answers."""

SCRIPT = "fetch"
"""Value of the header X-Requested-With when the script of the page sends its form."""


def onward(journey: Journey, *, returning: bool = False) -> HttpResponseRedirect:
    """Redirect to the first page not saved yet, or to checking the answers."""
    stop = journey.next_unsaved()
    return to_check(journey) if stop is None else to_stop(journey, stop, returning=returning)


def to_stop(journey: Journey, stop: Stop, *, returning: bool = False) -> HttpResponseRedirect:
    url = reverse("page", args=[journey.response.link.code, stop.page.code])
    return HttpResponseRedirect(f"{url}?return={TO_CHECK}" if returning else url)


def to_check(journey: Journey) -> HttpResponseRedirect:
    return HttpResponseRedirect(reverse("check_answers", args=[journey.response.link.code]))


def told_to_script(view: Callable[..., HttpResponse]) -> Callable[..., HttpResponse]:
    """Where the page's script has sent a form, name the next page instead of redirecting to it.

    The script stays on the page until the answers are safe (`frontend/js/send.js`). A redirect it
    could only follow, and the next page would be drawn twice.
    """

    @wraps(view)
    def wrapped(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        reply = view(request, *args, **kwargs)
        by_script = request.method == "POST" and request.headers.get("X-Requested-With") == SCRIPT
        return _named(reply) if by_script and isinstance(reply, HttpResponseRedirect) else reply

    return wrapped


def _named(reply: HttpResponseRedirect) -> HttpResponse:
    told = HttpResponse(status=204, headers={"Larc-Onward": reply.url})
    told.headers["Cache-Control"] = reply.headers["Cache-Control"]
    told.cookies = reply.cookies
    return told
