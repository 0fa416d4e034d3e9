"""Bodies of requests: only what arrived whole is read, and no more than a page can hold.

A form says which page it is before it says what was answered. So half of a form reads like a page
that was left blank, and saving it would wipe what is saved. Web servers hand over what came before
a connection broke as if it were all. So what is read is counted (`counting_bodies`), and each body
is read before anything acts on the request (`whole_bodies`). Nor is anything read that says that
it is in another charset than UTF-8 (`larc_survey/charsets.py`).
"""

from __future__ import annotations

import io
import re
from collections.abc import Callable, Iterable
from contextlib import suppress
from http import HTTPStatus
from typing import Protocol
from wsgiref.types import StartResponse, WSGIApplication, WSGIEnvironment

from django.conf import settings
from django.core.exceptions import BadRequest
from django.http import HttpRequest, HttpResponse, UnreadablePostError
from django.http.multipartparser import MultiPartParserError

from larc_survey.charsets import HIDDEN, are_parts_utf8, is_utf8
from larc_survey.refusals import refusal

LENGTH = re.compile(r"[0-9]{1,18}", re.ASCII)
SENDING = ("POST", "PUT", "PATCH")
"""Methods of requests that have a body, be it an empty one."""

MOST_TAKEN = 8 * 2**20
"""Of a body that is refused unread. Who is answered while they send may never see the answer."""

PIECE = 2**16


class IncompleteBody(BadRequest):
    """The body ended before its length. Not an OSError: Django takes those for an empty form."""


class Readable(Protocol):
    def read(self, size: int, /) -> bytes: ...


class CountedBody(io.RawIOBase):
    """A body that is read as it comes, and ends with IncompleteBody where it ends too early."""

    def __init__(self, body: Readable, length: int) -> None:
        self._body = body
        self._missing = length

    def readable(self) -> bool:
        return True

    def readinto(self, buffer: bytearray | memoryview) -> int:  # type: ignore[override]  # io's Buffer has no len()
        piece = self._next(min(len(buffer), self._missing)) if self._missing else b""
        self._missing -= len(piece)
        buffer[: len(piece)] = piece
        return len(piece)

    def _next(self, size: int) -> bytes:
        try:
            piece = self._body.read(size)
        except OSError as error:
            raise IncompleteBody("The connection broke within the body.") from error
        if not piece:
            raise IncompleteBody("The body ended before its length.")
        return piece


def counting_bodies(application: WSGIApplication) -> WSGIApplication:
    """Let whoever reads a body meet IncompleteBody where less came than was announced."""

    def counting(environ: WSGIEnvironment, start_response: StartResponse) -> Iterable[bytes]:
        if length := announced_length(environ):
            counted = CountedBody(environ["wsgi.input"], length)
            environ["wsgi.input"] = io.BufferedReader(counted)
        return application(environ, start_response)

    return counting


def announced_length(environ: WSGIEnvironment) -> int | None:
    """Return the Content-Length of a request, None where it has none or it is no number."""
    text = environ.get("CONTENT_LENGTH", "")
    return int(text) if LENGTH.fullmatch(text) else None


def whole_bodies(
    get_response: Callable[[HttpRequest], HttpResponse],
) -> Callable[[HttpRequest], HttpResponse]:
    """Middleware: reads each body, and answers itself where it is not whole.

    It stands within those that give headers and language to its pages. Views, and the check of
    forms (CSRF) just before them, come after all middleware: none of them meets half a body.
    """

    def middleware(request: HttpRequest) -> HttpResponse:
        status = _objection(request)
        return get_response(request) if status is None else _refused(request, status)

    return middleware


def _objection(request: HttpRequest) -> HTTPStatus | None:
    """Read the body; return the status with which it is refused, None where it is whole."""
    length = announced_length(request.META)
    if _is_of_unknown_length(request):
        if "wsgi.input_terminated" in request.META:  # else reading to the end would never end
            _throw_away(request, MOST_TAKEN)
        return HTTPStatus.LENGTH_REQUIRED
    if length is None and request.META.get("CONTENT_LENGTH"):
        return HTTPStatus.BAD_REQUEST
    if length and length > settings.DATA_UPLOAD_MAX_MEMORY_SIZE:
        if length <= MOST_TAKEN:
            _throw_away(request, length)
        return HTTPStatus.REQUEST_ENTITY_TOO_LARGE
    return None if _is_readable(request, length or 0) else HTTPStatus.BAD_REQUEST


def _is_of_unknown_length(request: HttpRequest) -> bool:
    """Whether nobody has said where the body ends, or it is said twice (in chunks, too)."""
    has_no_length = request.method in SENDING and not request.META.get("CONTENT_LENGTH")
    return has_no_length or "HTTP_TRANSFER_ENCODING" in request.META


def _is_readable(request: HttpRequest, length: int) -> bool:
    """Have Django read the body and, in a form of several parts, what is in it."""
    if HIDDEN in request.META or not is_utf8(request.META.get("CONTENT_TYPE", "")):
        _throw_away(request, length)
        return False
    if request.encoding:
        request.encoding = "utf-8"  # it has other names, which Django would not know
    try:
        body = request.body
        if request.content_type == "multipart/form-data" and request.method == "POST":
            _ = request.POST  # read by now, or it has no boundary
            boundary = (request.content_params or {}).get("boundary", "")
            return are_parts_utf8(body, boundary.encode())
    except (IncompleteBody, UnreadablePostError, MultiPartParserError):
        return False
    return True


def _throw_away(request: HttpRequest, most: int) -> None:
    body = request.META["wsgi.input"]
    with suppress(IncompleteBody, OSError):
        while most > 0 and (piece := body.read(min(most, PIECE))):
            most -= len(piece)


def _refused(request: HttpRequest, status: HTTPStatus) -> HttpResponse:
    is_too_large = status is HTTPStatus.REQUEST_ENTITY_TOO_LARGE
    return refusal(request, status, "413.html" if is_too_large else "400.html")
