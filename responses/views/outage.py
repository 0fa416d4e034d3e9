"""What a respondent gets who sends something while the database or the broker is away.

Nothing of it is saved, so nothing of it may be lost: they get their page back with everything they
typed and a sentence that says so. Pressing the button again sends it again.
"""

from __future__ import annotations

import logging
from collections.abc import Callable
from functools import wraps
from typing import Any

from django.db import InterfaceError, OperationalError
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _
from redis.exceptions import RedisError

from responses.link_cache import cached_link
from responses.views.caching import never_stored
from responses.views.rendering import page_as_sent

AWAY = (OperationalError, InterfaceError, RedisError)
"""What is raised when a server is away, restarts, refuses or drops a connection."""

TRY_AGAIN_SECONDS = "10"

logger = logging.getLogger(__name__)


def kept_in_an_outage(view: Callable[..., HttpResponse]) -> Callable[..., HttpResponse]:
    """Give what was sent to *view* back to the respondent, status 503, while a server is away.

    A page that was only asked for holds nothing to lose and is left to the project's own answer.
    """

    @wraps(view)
    def wrapped(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        try:
            return view(request, *args, **kwargs)
        except AWAY as error:
            if request.method != "POST":
                raise
            logger.error("Not saved: %s", type(error).__name__)
            return _given_back(request, **kwargs)

    return wrapped


@never_stored
def _given_back(request: HttpRequest, code: str = "", page_code: str = "") -> HttpResponse:
    reply = _page_again(request, code, page_code) or _fields_again(request)
    reply.headers["Retry-After"] = TRY_AGAIN_SECONDS
    return reply


def _page_again(request: HttpRequest, code: str, page_code: str) -> HttpResponse | None:
    """Return the page as it was sent, None where this process cannot render it from memory."""
    link = cached_link(code)
    if link is None or not page_code:
        return None
    notice = _(
        "Our store of answers cannot be reached at the moment. Everything that you entered is "
        "still on this page. Please wait a moment and press the button again."
    )
    try:
        return page_as_sent(request, link, page_code, notice=notice, status=503)
    except AWAY:
        return None


def _fields_again(request: HttpRequest) -> HttpResponse:
    """Return a page that holds what was sent out of sight, and a button that sends it again."""
    fields = [
        (name, value)
        for name, values in request.POST.lists()
        if name != "csrfmiddlewaretoken"  # the page that holds them has its own
        for value in values
    ]
    return render(request, "responses/not_saved.html", {"fields": fields}, status=503)
