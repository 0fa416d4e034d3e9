"""Codes read out of whatever people paste: an address with a bracket behind it, a whole message.

Two kinds exist: that of a survey's link, and the one to come back to one's answers with. They are
told apart by their length, so each is understood wherever it is entered. What never stands in a
code (0 o, 1 l i) is not taken for something else: nobody can tell what it was meant to be.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cached_property
from urllib.parse import unquote

from fieldwork.codes import ALPHABET, LENGTH
from questionnaires.core.characters import plain_characters

MOST_CHARACTERS = 10_000
"""How much of a text is looked at: several times a long message."""

MOST_CODES = 10
"""How many parts of one text are taken for a code that may be the one."""

MOST_ESCAPES = 3
"""How often an address may have been escaped on its way: `%2520` was, twice."""

BEGINS, ENDS = r"(?<![^\W_])", r"(?![^\W_])"
"""Where no other letter or digit of any script stands beside a code."""

GAP = r"[\W_]{0,3}"
"""What may stand between the groups of a code, the same between all of them, such as “ – ”."""

ADDRESS = rf"{BEGINS}[rs][/\\][\W_]*"
"""What stands before a code in an address of either kind."""


@dataclass(frozen=True, slots=True)
class Code:
    """A code as it is shown to people: that of a link, or one to come back with."""

    text: str
    is_to_resume: bool = False


def code_in_address(address: str) -> Code | None:
    """Return the code of either kind to which *address* leads, whatever stands around it."""
    return _in_address(_plain(address))


def code_in(text: str) -> Code | None:
    """Return the code of either kind that *text* holds, entered or pasted where a code belongs."""
    plain = _plain(text)
    if in_address := _in_address(plain):
        return in_address
    if to_resume := RESUME_CODE.in_text(plain):
        return Code(RESUME_CODE.shown(to_resume), is_to_resume=True)
    link = LINK_CODE.as_a_whole(plain)
    return Code(link) if link else None


def link_codes_among_words(text: str) -> tuple[str, ...]:
    """Return what may be the code of a link in *text*, the likeliest first: some are but words."""
    return tuple(dict.fromkeys(LINK_CODE.among_words(_plain(text))))[:MOST_CODES]


def resume_code_in(text: str) -> str:
    """Return the code to come back with that *text* holds, its letters and digits, "" for none."""
    return RESUME_CODE.in_text(_plain(text))


@dataclass(frozen=True)
class CodeShape:
    """How codes of one kind look: how many groups of how many letters and digits.

    It reads plain text, in small letters; codes are returned as letters and digits alone.
    """

    groups: int
    length: int

    def in_address(self, text: str) -> str:
        """Return the code to which *text*, an address or a code alone, leads; "" for none.

        Whatever stands behind it does not matter.
        """
        patterns = (
            rf"{ADDRESS}({self._written}){ENDS}",
            rf"\A[\W_]*({self._written})[\W_]*\Z",
        )
        matches = (re.search(pattern, text) for pattern in patterns)
        return next((_letters(match[1]) for match in matches if match), "")

    def in_text(self, text: str) -> str:
        """Return the code in *text*, which is one or holds one, "" for none."""
        found = self.in_address(text) or self.as_a_whole(text)
        return found or next(iter(self.among_words(text)), "")

    def as_a_whole(self, text: str) -> str:
        """Return the code that *text* is, whatever parts or surrounds its letters and digits."""
        letters = _letters(text)
        is_code = len(letters) == self.groups * self.length and set(letters) <= set(ALPHABET)
        return letters if is_code else ""

    def among_words(self, text: str) -> list[str]:
        """Return what looks like a code among words, the likeliest first.

        “Research” looks like the code of a link, and “they have been here” like one to come back
        with. But most codes hold digits, their groups are joined by something else than blanks, and
        people write them behind what they say about them.
        """
        found = re.finditer(rf"(?={BEGINS}({self._written}){ENDS})", text)
        written = [match[1] for match in found if self.groups == 1 or not _are_words(match[1])]
        written.reverse()
        return [_letters(code) for code in sorted(written, key=_likeness_to_words)]

    def shown(self, letters: str) -> str:
        """Return a code as it is shown to people: `7kqm-x2rb-94hd-wfep`."""
        starts = range(0, len(letters), self.length)
        return "-".join(letters[start : start + self.length] for start in starts)

    @cached_property
    def _written(self) -> str:
        group = f"[{ALPHABET}]{{{self.length}}}"
        if self.groups == 1:
            return group
        return rf"{group}(?P<gap>{GAP}){group}" + rf"(?P=gap){group}" * (self.groups - 2)


LINK_CODE = CodeShape(groups=1, length=LENGTH)
RESUME_CODE = CodeShape(groups=4, length=4)


def _in_address(plain: str) -> Code | None:
    if to_resume := RESUME_CODE.in_address(plain):
        return Code(RESUME_CODE.shown(to_resume), is_to_resume=True)
    link = LINK_CODE.in_address(plain)
    return Code(link) if link else None


def _plain(text: str) -> str:
    text = text[:MOST_CHARACTERS]
    for _ in range(MOST_ESCAPES):
        text = unquote(text)
    return plain_characters(text).lower()


def _letters(written: str) -> str:
    return "".join(character for character in written if character.isalnum())


def _are_words(written: str) -> bool:
    return _is_parted(written) and not _digits(written)


def _likeness_to_words(written: str) -> tuple[bool, int]:
    return _is_parted(written), -_digits(written)


def _is_parted(written: str) -> bool:
    """Return whether blanks part the groups of a code, as they do words."""
    return any(map(str.isspace, written))


def _digits(written: str) -> int:
    """Return in how many groups of a code there are digits; words have none."""
    groups = re.split(r"[\W_]+", written)
    return sum(any(map(str.isdigit, group)) for group in groups)
