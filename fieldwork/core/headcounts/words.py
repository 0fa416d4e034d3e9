"""Texts of cells as they are compared and as they are quoted."""

from __future__ import annotations

import re
import unicodedata
from functools import lru_cache

from questionnaires.core.characters import plain_characters

LONGEST = 250
"""Characters of a text that are compared: no label of a group is as long."""

QUOTED = 60
"""Characters of a text that a message quotes."""

_APOSTROPHES = str.maketrans(dict.fromkeys("’‘ʼ‛´`′＇", "'"))
_AROUND_SIGNS = re.compile(r" ?([/:]) ?")

# Of these, all that shows is as it would be typed: most texts are nothing else.
_ORDINARY = re.compile(r"[\t\n\r\x20-\x7e\xa0-\xac\xae-\xff–—‘’“”…•€]*")


def plain(text: str) -> str:
    """Return *text* as headings are compared.

    Capitals, blanks and line breaks, blanks at “/” and “:”, a colon at the end, and the shape of
    apostrophes do not matter.
    """
    return _plain(shortened(text))


def shortened(text: str) -> str:
    """Return *text*, or of a long one the beginning, which is longer than any label or name."""
    return text if len(text) <= LONGEST else " ".join(text.split())[: LONGEST + 1]


@lru_cache(maxsize=10_000)
def _plain(text: str) -> str:
    typed = text if is_ordinary(text) else plain_characters(unicodedata.normalize("NFC", text))
    words = " ".join(typed.translate(_APOSTROPHES).casefold().split())
    return _AROUND_SIGNS.sub(r"\1", words).rstrip(":")


def is_ordinary(text: str) -> bool:
    """Return whether nothing in *text* is unseen, or of another width or script."""
    return _ORDINARY.fullmatch(text) is not None


def excerpt(text: str) -> str:
    """Return *text* on one line, and not much of it."""
    line = " ".join(text[: 4 * QUOTED].split())
    return line if len(line) <= QUOTED else f"{line[: QUOTED - 1].rstrip()}…"
