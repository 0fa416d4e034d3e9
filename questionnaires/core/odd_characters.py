"""Characters that look like others or like nothing: their names, and what was meant by them."""

from __future__ import annotations

import re
import unicodedata

ODD_SPACES = "\u00a0\u1680\u2000-\u200a\u202f\u205f\u3000"
"""Spaces that are not the one of the keyboard, for a class of a regular expression."""

UNSEEN = "\u00ad\u061c\u180e\u200b-\u200f\u202a-\u202e\u2060-\u2064\u2066-\u2069\ufeff"
"""Characters without any width, for a class of a regular expression."""

CURLY_QUOTES = "“”„‟‘’‚‛«»‹›＂＇"

MEANT = {
    **dict.fromkeys("：﹕∶꞉︓", ":"),
    **dict.fromkeys("–—−‐‑‒―﹘－•·∙●", "-"),
    **dict.fromkeys("，、﹐", ","),
    **dict.fromkeys("｛", "{"),
    **dict.fromkeys("｝", "}"),
    **dict.fromkeys("［", "["),
    **dict.fromkeys("］", "]"),
    **dict.fromkeys("＃", "#"),
}
"""By their look-alikes: the characters that have a meaning in a definition file."""

_BLANK_LETTERS = "\u034f\u115f\u1160\u17b4\u17b5\u2800\u3164\ufe0e\ufe0f\uffa0"
"""Letters and signs to Unicode that no font draws."""

_ODD = re.compile(f"[{ODD_SPACES}{UNSEEN}]")


def named(character: str) -> str:
    """Return what *character* is called: `a no-break space (U+00A0)`."""
    name = unicodedata.name(character, "control character").lower()
    article = "an" if name[0] in "aeiou" else "a"
    return f"{article} {name} (U+{ord(character):04X})"


def first_odd(text: str) -> str | None:
    """Return the first odd space or unseen character in *text*, None where there is none."""
    found = _ODD.search(text)
    return found[0] if found else None


def without_odd(text: str) -> str:
    """Return *text* with its odd spaces and unseen characters taken away."""
    return _ODD.sub("", text)


def is_blank(text: str) -> bool:
    """Return whether nobody would see anything of *text*."""
    return all(
        unicodedata.category(character) in ("Zs", "Zl", "Zp", "Cc", "Cf")
        or character in _BLANK_LETTERS
        for character in text
    )
