"""Browsers in which somebody has signed in before, told by a signed cookie that they keep.

Strangers have no such cookie, so their wrong passwords need not be counted against its owner. It
is sent to the pages of accounts alone, names nobody, and is worth nothing once the password is
another.
"""

from __future__ import annotations

from secrets import token_urlsafe

from django.conf import settings
from django.core.signing import BadSignature, Signer
from django.http import HttpRequest, HttpResponse
from django.urls import reverse

from accounts.models import User

COOKIE = "larc_browser"
SECONDS = 365 * 24 * 60 * 60

ACCOUNTS = 5
"""How many people of one office may be known in the browser that they share."""

SEPARATOR = "|"


def browser_of(request: HttpRequest, user: User) -> str | None:
    """Return the random name under which *user* has signed in in this browser; None if never."""
    return next((name for name, mark in _entries(request) if _is_mark(mark, name, user)), None)


def remember_browser(request: HttpRequest, response: HttpResponse, user: User) -> None:
    """Let this browser be known to belong to *user*, who has just shown that they are it."""
    name = browser_of(request, user) or token_urlsafe(16)
    others = [entry for entry in _entries(request) if entry[0] != name]
    entries = [*others, (name, _mark(name, user))][-ACCOUNTS:]
    response.set_cookie(
        COOKIE,
        SEPARATOR.join(".".join(entry) for entry in entries),
        max_age=SECONDS,
        path=_path(),
        secure=settings.SESSION_COOKIE_SECURE,
        httponly=True,
        samesite="Lax",
    )


def _entries(request: HttpRequest) -> list[tuple[str, str]]:
    """Return the names that the cookie holds, each with the mark that should prove it."""
    parts = request.COOKIES.get(COOKIE, "").split(SEPARATOR)[:ACCOUNTS]
    pairs = (part.partition(".") for part in parts)
    return [(name, mark) for name, dot, mark in pairs if dot]


def _mark(name: str, user: User) -> str:
    return _signer().signature(_signed(name, user))


def _is_mark(mark: str, name: str, user: User) -> bool:
    signer = _signer()
    try:
        signer.unsign(f"{_signed(name, user)}{signer.sep}{mark}")
    except BadSignature:
        return False
    return True


def _signed(name: str, user: User) -> str:
    return f"{name} {user.pk} {user.password}"


def _signer() -> Signer:
    return Signer(salt="accounts.known_browsers")


def _path() -> str:
    """The folder of all pages of accounts: sign-in, second step, confirming, password."""
    return reverse("account_login").rpartition("sign-in/")[0]
