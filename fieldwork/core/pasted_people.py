"""People pasted as lines of name, e-mail address and area, from mail, spreadsheets and web pages.

The one address of a line, standing alone between separators or in angle brackets, parts the name
from the area: areas hold commas, and names may.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from fieldwork.core.message import Message
from questionnaires.core.messages import gettext_noop

ADDRESS = re.compile(r"[^\s<>(),;:\"“”„]+@[^\s<>(),;:\"“”„]+")
OPENS, CLOSES = ",;\t<(", ",;\t>)"
AROUND = ' \t\u00a0,;<>()"“”„'
"""What stands around a name or an area and is no part of it."""

MOST_LINES = 1000

NO_ADDRESS = gettext_noop("no e-mail address stands here")
SEVERAL_ADDRESSES = gettext_noop("several e-mail addresses stand here: one person a line")
NOT_ALONE = gettext_noop("put a comma before and after %(address)s")
NO_NAME = gettext_noop("the name of %(address)s is missing")
NO_AREA = gettext_noop("the area of %(address)s is missing")
TWO_NAMES = gettext_noop("%(address)s has the name %(earlier)s in line %(line)d and %(name)s here")
TOO_MANY = gettext_noop("these are more than %(most)d lines: paste them in parts")


@dataclass(frozen=True, slots=True)
class PastedPerson:
    """A line: somebody's name, address in small letters, and the area as it was written."""

    line: int
    name: str
    address: str
    area: str


@dataclass(frozen=True, slots=True)
class PastedPeople:
    """What a paste holds: people, lines that are refused, and what was left out, with why.

    A line that says what an earlier one says is left out; `heading` is the number of a first line
    that only names the columns, 0 for none.
    """

    people: tuple[PastedPerson, ...]
    refused: tuple[tuple[int, Message], ...]
    twice: tuple[tuple[int, int], ...]
    heading: int = 0


def read_people(text: str) -> PastedPeople:
    """Return the people of *text*; all lines are read, whatever is refused in some."""
    lines = list(_lines(text))
    if len(lines) > MOST_LINES:
        return PastedPeople((), ((0, Message(TOO_MANY, {"most": MOST_LINES})),), ())
    heading = lines[0][0] if len(lines) > 1 and _is_heading(lines[0][1]) else 0
    parsed = [(number, _person(number, line)) for number, line in lines if number != heading]
    refused = [(number, one) for number, one in parsed if isinstance(one, Message)]
    people, twice = _once(one for _number, one in parsed if isinstance(one, PastedPerson))
    refused += _two_names(people)
    return PastedPeople(tuple(people), tuple(sorted(refused, key=_line)), tuple(twice), heading)


def _is_heading(line: str) -> bool:
    return (
        "@" not in line and re.search(r"\be-?mail\b|\baddress\b", line, re.IGNORECASE) is not None
    )


def _line(refusal: tuple[int, Message]) -> int:
    return refusal[0]


def _lines(text: str) -> Iterator[tuple[int, str]]:
    """Each line that says something, with its number; what has no width is not there."""
    for number, line in enumerate(text.splitlines(), start=1):
        visible = "".join(one for one in line if unicodedata.category(one) != "Cf")
        if visible.strip(AROUND):
            yield number, re.sub(r"mailto:", "", visible, flags=re.IGNORECASE)


def _person(number: int, line: str) -> PastedPerson | Message:
    found = list(ADDRESS.finditer(line))
    if not found:
        return Message(NO_ADDRESS)
    if len(found) > 1:
        return Message(SEVERAL_ADDRESSES)
    before, address, after = line[: found[0].start()], found[0][0], line[found[0].end() :]
    told = {"address": address}
    if not _is_alone(before, after):
        return Message(NOT_ALONE, told)
    name, area = " ".join(before.strip(AROUND).split()), " ".join(after.strip(AROUND).split())
    if not name or not area:
        return Message(NO_AREA if name else NO_NAME, told)
    return PastedPerson(number, name, address.lower(), area)


def _is_alone(before: str, after: str) -> bool:
    left, right = before.rstrip(' \u00a0"“”'), after.lstrip(' \u00a0"“”')
    return (not left or left[-1] in OPENS) and (not right or right[0] in CLOSES)


def _once(people: Iterable[PastedPerson]) -> tuple[list[PastedPerson], list[tuple[int, int]]]:
    """Return *people* without repeated lines, and those with the line that each repeats."""
    kept: dict[tuple[str, str, str], PastedPerson] = {}
    twice = []
    for one in people:
        first = kept.setdefault((one.name, one.address, one.area), one)
        if first is not one:
            twice.append((one.line, first.line))
    return list(kept.values()), twice


def _two_names(people: Iterable[PastedPerson]) -> list[tuple[int, Message]]:
    """Refuse an address that two lines give two names."""
    first: dict[str, PastedPerson] = {}
    refused = []
    for one in people:
        earlier = first.setdefault(one.address, one)
        if earlier.name.casefold() != one.name.casefold():
            told: dict[str, str | int] = {
                "address": one.address,
                "earlier": earlier.name,
                "line": earlier.line,
                "name": one.name,
            }
            refused.append((one.line, Message(TWO_NAMES, told)))
    return refused
