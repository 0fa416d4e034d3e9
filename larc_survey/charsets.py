"""Everything is read as UTF-8, and what says that it is something else is not read at all.

Our pages are in UTF-8, so browsers send what is entered in it. Django reads some of what is in
another charset as if it were UTF-8 and stumbles over the rest, in places where it has no page to
answer with.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from wsgiref.types import StartResponse, WSGIApplication, WSGIEnvironment

from django.utils.http import parse_header_parameters

UTF_8 = frozenset({"utf-8", "utf8"})
FOLDED = re.compile(rb"\r\n[ \t]+")
CONTENT_TYPE = re.compile(rb"content-type\s*:(.*)", re.IGNORECASE)

HIDDEN = "larc_survey.other_charset"
"""The key in a request's environment by which `hiding_other_charsets` tells what it has hidden."""


def is_utf8(content_type: str) -> bool:
    """Return whether a value of Content-Type names no charset, or UTF-8, and can be read at all."""
    try:
        _kind, parameters = parse_header_parameters(content_type)
    except ValueError:
        return False
    charsets = [value for name, value in parameters.items() if name.lower() == "charset"]
    return all(charset.strip().lower() in UTF_8 for charset in charsets)


def are_parts_utf8(body: bytes, boundary: bytes) -> bool:
    """Return whether `is_utf8` holds for each part of a form that has several."""
    for part in body.split(b"--" + boundary):
        head, _, _content = part.partition(b"\r\n\r\n")
        for line in FOLDED.sub(b" ", head).split(b"\r\n"):
            told = CONTENT_TYPE.match(line)
            if told and not is_utf8(told[1].decode(errors="replace")):
                return False
    return True


def hiding_other_charsets(application: WSGIApplication) -> WSGIApplication:
    """Let Django make a request of whatever comes, so that it has a page to answer with."""

    def hiding(environ: WSGIEnvironment, start_response: StartResponse) -> Iterable[bytes]:
        if not is_utf8(environ.get("CONTENT_TYPE", "")):
            environ[HIDDEN] = True
            environ["CONTENT_TYPE"] = "application/octet-stream"
        return application(environ, start_response)

    return hiding
