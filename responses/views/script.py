"""Replies to the script of a page, which sends the form and stays until the answers are safe."""

from __future__ import annotations

from collections.abc import Callable
from functools import wraps
from typing import Any

from django.http import HttpRequest, HttpResponse, HttpResponseRedirect

SCRIPT = "fetch"
"""Value of the header X-Requested-With when the script of the page sends its form."""

REPLY = "Larc-Reply"
"""The header by which the script knows a reply of ours from one that a filter or a portal gives in
our place. Its values: `next`, and the address is in NEXT; `page`, which is to be shown; `kept`."""

NEXT = "Larc-Next"


def told_to_script(view: Callable[..., HttpResponse]) -> Callable[..., HttpResponse]:
    """Where the page's script has sent a form, say what the reply is (`for_script`)."""

    @wraps(view)
    def wrapped(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        return for_script(request, view(request, *args, **kwargs))

    return wrapped


def for_script(request: HttpRequest, reply: HttpResponse) -> HttpResponse:
    """Return *reply* as the page's script understands it, if the script has sent the form.

    The script stays on the page until the answers are safe (`frontend/js/send.js`). A redirect it
    could only follow, and the next page would be rendered twice, so the reply names it instead. A
    form that arrived incomplete (400) is whole in the browser, which keeps it, as in an outage.
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
