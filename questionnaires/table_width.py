"""How wide a grid must be to stand as a table: so that no word of its scale breaks.

A word that is wider than its column is hyphenated or cut by browsers, and a scale point in two
parts reads as another one. Below that width the statements stand one under the other.
"""

from __future__ import annotations

from collections.abc import Sequence
from unicodedata import combining, east_asian_width

from questionnaires.core.question import Choice
from questionnaires.core.texts import PLACEHOLDER, plain

STEPS = (46, 50, 54, 58, 63)
"""The widths that the styles know (`scss/_grid.scss`). All in rem, the size of a heading's letters.

A page is 63.75 wide at most, and 60.25 on a screen of 1024 pixels.
"""

STATEMENTS = 12
STATEMENT_SHARE = 2.2
"""The least width of the column of statements, and how many times a scale point's it is."""
NARROWEST = 4.5
PADDING = 0.63
GAP = 1.0
"""Before the first point that is off the scale."""

NARROW = frozenset("fijlrtI.,:;'’!|()[]")
WIDE = frozenset("mwMW@%—…")
UNKNOWN = "m" * 8
"""For what a survey fills in."""


def table_class(choices: Sequence[Choice]) -> str:
    """Return the class of a grid with this scale; empty if it is never a table."""
    column = max((_column(choice) for choice in choices), default=NARROWEST)
    by_share = (STATEMENT_SHARE + len(choices)) * column
    needed = max(STATEMENTS + len(choices) * column, by_share)
    return next((f"larc-grid--from-{step}" for step in STEPS if needed <= step), "")


def _column(choice: Choice) -> float:
    words = PLACEHOLDER.sub(UNKNOWN, plain(choice.label)).split()
    longest = max(map(_width, words), default=0)
    return max(NARROWEST, longest + PADDING + (GAP if choice.off_scale else 0))


def _width(word: str) -> float:
    """Return how wide *word* is at most, in the widest of the usual fonts, such as Verdana."""
    return sum(map(_letter_width, word))


def _letter_width(letter: str) -> float:
    if combining(letter):
        return 0
    if letter in WIDE or east_asian_width(letter) in "WF":
        return 1
    if letter in NARROW:
        return 0.42
    return 0.79 if letter.isupper() else 0.64
