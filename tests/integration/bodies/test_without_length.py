"""A body whose length nobody has announced could have been cut off anywhere: it is not taken."""

from __future__ import annotations

import pytest

from tests.integration.bodies.conftest import Site, is_our_page
from tests.integration.bodies.test_cut_off import CUTS
from tests.integration.bodies.wire import LAST_CHUNK, chunk

MUCH = b"&story=" + b"x" * 200_000


@pytest.mark.parametrize("more", [b"", MUCH], ids=["little", "much"])
def test_a_whole_body_in_chunks(site: Site, more: bytes) -> None:
    head = site.head(Transfer_Encoding="chunked")
    reply = site.wire().send(head, chunk(site.body), chunk(more or b"&"), LAST_CHUNK).reply()
    assert reply.status == 411
    assert is_our_page(reply)


def test_a_body_in_chunks_after_which_the_connection_is_closed(site: Site) -> None:
    head = site.head(Transfer_Encoding="chunked")
    reply = site.wire().send(head, chunk(site.body)).half_close().reply()
    assert reply.status == 411
    assert is_our_page(reply)


def test_a_body_in_chunks_in_which_the_connection_breaks(site: Site) -> None:
    before = site.log
    site.wire().send(site.head(Transfer_Encoding="chunked"), chunk(site.body)).reset()
    site.wait_until(lambda: site.log.count("Length Required") > before.count("Length Required"))


def test_chunks_that_are_none(site: Site) -> None:
    head = site.head(Transfer_Encoding="chunked")
    assert site.wire().send(head, b"zz\r\n" + site.body).reply().status == 411


def test_chunks_with_a_length_beside_them(site: Site) -> None:
    """Two servers may read such a request in two ways; ours goes by neither."""
    head = site.head(Content_Length=str(len(site.body)), Transfer_Encoding="chunked")
    reply = site.wire().send(head, chunk(site.body) + LAST_CHUNK).reply()
    assert reply.status == 411
    assert is_our_page(reply)


def test_no_length_at_all(site: Site) -> None:
    reply = site.wire().send(site.head("POST") + site.body).half_close().reply()
    assert reply.status == 411
    assert is_our_page(reply)


def test_chunks_of_a_get(site: Site) -> None:
    head = site.head("GET", Transfer_Encoding="chunked")
    assert site.wire().send(head, chunk(site.body) + LAST_CHUNK).reply().status == 411


@pytest.mark.parametrize("method", ["PUT", "PATCH", "DELETE", "OPTIONS"])
def test_a_method_that_no_page_knows_is_refused_whatever_its_body(site: Site, method: str) -> None:
    head = site.head(method, Transfer_Encoding="chunked")
    assert site.wire().send(head, chunk(site.body) + LAST_CHUNK).reply().status == 405
    whole = site.head(method, Content_Length=str(len(site.body)))
    assert site.wire().send(whole, site.body).reply().status == 405


@pytest.mark.parametrize("length", ["-1", "+300", "3e2", "1_000", "0x12c", "many", "", "9" * 30])
def test_a_length_that_is_none(site: Site, length: str) -> None:
    """The web server itself refuses it, without a page."""
    reply = site.wire().send(site.head(Content_Length=length) + site.body).half_close().reply()
    assert reply.status == 400


def test_two_lengths(site: Site) -> None:
    two = f"{len(site.body)}\r\nContent-Length: {len(site.body) - 40}"
    reply = site.wire().send(site.head(Content_Length=two) + site.body).half_close().reply()
    assert reply.status == 400


@pytest.mark.parametrize("where", [*CUTS][1:-1])
def test_a_length_that_is_too_small(site: Site, where: str) -> None:
    """As far as anybody can tell the body is whole; so the form itself says where it ends."""
    head = site.head(Content_Length=str(CUTS[where](site.body)))
    reply = site.wire().send(head + site.body).half_close().reply()
    assert reply.status == 400
    assert "arrived incomplete" in reply.page
