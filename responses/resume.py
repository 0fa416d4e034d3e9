"""Codes with which respondents come back to answers they have not sent.

Each response has one code, worked out from its random key and a secret that serves nothing else.
So the code can be shown again and is the same each time, and it is stored nowhere: the database
keeps a keyed digest of it, and only once somebody has asked for it. The code names no person and
dies when the answers are sent. At 79 bits nobody guesses one, so nobody is ever locked out.
"""

from __future__ import annotations

import uuid
from collections.abc import Iterator
from typing import Final

from django.conf import settings
from django.utils.crypto import salted_hmac

from fieldwork.codes import ALPHABET
from responses.pasted_codes import RESUME_CODE, resume_code_in

GROUPS: Final = RESUME_CODE.groups
GROUP_LENGTH: Final = RESUME_CODE.length


def code_of(response_id: uuid.UUID, stored: bytes | memoryview | None = None) -> str:
    """Return the code of a response, in groups, as it is shown: `7kqm-x2rb-94hd-wfep`.

    *stored* is the digest in its row, None as long as nobody has asked for the code. While an
    earlier secret is still known, a code that was given under it stays the code of its response.
    """
    codes = [_code(response_id, secret) for secret in _secrets()]
    given = (code for code in codes if stored is not None and bytes(stored) in digests(code))
    return next(given, codes[0])


def tidied(text: str) -> str:
    """Return a typed code without blanks, dashes and capitals; "" if there is none.

    It may stand in a pasted address or sentence.
    """
    return resume_code_in(text)


def digest(code: str) -> bytes:
    """Return the digest under which a code is stored now."""
    return digests(code)[0]


def digests(code: str) -> list[bytes]:
    """Return the digests under which a code may have been stored, the present secret's first."""
    return [_keyed("digest", tidied(code).encode(), secret) for secret in _secrets()]


def _code(response_id: uuid.UUID, secret: str) -> str:
    """Return the code that *secret* makes of a response: its digits in base 31."""
    number = int.from_bytes(_keyed("code", response_id.bytes, secret))
    letters = ""
    for _position in range(GROUPS * GROUP_LENGTH):
        number, letter = divmod(number, len(ALPHABET))
        letters += ALPHABET[letter]
    return "-".join(_groups(letters))


def _groups(letters: str) -> Iterator[str]:
    for start in range(0, len(letters), GROUP_LENGTH):
        yield letters[start : start + GROUP_LENGTH]


def _keyed(purpose: str, value: bytes, secret: str) -> bytes:
    return salted_hmac(
        f"responses.resume.{purpose}", value, secret=secret, algorithm="sha256"
    ).digest()


def _secrets() -> tuple[str, ...]:
    return (settings.RESUME_CODE_KEY, *settings.RESUME_CODE_KEY_FALLBACKS)
