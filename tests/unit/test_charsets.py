"""What Django would read in another charset than UTF-8, or not at all, is known beforehand."""

from __future__ import annotations

import io

import pytest
from django.core.handlers.wsgi import WSGIRequest
from hypothesis import example, given
from hypothesis import strategies as st

from larc_survey.charsets import are_parts_utf8, is_utf8

UTF_8 = [
    *(
        "",
        "text/plain",
        "multipart/form-data; boundary=x",
        "a/b; charset=utf-8",
        "a/b;charset=UTF8",
    ),
    *(
        'a/b; charset="utf-8"',
        "a/b; Charset = Utf-8",
        "a/b; boundary=charset",
        "a/b; charset*=utf-8''utf-8",
    ),
]
OTHERS = [
    *("utf-16", "UTF-16", '"utf-16"', "rot13", "latin-1", "iso-8859-1", "windows-1252", "utf-7"),
    *("us-ascii", "utf-8-sig", "idna", "hex", "zip", "unicode_escape", "undefined", "none", "ß"),
    *(
        "",
        "\0",
        "a\0b",
        "utf-8\0",
        "utf-8, a/b",
        "x" * 5000,
        "../utf-8",
        '"',
        "''",
        "utf-16;charset",
    ),
]
UNREADABLE = [
    *("a/b; charset*=foo''utf-8", "a/b; charset*=utf-16''x", "a/b; charset*0=utf-;charset*1=16"),
    *(
        "a/b; x*=foo''y",
        "a/b; x*=\0''y",
        "a/b; charset",
        "a/b; charset*0*=foo''x",
        ";charset=utf-16",
    ),
]


@pytest.mark.parametrize("content_type", UTF_8)
def test_utf_8_is_read_by_any_of_its_names(content_type: str) -> None:
    assert is_utf8(content_type)


@pytest.mark.parametrize("charset", OTHERS)
@pytest.mark.parametrize("name", ["charset", "Charset", "CHARSET"])
def test_no_other_charset_is_read(charset: str, name: str) -> None:
    assert not is_utf8(f"application/x-www-form-urlencoded; {name}={charset}")


@pytest.mark.parametrize("content_type", UNREADABLE)
def test_what_cannot_be_read_is_not_read(content_type: str) -> None:
    assert not is_utf8(content_type)


PIECES = st.sampled_from(
    [
        *"; =*'\"%0,/\\ \0ß",
        "charset",
        "CHARSET",
        "boundary",
        "utf-8",
        "utf-16",
        "rot13",
        "foo",
        "a/b",
    ]
)


@given(content_type=st.lists(PIECES, max_size=12).map("".join))
@example("a/b; charset*=foo''x")
@example("a/b; charset=rot13")
@example("a/b; charset=\0")
def test_what_is_read_django_reads_as_utf_8(content_type: str) -> None:
    if is_utf8(content_type):
        request = WSGIRequest(
            {"REQUEST_METHOD": "POST", "CONTENT_TYPE": content_type, "wsgi.input": io.BytesIO()}
        )
        assert (request.encoding or "utf-8").strip().lower() in ("utf-8", "utf8")


def form_with(*heads: str, content: str = "x") -> bytes:
    parts = "".join(f"--B\r\n{head}\r\n\r\n{content}\r\n" for head in heads)
    return f"{parts}--B--\r\n".encode()


FIELD = 'Content-Disposition: form-data; name="story"'
FILE = 'Content-Disposition: form-data; name="file"; filename="a.csv"'


@pytest.mark.parametrize(
    "body",
    [
        form_with(FIELD, FILE),
        form_with(
            f"{FIELD}\r\nContent-Type: text/plain; charset=UTF-8",
            f"{FILE}\r\nContent-Type: text/csv",
        ),
        form_with(FIELD, content="Content-Type: text/plain; charset=utf-16"),
        form_with(FIELD, content="\r\nContent-Type: text/plain; charset=utf-16\r\n\r\n"),
        b"",
        b"no form",
    ],
)
def test_parts_without_another_charset_are_read(body: bytes) -> None:
    assert are_parts_utf8(body, b"B")


@pytest.mark.parametrize(
    "line",
    [
        "Content-Type: text/plain; charset=utf-16",
        "content-type:text/plain;CHARSET=latin-1",
        'Content-Type : text/plain; charset="rot13"',
        "Content-Type: text/plain;\r\n charset=utf-16",
        "Content-Type: text/plain; charset*=foo''utf-8",
    ],
)
@pytest.mark.parametrize("disposition", [FIELD, FILE])
def test_a_part_in_another_charset_is_not_read(line: str, disposition: str) -> None:
    for head in (f"{disposition}\r\n{line}", f"{line}\r\n{disposition}"):
        assert not are_parts_utf8(form_with(FIELD, head, FIELD), b"B")
