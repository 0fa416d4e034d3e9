"""Redirects along the route."""

from __future__ import annotations

from collections.abc import Callable
from functools import wraps
from typing import Any

from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.urls import reverse

from questionnaires.core.routing import RoutePage
from responses.journey import Journey

TO_CHECK = "check"
"""Value of `return` in an address: after this page, back to checking the answers."""

SCRIPT = "fetch"
"""Value of the header X-Requested-With when the script of the page sends its form."""

REPLY = "Larc-Reply"
"""The header by which the script knows a reply of ours from one that a filter or a portal gives in
our place. Its values: `next`, and the address is in NEXT; `page`, which is to be shown; `kept`."""

NEXT = "Larc-Next"


def onward(journey: Journey, *, returning: bool = False) -> HttpResponseRedirect:
    """Redirect to the first page not saved yet, or to checking the answers."""
    route_page = journey.next_unsaved()
    return (
        to_check(journey)
        if route_page is None
        else to_page(journey, route_page, returning=returning)
    )


def to_page(
    journey: Journey, route_page: RoutePage, *, returning: bool = False
) -> HttpResponseRedirect:
    url = reverse("page", args=[journey.response.link.code, route_page.page.code])
    return HttpResponseRedirect(f"{url}?return={TO_CHECK}" if returning else url)


def to_start(journey: Journey) -> HttpResponseRedirect:
    return HttpResponseRedirect(reverse("start", args=[journey.response.link.code]))


def to_check(journey: Journey) -> HttpResponseRedirect:
    return HttpResponseRedirect(reverse("check_answers", args=[journey.response.link.code]))


def to_saved(journey: Journey) -> HttpResponseRedirect:
    return HttpResponseRedirect(reverse("saved", args=[journey.response.link.code]))


def told_to_script(view: Callable[..., HttpResponse]) -> Callable[..., HttpResponse]:
    """Where the page's script has sent a form, say what the reply is (`for_script`)."""

    @wraps(view)
    def wrapped(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        return for_script(request, view(request, *args, **kwargs))

    return wrapped


def for_script(request: HttpRequest, reply: HttpResponse) -> HttpResponse:
    """Return *reply* as the page's script understands it, if the script has sent the form.

    The script stays on the page until the answers are safe (`frontend/js/send.js`). A redirect it
    could only follow, and the next page would be drawn twice, so the reply names it instead. A form
    that arrived incomplete (400) is whole in the browser, which keeps it, as in an outage.
    """
    by_script = request.method == "POST" and request.headers.get("X-Requested-With") == SCRIPT
    if not by_script or reply.status_code == 400 or reply.status_code >= 500:
        return reply
    if isinstance(reply, HttpResponseRedirect):
        return _named(reply)
    reply.headers.setdefault(REPLY, "page")
    return reply


def kept_in_background() -> HttpResponse:
    """Return the reply to answers that the script has sent without being asked."""
    return HttpResponse(status=204, headers={REPLY: "kept"})


def _named(reply: HttpResponseRedirect) -> HttpResponse:
    told = HttpResponse(status=204, headers={REPLY: "next", NEXT: reply.url})
    told.headers["Cache-Control"] = reply.headers["Cache-Control"]
    told.cookies = reply.cookies
    return told
