"""What the proxy's log leaves out: whatever tells of a visitor, in every field that may hold it."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

CADDYFILE = (Path(__file__).resolve().parents[2] / "deploy/Caddyfile").read_text()
(PATTERN,) = re.findall(r'error regexp "(.*)" "…"', CADDYFILE)
ADDRESSES = [
    *(
        "203.0.113.9",
        "203.0.113.9:51234",
        "2001:db8::1",
        "[2001:db8::1]:51234",
        "[fe80::1%eth0]:80",
    ),
    *(
        "::1",
        "[::1]:443",
        "::ffff:203.0.113.9",
        "[::ffff:203.0.113.9]:51234",
        "2001:DB8:0:0:8:0:0:1",
    ),
]


@pytest.mark.parametrize("address", ADDRESSES)
@pytest.mark.parametrize(
    "error",
    [
        "writing: write tcp 10.0.0.2:8443->{}: write: connection reset by peer",
        "read tcp {}: i/o timeout",
        "{}",
        "http: TLS handshake error from {}: EOF",
        '"{}" is not an address',
    ],
)
def test_the_words_of_an_error_name_no_address(error: str, address: str) -> None:
    """Go writes them so; its regular expressions are Python's as far as these go."""
    told = re.sub(PATTERN, "…", error.format(address))
    left = error.replace("10.0.0.2:8443", "…").format("…")
    # The colon behind an address without brackets may be taken for a part of it.
    assert told.replace(":", "") == left.replace(":", "")


@pytest.mark.parametrize(
    "error",
    [
        "reading: unexpected EOF",
        "dial tcp: lookup web: no such host",
        "survey.example: obtaining certificate: context canceled",
        'performing request: Get "https://ca.example/directory": net/http: timeout',
    ],
)
def test_the_other_words_are_told(error: str) -> None:
    assert re.sub(PATTERN, "…", error) == error


@pytest.mark.parametrize(
    "field", ["request", "remote", "remote_addr", "remote_ip", "client_ip", "user_agent"]
)
def test_fields_that_tell_of_a_visitor_are_left_out(field: str) -> None:
    assert re.search(rf"^\t\t\t{field} delete$", CADDYFILE, re.MULTILINE)
