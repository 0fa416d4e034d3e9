"""Pages travel compressed, files as they are."""

from __future__ import annotations

import gzip
from io import BytesIO

import pytest
from django.http import FileResponse, HttpRequest, HttpResponseBase
from django.test import Client, RequestFactory
from django.urls import reverse

from larc_survey.middleware import PageCompression

ACCEPTING = {"accept-encoding": "gzip, deflate, br, zstd"}

pytestmark = pytest.mark.django_db


def test_a_browser_that_can_read_it_gets_a_compressed_page(client: Client) -> None:
    plain = client.get(reverse("privacy"))
    packed = client.get(reverse("privacy"), headers=ACCEPTING)
    assert "Content-Encoding" not in plain.headers
    assert packed.headers["Content-Encoding"] == "gzip"
    assert "Accept-Encoding" in packed.headers["Vary"]
    assert gzip.decompress(packed.content) == plain.content
    assert len(packed.content) < len(plain.content) / 2


def test_its_length_does_not_tell_what_is_on_it(client: Client) -> None:
    """Whoever can only watch the line must not learn, from lengths, what a guess has in common."""
    lengths = {len(client.get(reverse("privacy"), headers=ACCEPTING).content) for _ in range(20)}
    assert len(lengths) > 3


def test_a_file_goes_out_with_its_length() -> None:
    def download(request: HttpRequest) -> HttpResponseBase:
        return FileResponse(BytesIO(b"a row of answers\n" * 100), filename="file.xlsx")

    reply = PageCompression(download)(RequestFactory().get("/", headers=ACCEPTING))
    assert "Content-Encoding" not in reply.headers
    assert reply.headers["Content-Length"] == "1700"
