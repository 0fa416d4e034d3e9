"""What says that it is in another charset than UTF-8 is refused by a page of ours, unread."""

from __future__ import annotations

import io
from http import HTTPStatus
from urllib.parse import urlencode

import pytest
from django.http import HttpResponse
from django.test import Client

from responses.models import Response
from tests.integration.test_request_bodies import answer
from tests.publishing import published
from tests.respondent import Respondent
from tests.surveys import link_to, survey_of
from tests.visits import VISITS

pytestmark = pytest.mark.django_db

FORM = "application/x-www-form-urlencoded"
PARTS = "multipart/form-data; boundary=B"
HEADERS = (
    *("Content-Security-Policy", "Permissions-Policy", "X-Content-Type-Options"),
    *("X-Frame-Options", "Referrer-Policy", "Cross-Origin-Opener-Policy"),
)


def part(*lines: str) -> bytes:
    head = "\r\n".join(('Content-Disposition: form-data; name="code"', *lines))
    return f"--B\r\n{head}\r\n\r\nabc\r\n--B--\r\n".encode()


def as_served(content_type: str, body: bytes, **environ: str) -> tuple[str, dict[str, str], str]:
    """Return status, headers and page that a web server gets."""
    length = {"CONTENT_LENGTH": str(len(body))}
    return answer(io.BytesIO(body), CONTENT_TYPE=content_type, **length, **environ)


def is_refused(reply: HttpResponse) -> bool:
    assert reply.headers["Cache-Control"] == "no-store"
    assert [name for name in HEADERS if name not in reply.headers] == []
    return (
        reply.status_code == HTTPStatus.BAD_REQUEST
        and "We could not read that request" in reply.content.decode()
    )


@pytest.mark.parametrize("kind", [FORM, PARTS, "text/plain", "application/json"])
@pytest.mark.parametrize(
    "charset",
    [
        "iso-8859-1",
        "utf-16",
        "rot13",
        "UTF-16",
        '"latin-1"',
        "unknown",
        "us-ascii",
        "utf-7",
        "idna",
    ],
)
def test_another_charset_is_refused_on_every_kind_of_body(
    client: Client, kind: str, charset: str
) -> None:
    for path in ("/r/", "/accounts/sign-in/", "/no/such/page", "/admin/"):
        for parameter in ("charset", "CHARSET"):
            content_type = f"{kind}; {parameter}={charset}"
            assert is_refused(client.generic("POST", path, part(), content_type)), path


@pytest.mark.parametrize("method", ["GET", "HEAD", "POST"])
@pytest.mark.parametrize("charset", ["rot13", "utf-16", "latin-1"])
def test_another_charset_is_refused_with_every_method_that_pages_know(
    method: str, charset: str
) -> None:
    status, headers, _page = as_served(
        f"{FORM}; charset={charset}", b"code=x", REQUEST_METHOD=method, QUERY_STRING="code=abcd2345"
    )
    assert status == "400 Bad Request"
    assert set(HEADERS) <= headers.keys()


@pytest.mark.parametrize(
    "line",
    [
        "Content-Type: text/plain; charset=utf-16",
        "Content-Type: text/plain; CHARSET=rot13",
        "Content-Type: text/plain;\r\n charset=iso-8859-1",
    ],
)
def test_another_charset_of_one_part_is_refused(client: Client, line: str) -> None:
    assert is_refused(client.generic("POST", "/r/", part(line), PARTS))


@pytest.mark.parametrize(
    "content_type",
    [
        "multipart/form-data",
        "multipart/form-data; boundary=",
        "multipart/form-data; boundary=ß",
        f"multipart/form-data; boundary={'x' * 300}",
    ],
)
def test_a_form_whose_parts_cannot_be_told_apart_is_refused(
    client: Client, content_type: str
) -> None:
    assert is_refused(client.generic("POST", "/r/", part(), content_type))


@pytest.mark.parametrize(
    "content_type",
    ["a/b; charset*=foo''x", "a/b; x*=foo''y", "a/b; charset=\0", "a/b; charset*=\0''x"],
)
def test_of_what_django_makes_no_request_a_page_answers_as_well(content_type: str) -> None:
    """Without it the web server would meet the exception and answer with nothing."""
    status, headers, page = as_served(content_type, b"code=x")
    assert status == "400 Bad Request"
    assert "We could not read that request" in page
    assert set(HEADERS) <= headers.keys()


@pytest.mark.parametrize("charset", ["utf-8", "UTF-8", '"utf-8"', "utf8"])
def test_utf_8_is_read_by_any_of_its_names(client: Client, charset: str) -> None:
    for kind, body in ((FORM, b"code=caf%C3%A9"), (PARTS, part())):
        reply = client.generic("POST", "/r/", body, f"{kind}; charset={charset}")
        assert reply.status_code == HTTPStatus.OK
        assert ("café" if kind == FORM else "abc") in reply.content.decode()


def test_nothing_is_saved_of_it() -> None:
    respondent = Respondent(link_to(survey_of(published(VISITS)))).begin()
    before = Response.objects.get().answers
    fields = {name: value[0] for name, value in respondent.page.one("form").fields().items()}
    body = urlencode(fields | {"role": "practitioner"}).encode()
    for charset, status in (("latin-1", HTTPStatus.BAD_REQUEST), ("utf-8", HTTPStatus.FOUND)):
        assert Response.objects.get().answers == before
        reply = respondent.client.generic(
            "POST", respondent.path, body, f"{FORM}; charset={charset}"
        )
        assert reply.status_code == status
    assert Response.objects.get().answers != before
