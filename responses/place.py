"""Where a respondent is: a signed cookie on the survey's own address, and nothing else.

The cookie holds the random key of the response under way and, once the respondent has chosen one,
the language they read. It is sent only below `/s/<code>/` and is not readable by scripts. It ends
with the browser, or with the survey where the respondent says that the device is their own. There
is no session row.
"""

from __future__ import annotations

import uuid
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.conf import settings
from django.core.signing import BadSignature, Signer
from django.http import HttpRequest, HttpResponseBase
from django.urls import reverse
from django.utils.crypto import constant_time_compare, salted_hmac

COOKIE = "larc_place"

_signer = Signer(salt="responses.place")


@dataclass(frozen=True, slots=True)
class Place:
    """The response under way in a browser, the language chosen there ("" for none), and whether
    the browser keeps both when it is closed."""

    response_id: uuid.UUID
    language: str = ""
    is_kept: bool = False


def place_of(request: HttpRequest) -> Place | None:
    """Return the place in the request's cookie, or None if there is none that we signed."""
    return place_in(request.COOKIES.get(COOKIE, ""))


def place_in(cookie: str) -> Place | None:
    """Return the place in a cookie's value, or None if it is none that we signed."""
    try:
        held = _signer.unsign_object(cookie)
        return Place(uuid.UUID(held["response"]), held["language"], held["kept"])
    except (BadSignature, ValueError, KeyError, TypeError):
        return None


def remember(reply: HttpResponseBase, place: Place, *, link_code: str, until: datetime) -> None:
    """Give the respondent's browser its *place* in the survey behind *link_code*.

    *until* is when the survey closes for everybody; a browser keeps its place no longer.
    """
    reply.set_cookie(
        COOKIE,
        _signer.sign_object(_held(place)),
        expires=until if place.is_kept else None,
        path=reverse("start", args=[link_code]),
        secure=settings.SESSION_COOKIE_SECURE,
        httponly=True,
        samesite="Lax",
    )


def _held(place: Place) -> dict[str, Any]:
    return {
        "response": str(place.response_id),
        "language": place.language,
        "kept": place.is_kept,
    }


def mark_of(response_id: uuid.UUID) -> str:
    """Return a mark that a page's form carries, so that it is saved into no other response."""
    return _mark(response_id, settings.SECRET_KEY)


def belongs_to(mark: str | None, response_id: uuid.UUID) -> bool:
    """Return whether a posted *mark* is that of this response, made with this secret or an earlier.

    A page may have been open while the secret was changed.
    """
    secrets = (settings.SECRET_KEY, *settings.SECRET_KEY_FALLBACKS)
    return any(constant_time_compare(mark or "", _mark(response_id, secret)) for secret in secrets)


def _mark(response_id: uuid.UUID, secret: str) -> str:
    digest = salted_hmac("responses.mark", response_id.bytes, secret=secret, algorithm="sha256")
    return digest.hexdigest()[:20]
