"""As much of a browser as a respondent needs: cookies by their path, and forms."""

from __future__ import annotations

import json
from base64 import urlsafe_b64decode
from collections.abc import Mapping
from http.cookies import SimpleCookie
from urllib.parse import urlencode

from simulation.connection import Connection, Reply, request

PLACE = "larc_response"


class Browser:
    """Sends requests over one connection and keeps the cookies that it is given."""

    def __init__(self, connection: Connection) -> None:
        self._connection = connection
        self._cookies: dict[tuple[str, str], str] = {}

    def get(self, path: str) -> Reply:
        return self._send("GET", path, b"")

    def post(self, path: str, fields: Mapping[str, list[str]]) -> Reply:
        return self._send("POST", path, urlencode(fields, doseq=True).encode())

    def cookie(self, name: str) -> str:
        """Return the value of the cookie of that name, whatever its path."""
        return next(value for (_path, known), value in self._cookies.items() if known == name)

    @property
    def response_key(self) -> str:
        """The key of the response under way, which the platform's cookie holds, signed."""
        held, _colon, _signature = self.cookie(PLACE).partition(":")
        return str(json.loads(urlsafe_b64decode(held + "=="))["response"])

    def _send(self, method: str, path: str, body: bytes) -> Reply:
        """Send a request; raise Lost when no reply comes."""
        cookies = "; ".join(
            f"{name}={value}"
            for (below, name), value in self._cookies.items()
            if path.startswith(below)
        )
        reply = self._connection.exchange(request(method, path, cookies=cookies, body=body))
        for text in reply.cookies:
            for name, one in SimpleCookie(text).items():
                self._cookies[one["path"] or "/", name] = one.value
        return reply
