"""Pages for requests that nobody acts on, because of how they were sent."""

from __future__ import annotations

from http import HTTPStatus

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render


def refusal(
    request: HttpRequest,
    status: HTTPStatus = HTTPStatus.BAD_REQUEST,
    template: str = "400.html",
) -> HttpResponse:
    """Return a page that reads nothing of what was sent: neither fields nor cookies."""
    reply = render(request, template, status=status)
    reply.headers["Cache-Control"] = "no-store"
    return reply


def bad_request(request: HttpRequest, exception: Exception) -> HttpResponse:
    """Django's handler of what raises BadRequest, SuspiciousOperation or MultiPartParserError."""
    return refusal(request)
