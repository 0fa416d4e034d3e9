"""Requests written by hand: halves and lies that no client library would send."""

from __future__ import annotations

import socket
import struct
from collections.abc import Callable
from dataclasses import dataclass
from http.client import HTTPMessage, HTTPResponse
from pathlib import Path

CONNECTIONS = Path("/proc/net/tcp")
"""Where Linux tells of each connection how much of it waits to be read (see proc_net_tcp)."""

SECONDS = 60
"""How long a reply is waited for before the test fails."""


@dataclass(frozen=True)
class Reply:
    status: int
    headers: HTTPMessage
    page: str


def written(method: str, path: str, headers: dict[str, str]) -> bytes:
    """Return the head of a request."""
    lines = [f"{method} {path} HTTP/1.1", *(f"{name}: {value}" for name, value in headers.items())]
    return "\r\n".join([*lines, "", ""]).encode()


def chunk(content: bytes) -> bytes:
    """Return a piece of a body as `Transfer-Encoding: chunked` has it."""
    return b"%x\r\n%s\r\n" % (len(content), content)


LAST_CHUNK = b"0\r\n\r\n"
INVITATION = b"HTTP/1.1 100 Continue\r\n\r\n"


class Wire:
    """One connection to the web server, on which anything can be sent."""

    def __init__(self, port: int, wait_until: Callable[[Callable[[], bool]], None]) -> None:
        self.port = port
        self._wait_until = wait_until
        self._socket = socket.create_connection(("127.0.0.1", port), timeout=SECONDS)

    def send(self, *pieces: bytes) -> Wire:
        """Send *pieces*, each when the web server has taken the one before it."""
        for piece in pieces:
            self._socket.sendall(piece)
            self._wait_until(self._is_taken)
        return self

    def half_close(self) -> Wire:
        """Say that nothing more comes (FIN), and go on listening."""
        self._socket.shutdown(socket.SHUT_WR)
        return self

    def reset(self) -> None:
        """Break the connection at once (RST), as a device does that loses its network."""
        self._socket.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, struct.pack("ii", 1, 0))
        self._socket.close()

    def close(self) -> None:
        self._socket.close()

    def reply(self) -> Reply:
        """Read one reply. The connection may be used further, if the server leaves it open."""
        with HTTPResponse(self._socket, method="POST") as answer:
            answer.begin()
            return Reply(answer.status, answer.headers, answer.read().decode())

    def is_invited(self) -> bool:
        """Whether the server asks for the body that `Expect: 100-continue` has announced."""
        return self._socket.recv(len(INVITATION), socket.MSG_WAITALL) == INVITATION

    def _is_taken(self) -> bool:
        """Whether the web server has read all that was sent, or will not read it any more.

        Where nobody tells, it is assumed.
        """
        if not CONNECTIONS.exists():
            return True
        ours, theirs = (f":{port:04X}" for port in (self._socket.getsockname()[1], self.port))
        rows = [line.split() for line in CONNECTIONS.read_text().splitlines()[1:]]
        queues = [row[4] for row in rows if row[1].endswith(theirs) and row[2].endswith(ours)]
        return all(queue.endswith(":00000000") for queue in queues)
