"""As much of a browser as a respondent needs, talking to the WSGI application in this process."""

from __future__ import annotations

import gzip
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from http.cookies import SimpleCookie
from io import BytesIO
from time import process_time
from typing import Any
from urllib.parse import urlencode
from wsgiref.util import setup_testing_defaults

from simulation.production import HOST

HEADERS = {
    "HTTP_HOST": HOST,
    "HTTP_ACCEPT": "text/html,application/xhtml+xml,application/xml;q=0.9,*/*;q=0.8",
    "HTTP_ACCEPT_ENCODING": "gzip, deflate, br",
    "HTTP_ACCEPT_LANGUAGE": "en-GB,en;q=0.8",
    "HTTP_ORIGIN": f"https://{HOST}",
    "HTTP_USER_AGENT": "larc-survey bench",
    "SERVER_NAME": HOST,
    "SERVER_PORT": "443",
    "wsgi.url_scheme": "https",
}

Application = Callable[[dict[str, Any], Callable[..., Any]], Any]


@dataclass(slots=True)
class Reply:
    """An answer of the application, and the processor time that it took in this process."""

    status: str = ""
    headers: list[tuple[str, str]] = field(default_factory=list)
    body: bytes = b""
    cpu_seconds: float = 0.0

    @property
    def location(self) -> str:
        """The address that a redirect leads to; fail when there is none, as that is no redirect."""
        return dict(self.headers)["Location"]

    def start(self, status: str, headers: list[tuple[str, str]], exc_info: Any = None) -> None:
        self.status, self.headers = status, headers


class Browser:
    """Sends requests and keeps the cookies that it is given, whatever their path."""

    def __init__(self, application: Application) -> None:
        self._application = application
        self._cookies: SimpleCookie = SimpleCookie()

    def get(self, path: str) -> Reply:
        return self._send("GET", path, b"")

    def post(self, path: str, fields: Mapping[str, list[str]]) -> Reply:
        return self._send("POST", path, urlencode(fields, doseq=True).encode())

    def _send(self, method: str, path: str, body: bytes) -> Reply:
        environment = self._environment(method, path, body)
        reply = Reply()
        started = process_time()
        result = self._application(environment, reply.start)
        reply.body = b"".join(result)
        result.close()
        reply.cpu_seconds = process_time() - started
        for name, value in reply.headers:
            if name == "Set-Cookie":
                self._cookies.load(value)
        if ("Content-Encoding", "gzip") in reply.headers:
            reply.body = gzip.decompress(reply.body)
        return reply

    def _environment(self, method: str, path: str, body: bytes) -> dict[str, Any]:
        cookies = "; ".join(f"{name}={one.value}" for name, one in self._cookies.items())
        environment: dict[str, Any] = HEADERS | {
            "REQUEST_METHOD": method,
            "PATH_INFO": path,
            "QUERY_STRING": "",
            "HTTP_COOKIE": cookies,
            "CONTENT_TYPE": "application/x-www-form-urlencoded",
            "CONTENT_LENGTH": str(len(body)),
            "wsgi.input": BytesIO(body),
        }
        setup_testing_defaults(environment)
        return environment
