"""A body that ends before its announced length is refused before anything in it is read."""

from __future__ import annotations

from urllib.parse import urlencode

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test.client import BOUNDARY, MULTIPART_CONTENT, encode_multipart
from django.urls import reverse

from responses.models import Response
from tests.integration.bodies.conftest import Site, is_our_page

CUTS = {
    "nothing came": lambda body: 0,
    "after the mark": lambda body: body.index(b"&_asked="),
    "after what was asked": lambda body: body.index(b"&", body.index(b"&_asked=") + 1),
    "at the border of a field": lambda body: body.index(b"school="),
    "inside of an answer": lambda body: body.index(b"another+story") + 4,
    "inside of a percent escape": lambda body: body.index(b"%0D%0A") + 2,
    "one byte is missing": lambda body: len(body) - 1,
}
"""Where a body ends too early."""


def cut(body: bytes, where: str) -> bytes:
    return body[: CUTS[where](body)]


@pytest.mark.parametrize("where", CUTS)
def test_a_body_after_which_the_connection_is_closed(site: Site, where: str) -> None:
    head = site.head(Content_Length=str(len(site.body)))
    reply = site.wire().send(head, cut(site.body, where)).half_close().reply()
    assert reply.status == 400
    assert is_our_page(reply)
    assert "arrived incomplete or changed, so nothing was done with it" in reply.page


@pytest.mark.parametrize("where", CUTS)
def test_a_body_in_which_the_connection_breaks(site: Site, where: str) -> None:
    before = site.log
    head = site.head(Content_Length=str(len(site.body)))
    site.wire().send(head, cut(site.body, where)).reset()
    site.wait_for_refusal(before)


@pytest.mark.parametrize("ending", ["closed", "broken"])
def test_a_body_that_the_server_has_asked_for(site: Site, ending: str) -> None:
    before = site.log
    wire = site.wire().send(site.head(Content_Length=str(len(site.body)), Expect="100-continue"))
    assert wire.is_invited()
    wire.send(cut(site.body, "after what was asked"))
    if ending == "closed":
        assert wire.half_close().reply().status == 400
    else:
        wire.reset()
        site.wait_for_refusal(before)


@pytest.mark.parametrize("lost", [1, 30, 400], ids=lambda lost: f"{lost} bytes are missing")
@pytest.mark.parametrize("files", [{}, {"file": "x" * 5000}], ids=["fields", "a file too"])
def test_a_form_of_several_parts(site: Site, lost: int, files: dict[str, str]) -> None:
    """The end of its last boundary may be what is missing, and a parser does not mind that."""
    sent = {name: SimpleUploadedFile(f"{name}.txt", text.encode()) for name, text in files.items()}
    body = encode_multipart(BOUNDARY, site.fields | sent)
    head = site.head(Content_Length=str(len(body)), Content_Type=MULTIPART_CONTENT)
    reply = site.wire().send(head, body[:-lost]).half_close().reply()
    assert reply.status == 400
    assert is_our_page(reply)


@pytest.mark.parametrize("method", ["POST", "GET"])
@pytest.mark.parametrize("content_type", ["application/json", MULTIPART_CONTENT, "text/plain", ""])
def test_a_body_of_any_method_and_kind(site: Site, method: str, content_type: str) -> None:
    head = site.head(method, Content_Length=str(len(site.body)), Content_Type=content_type)
    reply = site.wire().send(head, site.body[:-1]).half_close().reply()
    assert reply.status == 400
    assert is_our_page(reply)


@pytest.mark.parametrize(
    "path",
    [
        "/",
        "/r/",
        "/no/such/page/",
        "/privacy/",
        "/admin/login/",
        "/admin/accounts/user/add/",
        "/accounts/sign-in/",
        "/accounts/password/reset/",
        "/surveys/",
    ],
)
def test_a_body_for_any_address(site: Site, path: str) -> None:
    body = urlencode(site.fields, doseq=True).encode()
    head = site.head(path=path, Content_Length=str(len(body)))
    reply = site.wire().send(head, body[:-1]).half_close().reply()
    assert reply.status == 400
    assert is_our_page(reply)


def test_nobody_begins_by_half_a_request(site: Site) -> None:
    """Its token came whole, and in a header too, and nothing else is needed to begin."""
    begun = Response.objects.count()
    start = site.respondent.link.code
    token = site.respondent.fields["csrfmiddlewaretoken"][0]
    body = f"csrfmiddlewaretoken={token}&start_again=1".encode()
    for content_type in ("application/x-www-form-urlencoded", MULTIPART_CONTENT, "text/plain"):
        head = site.head(
            path=reverse("begin", args=[start]),
            Content_Length=str(len(body)),
            Content_Type=content_type,
            X_CSRFToken=token,
        )
        assert site.wire().send(head, body[:-1]).half_close().reply().status == 400
    assert Response.objects.count() == begun


def test_what_comes_after_it_on_the_connection_is_no_request(site: Site) -> None:
    """The announced length covers it, so it belongs to the body."""
    head = site.head(Content_Length=str(len(site.body) + 5000))
    wire = site.wire().send(head, site.body, site.head("GET", "/privacy/")).half_close()
    assert wire.reply().status == 400
