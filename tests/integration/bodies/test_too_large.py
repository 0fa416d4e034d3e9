"""Who sends more than any page can hold is told so, and sees the page that says it."""

from __future__ import annotations

import pytest
from django.test.client import BOUNDARY, MULTIPART_CONTENT, encode_multipart

from tests.integration.bodies.conftest import LIMIT, Site, is_our_page


@pytest.mark.parametrize("size", [LIMIT + 1, 3 * LIMIT, 8 * LIMIT])
def test_a_body_over_the_limit_is_taken_and_thrown_away(site: Site, size: int) -> None:
    body = site.body + b"&more=".ljust(size - len(site.body), b"x")
    reply = site.wire().send(site.head(Content_Length=str(len(body))), body).reply()
    assert reply.status == 413
    assert is_our_page(reply)
    assert "larger than any page of this website can be" in reply.page


def test_a_file_is_no_way_round_the_limit(site: Site) -> None:
    """Django's own limits leave files out, and would fill the disk with one."""
    body = encode_multipart(BOUNDARY, site.fields | {"file": "x" * LIMIT})
    head = site.head(Content_Length=str(len(body)), Content_Type=MULTIPART_CONTENT)
    reply = site.wire().send(head, body).reply()
    assert reply.status == 413
    assert is_our_page(reply)


def test_a_body_over_the_limit_that_is_cut_off(site: Site) -> None:
    head = site.head(Content_Length=str(2 * LIMIT))
    assert site.wire().send(head, site.body).half_close().reply().status == 413


def test_a_body_beyond_all_measure_is_not_waited_for(site: Site) -> None:
    reply = site.wire().send(site.head(Content_Length=str(10**12))).reply()
    assert reply.status == 413
    assert is_our_page(reply)
