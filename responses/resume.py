"""Codes with which respondents come back to answers they have not sent.

A code is shown once and stored nowhere; the database keeps its digest under the platform's secret.
It is the respondent's alone: it names no person, and dies when the answers are sent.
"""

from __future__ import annotations

from secrets import choice
from typing import Final

from django.conf import settings
from django.core.cache import cache
from django.utils import timezone
from django.utils.crypto import salted_hmac

from fieldwork.codes import ALPHABET
from responses.pasted_codes import RESUME_CODE, resume_code_in

GROUPS: Final = RESUME_CODE.groups
GROUP_LENGTH: Final = RESUME_CODE.length

WRONG_CODES_A_MINUTE: Final = 30
"""Wrong codes that all respondents together may enter. With 31^16 codes this is not what keeps a
guesser out; it keeps one from loading the database. Nobody's address is needed for it."""


def new_code() -> str:
    """Return a fresh code, in groups, as it is shown: `7kqm-x2rb-94hd-wfep`."""
    groups = ("".join(choice(ALPHABET) for _ in range(GROUP_LENGTH)) for _ in range(GROUPS))
    return "-".join(groups)


def tidied(text: str) -> str:
    """Return a typed code without blanks, dashes and capitals; "" if there is none.

    It may stand in a pasted address or sentence.
    """
    return resume_code_in(text)


def digest(code: str) -> bytes:
    """Return the digest under which a code is stored now."""
    return _digest(code, settings.SECRET_KEY)


def digests(code: str) -> list[bytes]:
    """Return the digests under which a code may have been stored, the present secret's first."""
    return [_digest(code, key) for key in (settings.SECRET_KEY, *settings.SECRET_KEY_FALLBACKS)]


def belongs_to(code: str, stored: bytes | memoryview | None) -> bool:
    """Return whether *stored* is the digest of *code*."""
    return stored is not None and bytes(stored) in digests(code)


def _digest(code: str, secret: str) -> bytes:
    return salted_hmac("responses.resume", tidied(code), secret=secret, algorithm="sha256").digest()


def too_many_wrong_codes() -> bool:
    """Return whether so many wrong codes were entered this minute that none is looked up."""
    return cache.get(_minute(), 0) >= WRONG_CODES_A_MINUTE


def count_wrong_code() -> None:
    """Note that a wrong code was entered, and nothing of who entered it."""
    if not cache.add(_minute(), 1, timeout=120):
        cache.incr(_minute())


def _minute() -> str:
    return f"wrong-resume-codes:{timezone.now():%H%M}"
