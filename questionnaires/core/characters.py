"""Invisible characters that people type or paste, and letters of other widths and fonts."""

from __future__ import annotations

import re
import unicodedata

UNSTORED = re.compile("[\x00-\x08\x0b-\x1f\x7f-\x9f\ufeff\ud800-\udfff]")
"""Unicode's categories Cc, but for line feeds and tabs, and Cs; and the byte order mark.

No page can show them and PostgreSQL cannot store all of them, so they are dropped from every text.
"""

UNSEEN_CATEGORIES = frozenset({"Cc", "Cf", "Cs", "Zl", "Zp", "Zs"})

UNSEEN_OTHERS = re.compile(
    "[\u034f\u115f\u1160\u17b4\u17b5\u180b-\u180f\u2065\u2800\u3164\ufe00-\ufe0f\uffa0\ufff0-\ufff8"
    "\U0001d159\U000e0000-\U000e0fff]"
)
"""What else shows nothing: the rest of Unicode's property Default_Ignorable_Code_Point (fillers,
variation selectors, tags), the braille blank, and the musical null notehead.

The counter in the browser (`js/character_count.js`) takes the same for a blank.
"""

OTHER_FORMS = ("<wide>", "<font>")
"""Unicode's words for letters that are the ordinary ones but for their looks: １２, 𝟏𝟐, 𝗮𝗯𝗰."""


def is_seen(character: str) -> bool:
    """Return whether *character* shows anything by itself."""
    if unicodedata.category(character) in UNSEEN_CATEGORIES:
        return False
    return UNSEEN_OTHERS.match(character) is None


def is_blank(text: str) -> bool:
    """Return whether nobody would see anything of *text*.

    A character that shows nothing alone may mean something between others: it joins an emoji, or
    parts the letters of a Persian word. So it makes no text blank, and is dropped from none.
    """
    return not any(map(is_seen, text))


def without_unstored(text: str) -> str:
    """Return *text* without the characters that no page can show."""
    return UNSTORED.sub("", text)


def plain_characters(text: str) -> str:
    """Return *text* as it would be typed on a plain keyboard; for numbers, dates and codes.

    What shows nothing is dropped, but for white space; figures of any script become 0 to 9, and
    letters of other widths and fonts the ordinary ones.
    """
    return "".join(map(_plain, text))


def _plain(character: str) -> str:
    if character.isspace():
        return character
    if not is_seen(character):
        return ""
    if character.isdecimal():
        return str(unicodedata.decimal(character))
    if unicodedata.decomposition(character).startswith(OTHER_FORMS):
        return unicodedata.normalize("NFKC", character)
    return character
