"""The page for everybody while the database or the broker is away.

What a respondent has sent is given back to them before it comes to this
(`responses/views/outage.py`).
"""

from __future__ import annotations

import logging
from collections.abc import Callable

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from responses.views.outage import AWAY, TRY_AGAIN_SECONDS

logger = logging.getLogger(__name__)


class OutagePage:
    """Middleware: 503 with a page that says what is safe, where a view finds a server away."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        return self.get_response(request)

    def process_exception(self, request: HttpRequest, exception: Exception) -> HttpResponse | None:
        return outage_page(request, exception) if isinstance(exception, AWAY) else None


def outage_page(request: HttpRequest, error: Exception) -> HttpResponse:
    logger.error("A server is away", exc_info=error)
    reply = render(request, "503.html", status=503)
    reply.headers["Retry-After"] = TRY_AGAIN_SECONDS
    reply.headers["Cache-Control"] = "no-store"
    return reply
