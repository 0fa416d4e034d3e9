"""Where a respondent is: a signed cookie on the survey's own address, and nothing else.

The cookie holds the random key of the response under way and, once the respondent has chosen one,
the language they read. It is sent only below `/s/<code>/`, dies with the browser session, and is
not readable by scripts. There is no session row.
"""

from __future__ import annotations

import uuid
from dataclasses import dataclass

from django.conf import settings
from django.core.signing import BadSignature, Signer
from django.http import HttpRequest, HttpResponseBase
from django.urls import reverse
from django.utils.crypto import constant_time_compare, salted_hmac

COOKIE = "larc_place"

_signer = Signer(salt="responses.place")


@dataclass(frozen=True, slots=True)
class Place:
    """The response under way in a browser, and the language chosen there, "" for none."""

    response_id: uuid.UUID
    language: str = ""

    @classmethod
    def parse(cls, text: str) -> Place:
        """Return the place that `str` wrote; raise ValueError for anything else."""
        key, _dot, language = text.partition(".")
        return cls(uuid.UUID(key), language)

    def __str__(self) -> str:
        return f"{self.response_id}.{self.language}" if self.language else str(self.response_id)


def place_of(request: HttpRequest) -> Place | None:
    """Return the place in the request's cookie, or None if there is none that we signed."""
    try:
        return Place.parse(_signer.unsign(request.COOKIES.get(COOKIE, "")))
    except (BadSignature, ValueError):
        return None


def remember(reply: HttpResponseBase, place: Place, *, link_code: str) -> None:
    """Give the respondent's browser its *place* in the survey behind *link_code*."""
    reply.set_cookie(
        COOKIE,
        _signer.sign(str(place)),
        path=reverse("start", args=[link_code]),
        secure=settings.SESSION_COOKIE_SECURE,
        httponly=True,
        samesite="Lax",
    )


def mark_of(response_id: uuid.UUID) -> str:
    """Return a mark that a page's form carries, so that it is saved into no other response."""
    return salted_hmac("responses.mark", response_id.bytes, algorithm="sha256").hexdigest()[:20]


def belongs_to(mark: str | None, response_id: uuid.UUID) -> bool:
    """Return whether a posted *mark* is that of this response."""
    return constant_time_compare(mark or "", mark_of(response_id))
