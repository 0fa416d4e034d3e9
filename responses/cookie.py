"""The response cookie: which response is under way in a browser, signed, and nothing else.

It holds the random key of the response and, once the respondent has chosen one, the language they
read. It is sent only below `/s/<code>/` and is not readable by scripts. It ends with the browser,
or with the survey where the respondent says that the device is their own. There is no session row.
"""

from __future__ import annotations

import uuid
from dataclasses import dataclass
from datetime import datetime

from django.conf import settings
from django.core.signing import BadSignature, Signer
from django.http import HttpRequest, HttpResponseBase
from django.urls import reverse

COOKIE = "larc_response"

_signer = Signer(salt="responses.cookie")


@dataclass(frozen=True, slots=True)
class ResponseCookie:
    """The response under way in a browser, the language chosen there ("" for none), and whether
    the browser keeps both when it is closed."""

    response_id: uuid.UUID
    language: str = ""
    is_kept: bool = False


def cookie_of(request: HttpRequest) -> ResponseCookie | None:
    """Return what the request's cookie holds, None if there is none that we signed."""
    return unsigned(request.COOKIES.get(COOKIE, ""))


def unsigned(value: str) -> ResponseCookie | None:
    """Return what the *value* of a cookie holds, None if it is none that we signed."""
    try:
        held = _signer.unsign_object(value)
        return ResponseCookie(uuid.UUID(held["response"]), held["language"], held["kept"])
    except (BadSignature, ValueError, KeyError, TypeError):
        return None


def signed(cookie: ResponseCookie) -> str:
    """Return the value of *cookie*: one mapping, signed."""
    return _signer.sign_object(
        {
            "response": str(cookie.response_id),
            "language": cookie.language,
            "kept": cookie.is_kept,
        }
    )


def set_cookie(
    reply: HttpResponseBase, cookie: ResponseCookie, *, link_code: str, until: datetime
) -> None:
    """Give the respondent's browser *cookie* for the survey behind *link_code*.

    *until* is when the survey closes for everybody; a browser keeps the cookie no longer.
    """
    reply.set_cookie(
        COOKIE,
        signed(cookie),
        expires=until if cookie.is_kept else None,
        path=reverse("start", args=[link_code]),
        secure=settings.SESSION_COOKIE_SECURE,
        httponly=True,
        samesite="Lax",
    )
