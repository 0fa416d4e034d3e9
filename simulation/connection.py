"""HTTP/1.1 over one connection that is kept open, with as little work as can be.

Clients of a measurement share the processors with what they measure, so nothing is parsed that a
respondent does not need.
"""

from __future__ import annotations

import gzip
import re
import socket
from dataclasses import dataclass

from simulation.production import HOST

CONTENT_LENGTH = re.compile(rb"\r\ncontent-length: *(\d+)", re.IGNORECASE)
LOCATION = re.compile(rb"\r\nlocation: *([^\r]*)", re.IGNORECASE)
CLOSES = re.compile(rb"\r\nconnection: *close", re.IGNORECASE)
COMPRESSED = re.compile(rb"\r\ncontent-encoding: *gzip", re.IGNORECASE)
COOKIE = re.compile(rb"\r\nset-cookie: *([^\r]*)", re.IGNORECASE)

HEADERS = (
    f"Host: {HOST}\r\n"
    "Accept: text/html,application/xhtml+xml,application/xml;q=0.9,*/*;q=0.8\r\n"
    "Accept-Encoding: gzip\r\n"
    "Accept-Language: en-GB,en;q=0.8\r\n"
    "User-Agent: larc-survey simulation\r\n"
)

BY_TLS = f"Origin: https://{HOST}\r\nX-Forwarded-Proto: https\r\n".encode()
"""What a proxy passes on of a browser that came by TLS."""

PLAIN = f"Origin: http://{HOST}\r\n".encode()
"""What a browser says that comes without."""

PIECE = 2**16


class Lost(Exception):
    """There was no connection, or it ended before the whole reply had come."""


@dataclass(frozen=True, slots=True)
class Reply:
    status: int
    head: bytes
    body: bytes

    @property
    def text(self) -> str:
        """The page, compressed or not."""
        packed = COMPRESSED.search(self.head)
        return (gzip.decompress(self.body) if packed else self.body).decode()

    @property
    def location(self) -> str:
        """The address that a redirect leads to, "" if it is none."""
        found = LOCATION.search(self.head)
        return found[1].decode() if found else ""

    @property
    def cookies(self) -> list[str]:
        """The values of Set-Cookie."""
        return [value.decode() for value in COOKIE.findall(self.head)]


class Connection:
    """A connection to a port of this machine, opened when it is needed, and again when lost."""

    def __init__(self, port: int, *, way: bytes = BY_TLS, seconds: float = 60) -> None:
        self._port = port
        self._way = way
        self._seconds = seconds
        self._socket: socket.socket | None = None

    def exchange(self, request: bytes) -> Reply:
        """Send *request* and return the reply; raise Lost if there is none, or not all of it."""
        try:
            if self._socket is None:
                self._socket = self._opened()
            first, rest = request.split(b"\r\n", 1)
            self._socket.sendall(b"%b\r\n%b%b" % (first, self._way, rest))
            reply = _reply(self._socket)
        except (OSError, Lost) as error:
            self.close()
            raise Lost(str(error)) from error
        if CLOSES.search(reply.head):
            self.close()
        return reply

    def close(self) -> None:
        if self._socket is not None:
            self._socket.close()
            self._socket = None

    def _opened(self) -> socket.socket:
        opened = socket.create_connection(("127.0.0.1", self._port), timeout=self._seconds)
        opened.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
        return opened


def request(method: str, path: str, *, cookies: str = "", body: bytes = b"") -> bytes:
    """Return the bytes of a request, without the way that it comes; a *body* is that of a form."""
    lines = f"{method} {path} HTTP/1.1\r\n{HEADERS}"
    if cookies:
        lines += f"Cookie: {cookies}\r\n"
    if method == "POST":
        lines += "Content-Type: application/x-www-form-urlencoded\r\n"
        lines += f"Content-Length: {len(body)}\r\n"
    return f"{lines}\r\n".encode() + body


def _reply(connected: socket.socket) -> Reply:
    received = b""
    while (end := received.find(b"\r\n\r\n")) < 0:
        received += _piece(connected)
    head, body = received[: end + 2], received[end + 4 :]
    found = CONTENT_LENGTH.search(head)
    if found is None:
        raise Lost("a reply without its length")
    pieces, missing = [body], int(found[1]) - len(body)
    while missing > 0:
        pieces.append(_piece(connected))
        missing -= len(pieces[-1])
    return Reply(int(head[9:12]), head, b"".join(pieces))


def _piece(connected: socket.socket) -> bytes:
    piece = connected.recv(PIECE)
    if not piece:
        raise Lost("the connection ended")
    return piece
