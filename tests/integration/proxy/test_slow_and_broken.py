"""Only whole requests reach the platform, and whoever is slow keeps nobody waiting."""

from __future__ import annotations

import socket
from contextlib import ExitStack, closing

from simulation.production import HOST
from tests.integration.proxy.conftest import FILE, Door, Field, Half, cookies_of, form
from tests.markup import title_of

THREADS = 4
"""Of the web server in these tests: two processes with two each."""

MUCH = b"x" * 300_000
"""Of a body that is refused; the proxy takes 256 kB of any before it replies."""


def test_idle_posts_reach_no_thread(door: Door, field: Field) -> None:
    before = door.log
    with ExitStack() as stack:
        for _ in range(10 * THREADS):
            half = door.half_a_post(f"/s/{field.link.code}/begin-answering/")
            stack.enter_context(closing(half.connection))
        for _ in range(THREADS):
            assert door.ask(f"/s/{field.link.code}/")[0].status == 200
        assert door.log == before


def test_slow_readers_of_a_file_hold_no_thread(door: Door, field: Field) -> None:
    request = f"GET {field.download} HTTP/1.1\r\nHost: {HOST}\r\nCookie: {cookies_of(field.lead)}"
    with ExitStack() as stack:
        for _ in range(5 * THREADS):
            reader = socket.create_connection(("127.0.0.1", door.port), timeout=60)
            stack.enter_context(closing(reader))
            reader.sendall(f"{request}\r\n\r\n".encode())
            assert reader.recv(15) == b"HTTP/1.1 200 OK"
        assert door.ask(field.download, Cookie=cookies_of(field.lead))[1] == FILE


def test_a_body_that_breaks_off_reaches_no_thread(door: Door, field: Field) -> None:
    before = door.log
    path = f"/s/{field.link.code}/begin-answering/"
    status, words = door.half_a_post(path).end()
    assert status in (400, 408)
    door.half_a_post(path).reset()
    assert door.ask(f"/s/{field.link.code}/")[0].status == 200
    assert door.log == before
    assert words == "" or "nothing of it is saved" in words


def test_a_whole_body_arrives_as_it_was_sent(door: Door, field: Field) -> None:
    """Bytes of any kind, more than one buffer of them."""
    body = form(code="é\0" * 30_000)
    reply, content = door.ask(
        "/code/", method="POST", body=body, Content_Type="application/x-www-form-urlencoded"
    )
    assert reply.status == 403  # without a mark against forgery: it was read to its end
    assert title_of(content.decode()).endswith("LARC Survey")


def test_more_than_the_platform_takes_gets_its_page(door: Door, field: Field) -> None:
    reply, content = door.ask("/code/", method="POST", body=b"x" * (2**20 + 1))
    assert reply.status == 413
    assert title_of(content.decode()).endswith("LARC Survey")


def test_more_than_the_proxy_takes_is_not_even_read(door: Door, field: Field) -> None:
    before = door.log
    status, words = door.half_a_post("/code/", length=30_000_000, sent=MUCH).reply()
    assert status == 413
    assert "What you saved before is safe." in words
    assert door.log == before


def test_a_body_without_a_length_is_refused_by_the_platform(door: Door, field: Field) -> None:
    chunks = (
        b"POST /code/ HTTP/1.1\r\nHost: %s\r\nTransfer-Encoding: chunked\r\n\r\n" % HOST.encode()
    )
    with socket.create_connection(("127.0.0.1", door.port), timeout=60) as connection:
        connection.sendall(chunks + b"5\r\nhello\r\n0\r\n\r\n")
        status, words = Half(connection).reply()
    assert status == 411
    assert title_of(words).endswith("LARC Survey")


def test_the_proxy_keeps_nobodys_address(door: Door, field: Field) -> None:
    door.ask("/", X_Forwarded_For="203.0.113.9", Forwarded="for=203.0.113.9")
    door.half_a_post("/code/").reset()
    door.half_a_post("/code/", length=30_000_000, sent=MUCH).reply()
    for log in (door.proxy_log, door.log):
        assert "203.0.113.9" not in log
    visitors = [line for line in door.proxy_log.splitlines() if "127.0.0.1" in line]
    assert all('"logger":"http.log.' not in line for line in visitors)
