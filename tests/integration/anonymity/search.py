"""Finding what could give somebody away in whatever was left behind, also in disguise."""

from __future__ import annotations

import hashlib
import hmac
import re
import zlib
from base64 import b64encode, urlsafe_b64decode
from collections.abc import Iterator, Mapping
from datetime import UTC, datetime, timedelta, timezone
from urllib.parse import quote, quote_plus

from django.conf import settings

HEAD = 8
"""Bytes by which a needle is first looked up. Shorter ones would be found by chance."""

EMPTY = re.compile(rb"(?<=\0{7})\0+(?=\0{7})")
"""What most of a database's files consists of, without the zero bytes at its edges: with those a
needle that lies there may begin or end. No needle holds eight in a row."""

Needle = str | bytes
DIGESTS = ("md5", "sha1", "sha224", "sha256", "sha384", "sha512", "blake2b", "blake2s")


class Needles:
    """Values by name, and all the forms in which one of them might have been kept.

    As text in any capitals, percent-encoded, as hexadecimal digits, in base64 wherever it begins,
    and as a digest, plain or under the platform's secret, whole or its first 16 bytes.
    """

    def __init__(self, named: Mapping[str, Needle]) -> None:
        self._by_head: dict[bytes, list[tuple[bytes, str]]] = {}
        for name, value in named.items():
            for form in forms(value):
                self._by_head.setdefault(form[:HEAD], []).append((form, name))

    def found_in(self, haystack: str | bytes) -> set[str]:
        """Return the names of the values that are in *haystack*, compressed parts included."""
        if isinstance(haystack, str):
            pieces = set(haystack.encode().split(b"\n"))
        else:
            pieces = set(EMPTY.split(haystack))
        packed = [content for piece in pieces for content in unpacked(piece)]
        return {name for piece in (*pieces, *packed) for name in self._found(piece)}

    def _found(self, piece: bytes) -> Iterator[str]:
        heads = self._by_head
        for start in range(len(piece) - HEAD + 1):
            for form, name in heads.get(piece[start : start + HEAD], ()):
                if piece.startswith(form, start):
                    yield name


def forms(value: Needle) -> set[bytes]:
    """Return the forms of *value* that are long enough to be no coincidence."""
    if isinstance(value, bytes):
        plain = {value}
        printed = {value}
    else:
        plain = {text.encode() for text in (value, value.lower(), value.upper())}
        printed = plain | {quote(value, safe="").encode(), quote_plus(value).encode()}
    encoded = {form for text in plain for form in encodings(text)}
    digests = {form for text in plain for digest in digests_of(text) for form in encodings(digest)}
    return {form for form in printed | encoded | digests if len(form) >= HEAD}


def encodings(value: bytes) -> Iterator[bytes]:
    yield value
    yield value.hex().encode()
    yield value.hex().upper().encode()
    for before in range(3):  # base64 looks different with what stands before it
        coded = b64encode(bytes(before) + value)
        first, last = (0, 2, 3)[before], len(value) + before
        core = coded[first : last * 8 // 6]
        yield core
        yield core.translate(bytes.maketrans(b"+/", b"-_"))


def digests_of(value: bytes) -> Iterator[bytes]:
    for algorithm in DIGESTS:
        for digest in (
            hashlib.new(algorithm, value).digest(),
            hmac.new(settings.SECRET_KEY.encode(), value, algorithm).digest(),
        ):
            # A longer one is found by its beginning as well.
            yield digest[:16]


PACKED = re.compile(rb"\.?(eJ[\w-]{6,})")
"""How Django writes compressed JSON, for example in sessions."""


def unpacked(text: bytes) -> Iterator[bytes]:
    """Yield the contents of what is compressed in *text*."""
    for found in PACKED.finditer(text):
        coded = found[1] + b"=" * (-len(found[1]) % 4)
        try:
            yield zlib.decompressobj().decompress(urlsafe_b64decode(coded))
        except (zlib.error, ValueError):
            continue


# Times

DATE_AND_TIME = re.compile(
    r"(\d{4})-?(\d\d)-?(\d\d)[ T](\d\d):?(\d\d):?(\d\d)(\.\d+)?(Z|[+-]\d\d(?::?\d\d)?)?"
)
SECONDS_SINCE_1970 = re.compile(r"(?<![\w.])\d{10,19}(?:\.\d+)?(?![\w])")
UNIQUE_ID = re.compile(
    r"(?<![0-9a-f])[0-9a-f]{8}-?[0-9a-f]{4}-?[167][0-9a-f]{3}-?[89ab][0-9a-f]{3}-?[0-9a-f]{12}"
    r"(?![0-9a-f])"
)
GREGORIAN = datetime(1582, 10, 15, tzinfo=UTC)

Span = tuple[datetime, datetime]


def moments_in(text: str) -> Iterator[Span]:
    """Yield the times in *text* that are finer than a day, each with its precision as a span.

    Written out, counted in seconds or parts of them since 1970, or hidden in a UUID with a clock.
    """
    for found in DATE_AND_TIME.finditer(text):
        *parts, fraction, zone = found.groups()
        try:
            moment = datetime(*map(int, parts), tzinfo=_zone(zone))
        except ValueError:
            continue
        digits = len(fraction or ".") - 1
        moment += timedelta(seconds=float(fraction or 0))
        yield moment, moment + timedelta(seconds=10.0**-digits)
    for found in SECONDS_SINCE_1970.finditer(text):
        yield from _since_1970(found[0])
    for found in UNIQUE_ID.finditer(text):
        yield _clock_of(int(found[0].replace("-", ""), 16))


def _zone(text: str | None) -> timezone:
    """Return the zone of a time; UTC, in which PostgreSQL keeps times, if it names none."""
    if text in (None, "", "Z"):
        return UTC
    hours, minutes = int(text[1:3]), int(text[3:].strip(":") or 0)
    offset = timedelta(hours=hours, minutes=minutes)
    return timezone(-offset if text[0] == "-" else offset)


def _since_1970(number: str) -> Iterator[Span]:
    whole, _dot, fraction = number.partition(".")
    for power in (0, 3, 6, 9):
        if len(whole) == 10 + power:
            unit = 10.0 ** -(power + len(fraction))
            moment = datetime.fromtimestamp(float(number) / 10**power, UTC)
            yield moment, moment + timedelta(seconds=unit)


def _clock_of(value: int) -> Span:
    version = value >> 76 & 0xF
    if version == 7:
        moment = datetime(1970, 1, 1, tzinfo=UTC) + timedelta(milliseconds=value >> 80)
        return moment, moment + timedelta(milliseconds=1)
    low, middle, high = value >> 96, value >> 80 & 0xFFFF, value >> 64 & 0xFFF
    ticks = high << 48 | middle << 32 | low if version == 1 else low << 28 | middle << 12 | high
    moment = GREGORIAN + timedelta(microseconds=ticks // 10)
    return moment, moment + timedelta(microseconds=1)


def moments_within(text: str, period: Span) -> list[Span]:
    """Return the times in *text* that must lie in *period*, whatever their precision."""
    begin, end = period
    return [span for span in moments_in(text) if begin <= span[0] and span[1] <= end]
