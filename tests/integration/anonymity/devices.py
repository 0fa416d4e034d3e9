"""People's devices: each tells all about itself that a device can tell, and keeps every reply."""

from __future__ import annotations

import secrets
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from http.client import HTTPConnection, HTTPMessage
from http.cookies import SimpleCookie
from urllib.parse import urlencode, urlsplit

from django.urls import Resolver404, resolve

from simulation.production import HOST


@dataclass
class Device:
    """One browser on one machine, and what gives it away: `traces` are values by name."""

    address: str
    token: str

    @classmethod
    def new(cls) -> Device:
        # All of 127.0.0.0/8 is this machine, so connections really come from different addresses.
        parts = (str(100 + secrets.randbelow(155)) for _ in range(3))
        return cls(f"127.{'.'.join(parts)}", secrets.token_hex(8))

    @property
    def forwarded(self) -> str:
        """The address that proxies would name, in the range for documentation (RFC 3849)."""
        token = self.token
        return f"2001:db8:{token[:4]}:{token[4:8]}::{token[8:12]}"

    @property
    def language(self) -> str:
        return f"cy-x-{self.token[:8]}-{self.token[8:]}"

    @property
    def headers(self) -> dict[str, str]:
        token, address = self.token, self.forwarded
        return {
            "User-Agent": f"TellTale/1.0 ({token})",
            "Accept-Language": f"{self.language},en;q=0.5",
            "Referer": f"https://{HOST}/?came-from={token}",
            "X-Forwarded-For": f"{address}, 10.0.0.1",
            "X-Real-IP": address,
            "Forwarded": f'for="[{address}]"',
            "True-Client-IP": address,
            "X-Client-IP": address,
            "CF-Connecting-IP": address,
            "X-Request-ID": token,
            "X-Correlation-ID": token,
            "traceparent": f"00-{token}{token}-{token}-01",
            "From": f"{token}@example.org",
            "DNT": "1",
        }

    @property
    def traces(self) -> dict[str, str]:
        return {
            "network address": self.address,
            "forwarded address": self.forwarded,
            "token of the device": self.token,
            "language": self.language,
        }


@dataclass
class Reply:
    """What came back, in the names of `django.http.HttpResponse` where `Respondent` needs it."""

    method: str
    path: str
    status_code: int
    headers: HTTPMessage
    content: bytes
    requested_as: str = field(init=False)

    def __post_init__(self) -> None:
        try:
            match = resolve(urlsplit(self.path).path)
        except Resolver404:
            self.requested_as = "nothing of ours"
        else:
            page_code = match.kwargs.get("page_code", "")
            self.requested_as = f"{match.url_name} {page_code}".strip()

    @property
    def cookies(self) -> list[SimpleCookie]:
        return [SimpleCookie(line) for line in self.headers.get_all("Set-Cookie", [])]


class Browser:
    """A browser without script on a device, with a cookie jar; `replies` has all that it got."""

    def __init__(self, port: int, device: Device | None = None) -> None:
        self.port = port
        self.device = device or Device.new()
        # What another site or a proxy may have left there.
        self.cookies = SimpleCookie({"tracker": self.device.token})
        self.replies: list[Reply] = []

    def get(self, path: str, **headers: str) -> Reply:
        return self._request("GET", path, None, headers)

    def post(
        self, path: str, data: Mapping[str, str | list[str]] | None = None, **headers: str
    ) -> Reply:
        body = urlencode(dict(data or {}), doseq=True).encode()
        form = {"Content-Type": "application/x-www-form-urlencoded", "Origin": f"https://{HOST}"}
        return self._request("POST", path, body, form | headers)

    def send(self, method: str, path: str, data: Mapping[str, str], **headers: str) -> Reply:
        """Send a request of any method, as no browser might."""
        body = None if method in ("GET", "HEAD") else urlencode(dict(data)).encode()
        form = {"Content-Type": "application/x-www-form-urlencoded"} if body is not None else {}
        return self._request(method, path, body, form | headers)

    def values_of(self, name: str) -> Iterator[str]:
        """The values of a cookie that this browser was given."""
        for reply in self.replies:
            for cookie in reply.cookies:
                if name in cookie and cookie[name].value:
                    yield cookie[name].value

    def _request(
        self, method: str, path: str, body: bytes | None, headers: dict[str, str]
    ) -> Reply:
        connection = HTTPConnection("127.0.0.1", self.port, source_address=(self.device.address, 0))
        sent = self.device.headers | {
            "Host": HOST,
            "X-Forwarded-Proto": "https",
            "Cookie": self.cookies_for(path),
        }
        try:
            connection.request(method, path, body, sent | headers)
            answer = connection.getresponse()
            reply = Reply(method, path, answer.status, answer.headers, answer.read())
        finally:
            connection.close()
        for cookie in reply.cookies:
            self.cookies.update(cookie)
        self.replies.append(reply)
        return reply

    def cookies_for(self, path: str) -> str:
        sent = (one for one in self.cookies.values() if path.startswith(one["path"] or "/"))
        return "; ".join(f"{cookie.key}={cookie.coded_value}" for cookie in sent)
