"""What a cell says: a whole number from 0, no number, or something that is neither."""

from __future__ import annotations

import re
from dataclasses import dataclass

from fieldwork.core.headcounts.sheets import Cell, Kind
from fieldwork.core.headcounts.words import excerpt, is_ordinary, plain
from fieldwork.core.message import Message
from questionnaires.core.characters import is_seen, plain_characters
from questionnaires.core.messages import gettext_noop

MOST = 1_000_000
"""The largest headcount of a group in an area; more is a slip, such as two numbers run together."""

NO_NUMBER = frozenset({"", "n/a", "na", "not applicable"})
ERRORS = frozenset({"#n/a", "#value!", "#ref!", "#div/0!", "#num!", "#name?", "#null!", "#spill!"})

# Two naughts at most: “1.000” is a thousand to some who write it.
_WHOLE = re.compile(r"(?:\d+|[1-9]\d{0,2}(?:,\d{3})+|[1-9]\d{0,2}(?: \d{3})+)(?:\.00?)?")
_DATE = re.compile(r"\d{1,4}[/.-]\d{1,2}[/.-]\d{1,4}")
_MEANT = re.compile(
    r"\W{0,3}(?:(?:c|ca|circa|approx|approximately|about|around|roughly|over|under|nearly|almost|some"
    r"|at least|at most|up to|less than|more than|fewer than|est|estimated)\b)?\W{0,3}\d"
)
_LONGEST_NUMBER = 30
_SHORT_TEXT = 25
"""Characters of a text that may be meant as a number; a note is longer."""


@dataclass(frozen=True, slots=True)
class NotANumber:
    """Why a cell that should hold a number does not."""

    message: Message


def number_in(cell: Cell) -> int | NotANumber | None:
    """Return the headcount in *cell*, None where it says that there is none, or what is wrong."""
    if cell.kind is Kind.BLANK:
        return None
    if cell.kind is Kind.TEXT:
        return _number_in_text(str(cell.value))
    if cell.kind is Kind.NUMBER:
        return _whole(float(cell.value), cell.text)
    return NotANumber(_why_not(cell))


def looks_like_number(cell: Cell) -> bool:
    """Return whether *cell* holds a number, or something short that was meant as one: “<5”.

    Dates and telephone numbers are none.
    """
    if cell.kind is not Kind.TEXT:
        return cell.kind not in {Kind.BLANK, Kind.DATE, Kind.BOOLEAN}
    text = cell.text
    if len(text) > _SHORT_TEXT or "@" in text or _DATE.fullmatch(text):
        return False
    figures = re.sub(r"[\s()+-]", "", text)
    is_telephone = figures.isdecimal() and len(figures) > 9
    return _MEANT.match(text.casefold()) is not None and not is_telephone


def holds_number(cell: Cell) -> bool:
    """Return whether *cell* holds a number of any kind, whole or not."""
    if cell.kind is Kind.TEXT:
        return isinstance(number_in(cell), int)
    return cell.kind in {Kind.NUMBER, Kind.PERCENTAGE, Kind.FORMULA}


def _number_in_text(text: str) -> int | NotANumber | None:
    typed = _as_typed(text)
    if plain(typed) in NO_NUMBER:
        return None
    if len(typed) > _LONGEST_NUMBER or not _WHOLE.fullmatch(typed):
        return NotANumber(_error(text) if plain(typed) in ERRORS else _not_whole(text))
    digits = re.sub(r"\D", "", typed.partition(".")[0])
    return _within_bounds(int(digits), text)


def _as_typed(text: str) -> str:
    """Return *text* without what is around it: blanks of any kind, and the apostrophe of Excel."""
    inner = _without_unseen(text)
    if inner.startswith(("'", "’", "‘")):
        inner = _without_unseen(inner[1:])
    short = inner[: _LONGEST_NUMBER + 1]
    return re.sub(r"\s", " ", short) if is_ordinary(short) else "".join(map(_figure, short))


def _without_unseen(text: str) -> str:
    """Return *text* without the blanks at its ends, those too that have no width."""
    if is_ordinary(text):
        return text.strip()
    begin, end = 0, len(text)
    while begin < end and not is_seen(text[begin]):
        begin += 1
    while end > begin and not is_seen(text[end - 1]):
        end -= 1
    return text[begin:end]


def _figure(character: str) -> str:
    """Return a character as it would be typed; all blanks are the same, other unseen ones stay.

    Nobody knows what a soft hyphen between two numbers was: it may have been “10-15”.
    """
    if character.isspace() or character in "\u200b\u2060\ufeff":
        return " "
    return plain_characters(character) or character


def _whole(number: float, text: str) -> int | NotANumber:
    # As many figures as spreadsheet programs show: sums of fractions miss by one in the 17th.
    shown = float(f"{number:.15g}")
    if shown < 0 or not shown.is_integer():
        return NotANumber(_not_whole(text))
    return _within_bounds(int(shown), text)


def _within_bounds(number: int, text: str) -> int | NotANumber:
    if number <= MOST:
        return number
    message = gettext_noop("“%(text)s” is more people than there can be (at most %(most)s)")
    return NotANumber(Message(message, {"text": excerpt(text), "most": f"{MOST:,}"}))


def _not_whole(text: str) -> Message:
    return Message(gettext_noop("“%(text)s” is not a whole number"), {"text": excerpt(text)})


def _error(text: str) -> Message:
    return Message(gettext_noop("“%(text)s” is an error, not a number"), {"text": excerpt(text)})


def _why_not(cell: Cell) -> Message:
    if cell.kind is Kind.FORMULA:
        return Message(
            gettext_noop(
                "a formula whose result is not in the file: open it in a spreadsheet program, save,"
                " send again (or paste values)"
            )
        )
    values = {"text": excerpt(cell.text)}
    if cell.kind is Kind.ERROR:
        return _error(cell.text)
    if cell.kind is Kind.DATE:
        return Message(
            gettext_noop("“%(text)s” is a date (“10-12” becomes one), not a whole number"), values
        )
    if cell.kind is Kind.PERCENTAGE:
        return Message(gettext_noop("“%(text)s” is a percentage, not a whole number"), values)
    return _not_whole(cell.text)
