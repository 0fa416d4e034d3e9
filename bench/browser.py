"""As much of a browser as a respondent needs, talking to the WSGI application in this process."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from html.parser import HTMLParser
from http.cookies import SimpleCookie
from io import BytesIO
from time import process_time
from typing import Any
from urllib.parse import urlencode
from wsgiref.util import setup_testing_defaults

HOST = "survey.example"
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

Fields = dict[str, list[str]]
"""What a form sends: the values of each input by its name."""

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


class _FormReader(HTMLParser):
    """Collects what a browser would send if the form of a page were submitted untouched."""

    def __init__(self) -> None:
        super().__init__()
        self.fields: Fields = {}
        self._text_area = ""

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        given = dict(attrs)
        name = given.get("name") or ""
        if tag == "textarea":
            self._text_area = name
            self.fields[name] = [""]
        elif tag == "input" and (given["type"] not in ("radio", "checkbox") or "checked" in given):
            self.fields.setdefault(name, []).append(given.get("value") or "")

    def handle_data(self, data: str) -> None:
        if self._text_area:
            self.fields[self._text_area][0] += data.lstrip("\n")

    def handle_endtag(self, tag: str) -> None:
        if tag == "textarea":
            self._text_area = ""


def form_fields(html: str) -> Fields:
    """Return what submitting the form in *html* untouched would send."""
    reader = _FormReader()
    reader.feed(html)
    return reader.fields
