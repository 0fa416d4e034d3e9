"""A respondent who answers a survey to its end, whatever happens on the way.

What fails is tried again as people do it: the same button once more, or the button of the page that
says that nothing was saved. Nothing else stands between a respondent and a platform in trouble.
"""

from __future__ import annotations

from collections.abc import Callable
from functools import partial

from simulation.browser import Browser
from simulation.connection import Lost, Reply
from simulation.forms import Fields, form_fields
from simulation.routes import Page, Route

OK, FOUND, SERVER_ERROR = 200, 302, 500

AFTER_FAILURE_SECONDS = 0.2
"""What a person in a hurry needs to see that something went wrong and to press again."""

Tell = Callable[..., None]
"""Takes the name of an event, and by name what is known of it."""

Rest = Callable[[float], None]
"""Lets time go by: the given seconds at least."""


class Astray(Exception):
    """The platform led elsewhere than along the route, or refused what it should take."""


class Respondent:
    """One person with one browser, who answers along *route* and tells what was acknowledged.

    A step counts as acknowledged when its POST was answered with a redirect. The events:
    `begun`, with the key of the response; `saved`, with the page; `sends`, before the answers are
    sent for the first time; `sent`; and `failed` for each try that was not acknowledged, with what
    was tried and the status, 0 without any reply. *rest* is called before each step and after each
    failure.
    """

    def __init__(
        self, browser: Browser, link: str, route: Route, *, tell: Tell, rest: Rest
    ) -> None:
        self._browser = browser
        self._start = f"/s/{link}/"
        self._route = route
        self._tell = tell
        self._rest = rest

    def answer(self) -> None:
        """Begin, answer every page, check and send; raise Astray if that is not possible."""
        places = [f"{self._start}{page.code}/" for page in self._route]
        check = f"{self._start}check-answers/"
        self._begin(leads_to=places[0])
        for page, place, following in zip(self._route, places, [*places[1:], check], strict=True):
            self._save(page, place, leads_to=following)
        self._send(check, leads_to=f"{self._start}thank-you/")

    def _begin(self, *, leads_to: str) -> None:
        fields = self._open(self._start)
        self._press(f"{self._start}begin-answering/", fields, leads_to)
        self._tell("begun", response=self._browser.response_key)

    def _save(self, page: Page, place: str, *, leads_to: str) -> None:
        fields = self._open(place)
        self._press(place, fields | page.fields, leads_to)
        self._tell("saved", page=page.code)

    def _send(self, check: str, *, leads_to: str) -> None:
        fields = self._open(check)
        self._tell("sends")
        self._press(check, fields, leads_to)
        self._tell("sent")
        self._open(leads_to)

    def _open(self, path: str) -> Fields:
        """Open a page until it comes; return what its form would send."""
        self._rest(0)
        while True:
            reply = self._tried(path, partial(self._browser.get, path))
            if reply is not None and reply.status < SERVER_ERROR:
                break
        if reply.status != OK:
            raise Astray(f"GET {path}: {reply.status} {reply.location}")
        return form_fields(reply.text)

    def _press(self, path: str, fields: Fields, leads_to: str) -> None:
        """Send a form until the platform says that it has taken it."""
        while True:
            reply = self._tried(path, partial(self._browser.post, path, fields))
            if reply is None:
                continue
            if reply.status < SERVER_ERROR:
                break
            shown = form_fields(reply.text)
            if fields.keys() <= shown.keys():
                fields = shown  # the page came back with everything on it, and says: press again
        if (reply.status, reply.location) != (FOUND, leads_to):
            raise Astray(f"POST {path}: {reply.status} {reply.location}")

    def _tried(self, path: str, send: Callable[[], Reply]) -> Reply | None:
        """Return the reply, None if there was none; tell of it, and rest, if it was not good."""
        try:
            reply = send()
        except Lost:
            reply = None
        if reply is None or reply.status >= SERVER_ERROR:
            self._tell("failed", path=path, status=reply.status if reply else 0)
            self._rest(AFTER_FAILURE_SECONDS)
        return reply
