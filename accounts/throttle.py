"""How often a password or a code may be tried, without anybody's network address.

Attempts are counted for the pair of account and browser where the account has signed in with that
browser before, and for the account among all other browsers together. So a stranger can make a
device wait that is new to somebody, and nobody else. Counts are kept for some minutes in Valkey;
while it is away nobody signs in. Nothing here waits: what is too much is refused at once.
"""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager, nullcontext
from dataclasses import dataclass
from http import HTTPStatus
from threading import BoundedSemaphore

from allauth.core.exceptions import ImmediateHttpResponse
from django.core.cache import cache
from django.http import HttpRequest
from django.shortcuts import render
from django.utils.crypto import salted_hmac

from accounts.known_browsers import browser_of
from accounts.models import User
from accounts.selectors import find_user


@dataclass(frozen=True)
class Limit:
    """At most so many *attempts* in the so many *seconds* that begin with the first of them."""

    name: str
    attempts: int
    seconds: int

    def key(self, subject: str = "") -> str:
        """Return the name under which attempts at *subject* are counted."""
        return f"attempts:{self.name}:{subject}"


PASSWORD = Limit("password", 5, 300)
CODE = Limit("code", 5, 300)
PASSWORD_LINK = Limit("password-link", 3, 3600)
STRANGERS = Limit("strangers", 60, 60)
"""Passwords tried in unknown browsers, for whatever account. Beyond these a process checks one at a
time, because that takes long and respondents need the processor too."""

TURN_SECONDS = 5
"""When to try again, for those who met somebody else's password being checked."""

_turn = BoundedSemaphore()


@dataclass(frozen=True)
class Attempt:
    """One attempt that was counted: for an account in one browser, or in all unknown ones."""

    key: str
    is_in_known_browser: bool

    def was_right(self) -> None:
        """Take it back; where strangers may have counted along, the others before it stay."""
        if self.is_in_known_browser:
            cache.delete(self.key)
        elif cache.get(self.key):
            cache.decr(self.key)


def count_attempt(request: HttpRequest, limit: Limit, *, email: str) -> Attempt:
    """Count an attempt at the account with this address, whether there is one or not.

    Raise ImmediateHttpResponse, a page with status 429, if it is one too many.
    """
    user = find_user(email=email)
    browser = browser_of(request, user) if user else None
    key = limit.key(f"{user.pk}:{browser}" if user and browser else _scrambled(email))
    if _count(key, limit) > limit.attempts:
        raise too_often(request, limit.seconds)
    return Attempt(key, is_in_known_browser=browser is not None)


@contextmanager
def password_attempt(request: HttpRequest, *, email: str) -> Iterator[Attempt]:
    """Count what is checked in this context as a password tried, as `count_attempt` does."""
    attempt = count_attempt(request, PASSWORD, email=email)
    with nullcontext() if attempt.is_in_known_browser else _turn_of_a_stranger(request):
        yield attempt


@contextmanager
def _turn_of_a_stranger(request: HttpRequest) -> Iterator[None]:
    if _count(STRANGERS.key(), STRANGERS) <= STRANGERS.attempts:
        yield
        return
    if not _turn.acquire(blocking=False):
        raise too_often(request, TURN_SECONDS)
    try:
        yield
    finally:
        _turn.release()


def too_often(request: HttpRequest, seconds: int) -> ImmediateHttpResponse:
    """Return what to raise for a page that says to try again in so many seconds."""
    response = render(request, "429.html", status=HTTPStatus.TOO_MANY_REQUESTS)
    response.headers["Retry-After"] = str(seconds)
    response.headers["Cache-Control"] = "no-store"
    return ImmediateHttpResponse(response)


def _count(key: str, limit: Limit) -> int:
    """Count one more and return how many that makes."""
    cache.add(key, 0, timeout=limit.seconds)
    try:
        count = int(cache.incr(key))
    except ValueError:  # it ended between these two lines
        return 1
    if count == 1:
        cache.touch(key, limit.seconds)  # or, ended just now, it would begin again and never end
    return count


def _scrambled(email: str) -> str:
    """A name for an address in the broker, from which nobody can tell the address."""
    address = User.normalize_username(email)
    return salted_hmac("accounts.throttle", address, algorithm="sha256").hexdigest()
