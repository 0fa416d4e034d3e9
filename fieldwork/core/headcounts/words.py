"""Texts of cells as they are compared and as they are quoted."""

from __future__ import annotations

import re
import unicodedata

from questionnaires.core.characters import plain_characters

LONGEST = 250
"""Characters of a text that are compared: no label of a group is as long."""

QUOTED = 60
"""Characters of a text that a message quotes."""

_APOSTROPHES = str.maketrans(dict.fromkeys("’‘ʼ‛´`′＇", "'"))
_AROUND_SIGNS = re.compile(r" ?([/:]) ?")


def plain(text: str) -> str:
    """Return *text* as headings are compared.

    Capitals, blanks and line breaks, blanks at “/” and “:”, a colon at the end, and the shape of
    apostrophes do not matter.
    """
    begin = unicodedata.normalize("NFC", text[:LONGEST])
    typed = (begin if begin.isascii() else plain_characters(begin)).translate(_APOSTROPHES)
    return _AROUND_SIGNS.sub(r"\1", " ".join(typed.casefold().split())).rstrip(":")


def excerpt(text: str) -> str:
    """Return *text* on one line, and not much of it."""
    line = " ".join(text[: 4 * QUOTED].split())
    return line if len(line) <= QUOTED else f"{line[: QUOTED - 1].rstrip()}…"
