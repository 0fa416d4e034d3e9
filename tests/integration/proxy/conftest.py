"""The web server of production behind the proxy of production, as both are shipped."""

from __future__ import annotations

import socket
import struct
from collections.abc import Iterator
from dataclasses import dataclass
from http.client import HTTPConnection, HTTPResponse
from pathlib import Path
from typing import Any
from urllib.parse import urlencode

import pytest
from django.test import Client
from django.utils import timezone
from pytest_django.plugin import DjangoDbBlocker

from accounts.actions import create_user
from accounts.models import User
from accounts.permissions import Role
from embedded.files import free_port
from embedded.processes import Child, running, wait_until
from exports.models import Export
from fieldwork.actions import add_member
from fieldwork.models import Link, Survey
from simulation.production import HOST
from simulation.proxy import BEHIND_IT, caddy, is_open
from tests.emptying import empty_database
from tests.export_files import with_workbook
from tests.integration.anonymity.processes import Platform
from tests.patience import SECONDS
from tests.publishing import published
from tests.surveys import link_to, survey_of
from tests.visits import VISITS

FILE = b"rows of a workbook\n" * 100_000
"""Larger than what the buffers of a connection hold."""


@dataclass
class Door:
    """The proxy, and what is behind it."""

    platform: Platform
    proxy: Child
    port: int
    exports: Path

    @property
    def log(self) -> str:
        """What the web server has logged."""
        return self.platform.log("web")

    @property
    def proxy_log(self) -> str:
        return self.proxy.command.log.read_text()

    def ask(
        self, path: str, *, method: str = "GET", body: bytes | None = None, **headers: str
    ) -> tuple[HTTPResponse, bytes]:
        """Send one request through the proxy; return the reply and all of its body."""
        connection = HTTPConnection("127.0.0.1", self.port, timeout=SECONDS)
        sent = {"Host": HOST, **{name.replace("_", "-"): value for name, value in headers.items()}}
        connection.request(method, path, body, sent)
        reply = connection.getresponse()
        content = reply.read()
        connection.close()
        return reply, content

    def half_a_post(self, path: str, *, length: int = 100, sent: bytes = b"hello") -> Half:
        """Begin a POST of *length* bytes, of which only *sent* comes."""
        opened = socket.create_connection(("127.0.0.1", self.port), timeout=SECONDS)
        head = f"POST {path} HTTP/1.1\r\nHost: {HOST}\r\nContent-Length: {length}\r\n\r\n"
        opened.sendall(head.encode() + sent)
        return Half(opened)

    def wait_until(self, done: Any) -> None:
        wait_until(done, self.proxy, SECONDS)


@dataclass
class Half:
    """A request of which a part has been sent."""

    connection: socket.socket

    def end(self) -> tuple[int, str]:
        """Say that nothing more comes (FIN); return status and words of the reply."""
        self.connection.shutdown(socket.SHUT_WR)
        return self.reply()

    def reply(self) -> tuple[int, str]:
        with self.connection, HTTPResponse(self.connection, method="POST") as reply:
            reply.begin()
            return reply.status, reply.read().decode()

    def reset(self) -> None:
        """Break the connection at once (RST), as a device does that loses its network."""
        linger = struct.pack("ii", 1, 0)
        self.connection.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, linger)
        self.connection.close()


@dataclass(frozen=True)
class Field:
    """A survey in the field, an export of it that is made, and the people who ask for it."""

    survey: Survey
    link: Link
    export: Export
    lead: User
    stranger: User

    @property
    def download(self) -> str:
        return f"/surveys/{self.survey.slug}/exports/{self.export.public_id}/download/xlsx/"


@pytest.fixture(scope="package")
def door(
    django_db_setup: None,
    django_db_blocker: DjangoDbBlocker,
    tmp_path_factory: pytest.TempPathFactory,
) -> Iterator[Door]:
    platform = Platform.in_folder(tmp_path_factory.mktemp("door"), **BEHIND_IT)
    port = free_port()
    exports = platform.folder / "exports"
    command = caddy(platform.folder, port=port, web_port=platform.port, exports=exports)
    with django_db_blocker.unblock():
        try:
            platform.collect_static_files()
            with platform.web(), running(command) as proxy:
                door = Door(platform, proxy, port, exports)
                wait_until(lambda: is_open(port), proxy, SECONDS)
                yield door
        finally:
            empty_database()


@pytest.fixture
def field(transactional_db: None, door: Door) -> Field:
    link = link_to(survey_of(published(VISITS), is_demonstration=True))
    survey = link.area.survey
    lead = create_user(email="lead@example.org", name="Lead")
    add_member(actor=None, user=lead, survey=survey, role=Role.LEAD)
    stranger = create_user(email="stranger@example.org", name="Stranger")
    (door.exports / survey.slug).mkdir(exist_ok=True)
    (door.exports / survey.slug / "made here.xlsx").write_bytes(FILE)
    export = Export.objects.create(
        survey=survey,
        requested_by=lead,
        cut_off=survey.opens_on,
        is_interim=True,
        status=Export.Status.FINISHED,
        finished_at=timezone.now(),
        response_count=20,
    )
    with_workbook(export, f"{survey.slug}/made here.xlsx", size=len(FILE))
    return Field(survey, link, export, lead, stranger)


def cookies_of(user: User) -> str:
    """What the browser of somebody sends who has signed in."""
    client = Client()
    client.force_login(user)
    return "; ".join(f"{name}={morsel.value}" for name, morsel in client.cookies.items())


def form(**fields: str) -> bytes:
    return urlencode(fields).encode()
