"""A mail server of our own, on a socket: it takes mail, refuses it, or says nothing at all."""

from __future__ import annotations

import socketserver
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from email import message_from_bytes, policy
from email.message import EmailMessage
from threading import Event, Thread

from pytest_django import Settings

HOST = "127.0.0.1"
SECONDS = 0.3
"""How long the platform waits for a server that hangs."""

POLITE = {"EHLO": "250 tests", "MAIL": "250 ok", "RCPT": "250 ok", "DATA": "354 go", "QUIT": "221"}


class MailServer(socketserver.ThreadingTCPServer):
    """Answers each command with the reply that is set for it, and keeps what it was sent."""

    daemon_threads = True
    allow_reuse_address = True

    def __init__(self, replies: Mapping[str, str], *, is_silent: bool) -> None:
        super().__init__((HOST, 0), Conversation)
        self.replies = {**POLITE, **replies}
        self.is_silent = is_silent
        self.closing = Event()
        self.received: list[EmailMessage] = []

    @property
    def port(self) -> int:
        return self.server_address[1]


class Conversation(socketserver.StreamRequestHandler):
    server: MailServer

    def handle(self) -> None:
        if self.server.is_silent:
            self.server.closing.wait()
            return
        self._say("220 tests")
        for line in self.rfile:
            command = line[:4].decode().strip().upper()
            reply = self.server.replies.get(command, "500 what?")
            self._say(reply)
            if command == "DATA" and reply.startswith("354"):
                self._take_message()
            if command == "QUIT":
                return

    def _take_message(self) -> None:
        lines = list(iter(self.rfile.readline, b".\r\n"))
        reply = self.server.replies.get("END", "250 taken")
        if reply.startswith("250"):
            text = message_from_bytes(b"".join(lines), policy=policy.default)
            self.server.received.append(text)
        self._say(reply)

    def _say(self, reply: str) -> None:
        self.wfile.write(f"{reply}\r\n".encode())


@contextmanager
def mail_server(
    settings: Settings, replies: Mapping[str, str] | None = None, *, is_silent: bool = False
) -> Iterator[MailServer]:
    """Let the platform send through a server that gives *replies* instead of the polite ones.

    A silent one takes connections and says nothing. ``END`` is the reply to a whole message.
    """
    server = MailServer(replies or {}, is_silent=is_silent)
    use_mail_server(settings, server.port)
    thread = Thread(target=server.serve_forever, kwargs={"poll_interval": 0.01})
    thread.start()
    try:
        yield server
    finally:
        server.closing.set()
        server.shutdown()
        thread.join()
        server.server_close()


def use_mail_server(settings: Settings, port: int) -> None:
    settings.EMAIL_BACKEND = "django.core.mail.backends.smtp.EmailBackend"
    settings.EMAIL_HOST, settings.EMAIL_PORT = HOST, port
    settings.EMAIL_TIMEOUT = SECONDS
