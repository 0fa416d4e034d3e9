"""What every web server's requests get, and those of Django's test client."""

from __future__ import annotations

import io
from typing import Any
from urllib.parse import urlencode
from wsgiref.types import WSGIEnvironment
from wsgiref.util import setup_testing_defaults

import pytest
from django.core.handlers.wsgi import WSGIHandler
from django.test import Client

from larc_survey.bodies import counting_bodies
from larc_survey.charsets import hiding_other_charsets

pytestmark = pytest.mark.django_db

FORM = "application/x-www-form-urlencoded"
TOKEN = "a" * 32
BODY = urlencode({"csrfmiddlewaretoken": TOKEN, "code": "x" * 20000}).encode()


class Breaking(io.BytesIO):
    """A body on a connection that breaks, as web servers written in Python tell of it."""

    def read(self, size: int | None = -1, /) -> bytes:
        piece = super().read(min(size or 0, 1000))
        if not piece:
            raise ConnectionResetError
        return piece


def answer(body: Any, **environ: str) -> tuple[str, dict[str, str], str]:
    """Return status, headers and page that any web server gets from the application."""
    started: list[Any] = []
    asked: WSGIEnvironment = {
        "REQUEST_METHOD": "POST",
        "PATH_INFO": "/r/",
        "HTTP_HOST": "localhost",
        "HTTP_COOKIE": f"csrftoken={TOKEN}",
        "CONTENT_TYPE": FORM,
        "CONTENT_LENGTH": str(len(BODY)),
        "wsgi.input": body,
    }
    asked |= environ
    setup_testing_defaults(asked)
    application = counting_bodies(hiding_other_charsets(WSGIHandler()))
    reply = application(asked, lambda *told: started.append(told))
    status, headers = started[0]
    return status, dict(headers), b"".join(reply).decode()


def test_a_whole_body_is_read() -> None:
    status, _headers, page = answer(io.BytesIO(BODY))
    assert status == "200 OK"
    assert "code" in page


@pytest.mark.parametrize("body", [io.BytesIO(BODY[:-1]), Breaking(BODY[:-1]), io.BytesIO()])
@pytest.mark.parametrize("content_type", [FORM, "multipart/form-data; boundary=x", "text/plain"])
def test_half_a_body_is_refused(body: io.BytesIO, content_type: str) -> None:
    status, headers, page = answer(type(body)(body.getvalue()), CONTENT_TYPE=content_type)
    assert status == "400 Bad Request"
    assert "arrived incomplete or changed" in page
    assert headers["Content-Security-Policy"].startswith("default-src 'none'")
    assert headers["Cache-Control"] == "no-store"


@pytest.mark.parametrize("length", ["-1", "+20", "1_000", "many", "9" * 30, "٣"])
def test_a_length_that_is_none_is_refused(length: str) -> None:
    status, headers, page = answer(io.BytesIO(BODY), CONTENT_LENGTH=length)
    assert status == "400 Bad Request"
    assert "Content-Security-Policy" in headers
    assert "arrived incomplete or changed" in page


@pytest.mark.parametrize(
    "without",
    [
        {"CONTENT_LENGTH": ""},
        {"CONTENT_LENGTH": "", "HTTP_TRANSFER_ENCODING": "chunked"},
        {"HTTP_TRANSFER_ENCODING": "chunked"},
        {"REQUEST_METHOD": "GET", "HTTP_TRANSFER_ENCODING": "gzip, chunked"},
    ],
)
def test_a_body_of_unknown_length_is_refused_without_waiting_for_its_end(
    without: dict[str, str],
) -> None:
    class Endless(io.BytesIO):
        def read(self, size: int | None = -1, /) -> bytes:
            raise AssertionError("Nobody knows where it ends.")

    status, _headers, page = answer(Endless(), **without)
    assert status == "411 Length Required"
    assert "arrived incomplete or changed" in page


def test_what_is_too_large_is_read_away_and_refused() -> None:
    body = io.BytesIO(b"x" * 2**21)
    status, _headers, page = answer(body, CONTENT_LENGTH=str(2**21))
    assert status == "413 Request Entity Too Large"
    assert "larger than any page of this website can be" in page
    assert body.read() == b""


@pytest.mark.parametrize("method", ["get", "head", "options", "delete", "post", "put", "patch"])
def test_the_test_client_needs_nothing_of_its_own(client: Client, method: str) -> None:
    reply = getattr(client, method)("/privacy/", {"a": "b"} if method != "delete" else "a=b")
    assert reply.status_code in (200, 405)


def test_a_post_without_anything_needs_a_length_too(client: Client) -> None:
    assert client.generic("POST", "/r/", b"", content_type=FORM).status_code == 411
    reply = client.generic("POST", "/r/", b"", content_type=FORM, CONTENT_LENGTH="0")
    assert reply.status_code == 200
