"""What arrives whole is saved, however slowly and in whatever shape it comes."""

from __future__ import annotations

from urllib.parse import urlencode

from django.test.client import BOUNDARY, MULTIPART_CONTENT, encode_multipart

from tests.integration.bodies.conftest import LIMIT, Site, browser_of
from tests.integration.bodies.wire import LAST_CHUNK, chunk
from tests.respondent import Respondent


def head_of(site: Site, newcomer: Respondent, body: bytes, **headers: str) -> bytes:
    cookies = browser_of(newcomer).cookies_for(newcomer.path)
    return site.head(path=newcomer.path, Cookie=cookies, Content_Length=str(len(body)), **headers)


def test_a_body_that_comes_little_by_little(site: Site, newcomer: Respondent) -> None:
    body = urlencode(newcomer.fields | {"contacts": "no"}, doseq=True).encode()
    pieces = [body[n : n + 7] for n in range(0, len(body), 7)]
    assert site.wire().send(head_of(site, newcomer, body), *pieces).reply().status == 302
    assert newcomer.response.answers["contacts"] == {"choice": "no"}


def test_a_body_whose_sender_stops_talking(site: Site, newcomer: Respondent) -> None:
    """The web server does not answer then, but whatever was whole has been saved."""
    body = urlencode(newcomer.fields | {"contacts": "no"}, doseq=True).encode()
    site.wire().send(head_of(site, newcomer, body), body).half_close()
    site.wait_until(lambda: "contacts" in newcomer.response.answers)


def test_a_body_that_is_announced_first(site: Site, newcomer: Respondent) -> None:
    body = urlencode(newcomer.fields | {"contacts": "no"}, doseq=True).encode()
    wire = site.wire().send(head_of(site, newcomer, body, Expect="100-continue"))
    assert wire.is_invited()
    assert wire.send(body).reply().status == 302
    assert newcomer.response.answers["contacts"] == {"choice": "no"}


def test_a_form_of_several_parts(site: Site, newcomer: Respondent) -> None:
    body = encode_multipart(BOUNDARY, newcomer.fields | {"contacts": "no"})
    head = head_of(site, newcomer, body, Content_Type=MULTIPART_CONTENT)
    assert site.wire().send(head, body[:50], body[50:]).reply().status == 302
    assert newcomer.response.answers["contacts"] == {"choice": "no"}


def test_a_form_as_large_as_the_limit(site: Site, newcomer: Respondent) -> None:
    body = urlencode(newcomer.fields | {"contacts": "no", "more": ""}, doseq=True).encode()
    body = body.ljust(LIMIT, b"x")
    assert site.wire().send(head_of(site, newcomer, body), body).reply().status == 302
    assert newcomer.response.answers["contacts"] == {"choice": "no"}


def test_bodies_one_after_the_other_on_one_connection(site: Site, newcomer: Respondent) -> None:
    """Nothing of one is left to be taken for a part of the next, not of a refused one either."""
    body = urlencode(newcomer.fields | {"contacts": "no"}, doseq=True).encode()
    wire = site.wire()
    assert wire.send(head_of(site, newcomer, body), body).reply().status == 302
    much = body.ljust(2 * LIMIT, b"x")
    assert wire.send(head_of(site, newcomer, much), much).reply().status == 413
    chunked = site.head(Transfer_Encoding="chunked") + chunk(body) + LAST_CHUNK
    assert wire.send(chunked).reply().status == 411
    assert wire.send(head_of(site, newcomer, body), body).reply().status == 302
