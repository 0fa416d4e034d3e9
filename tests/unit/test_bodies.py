"""A body is counted as it is read, whatever the web server makes of one that was cut off."""

from __future__ import annotations

import io
from typing import Any
from wsgiref.types import WSGIEnvironment
from wsgiref.util import setup_testing_defaults

import pytest

from larc_survey.bodies import CountedBody, IncompleteBody, announced_length, counting_bodies

WHOLE = b"first line\nsecond line" * 3000


class Pieces:
    """A body that the web server hands over in *pieces*, with an error for one that is no bytes."""

    def __init__(self, *pieces: Any) -> None:
        self.left = list(pieces)

    def read(self, size: int, /) -> bytes:
        if not self.left:
            return b""
        piece = self.left.pop(0)
        if isinstance(piece, Exception):
            raise piece
        if len(piece) > size:
            self.left.insert(0, piece[size:])
        return piece[:size]


def counted(body: Any, length: int = len(WHOLE)) -> io.BufferedReader:
    return io.BufferedReader(CountedBody(body, length))


@pytest.mark.parametrize("size", [1, 7, 8192, len(WHOLE), 10**6, -1])
def test_a_whole_body_is_read_as_it_is(size: int) -> None:
    body = counted(io.BytesIO(WHOLE))
    pieces = list(iter(lambda: body.read(size), b""))
    assert b"".join(pieces) == WHOLE


def test_a_whole_body_is_read_by_lines() -> None:
    assert list(counted(io.BytesIO(WHOLE))) == list(io.BytesIO(WHOLE))


def test_what_comes_in_pieces_is_one_body() -> None:
    """One reading may bring less than was asked for, and Django reads only once."""
    pieces = [WHOLE[n : n + 1000] for n in range(0, len(WHOLE), 1000)]
    assert counted(Pieces(*pieces)).read(len(WHOLE)) == WHOLE


def test_nothing_behind_the_body_is_read() -> None:
    server = io.BytesIO(WHOLE + b"GET / HTTP/1.1")
    assert counted(server).read() == WHOLE
    assert server.read() == b"GET / HTTP/1.1"


@pytest.mark.parametrize(
    "body",
    [
        Pieces(),
        Pieces(WHOLE[:-1]),
        Pieces(WHOLE[:5000], WHOLE[5000:-1]),
        Pieces(WHOLE[:5000], ConnectionResetError()),
        Pieces(TimeoutError()),
    ],
    ids=["nothing", "one byte less", "in pieces", "broken", "too slow"],
)
@pytest.mark.parametrize("size", [100, 10**6, -1])
def test_a_body_that_was_cut_off_is_never_read_to_its_end(body: Pieces, size: int) -> None:
    reader = counted(Pieces(*body.left))
    with pytest.raises(IncompleteBody):
        list(iter(lambda: reader.read(size), b""))


@pytest.mark.parametrize(
    ("text", "length"),
    [
        ("0", 0),
        ("12", 12),
        ("", None),
        ("-1", None),
        ("+1", None),
        (" 1", None),
        ("1_0", None),
        ("1.0", None),
        ("٣", None),
        ("9" * 19, None),
        ("1, 1", None),
    ],
)
def test_a_length_is_a_plain_number(text: str, length: int | None) -> None:
    assert announced_length({"CONTENT_LENGTH": text}) == length


def test_only_announced_bodies_are_counted() -> None:
    """Some web servers would wait for ever for the end of a body without a length."""
    met: list[Any] = []

    def application(environ: WSGIEnvironment, start_response: Any) -> list[bytes]:
        met.append(environ["wsgi.input"])
        return []

    body = io.BytesIO(b"abc")
    for length in ({}, {"CONTENT_LENGTH": ""}, {"CONTENT_LENGTH": "x"}, {"CONTENT_LENGTH": "0"}):
        environ: WSGIEnvironment = {"wsgi.input": body, **length}
        setup_testing_defaults(environ)
        counting_bodies(application)(environ, lambda *told: None)
    assert met == [body] * 4
