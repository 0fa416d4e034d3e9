"""Finding local authorities by what people call them, in the list of a survey."""

from __future__ import annotations

import csv
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from django.db.models import QuerySet

from fieldwork.core.authority_names import Authority, Names, OtherName
from fieldwork.core.message import Message
from fieldwork.models import LocalAuthority, Survey

OTHER_NAMES = Path(__file__).parent / "data" / "other_names.csv"


@cache
def other_names() -> tuple[OtherName, ...]:
    """Return the written list of other and former names, districts and places elsewhere."""
    with OTHER_NAMES.open(encoding="utf-8", newline="") as file:
        return tuple(
            OtherName(
                text=row["text"],
                kind=row["kind"],
                means=tuple(filter(None, row["means"].split("; "))),
                year=int(row["year"] or 0),
            )
            for row in csv.DictReader(file)
        )


def authorities_for(survey: Survey) -> QuerySet[LocalAuthority]:
    """Return those that can be areas of *survey*: places of demonstrations stay apart."""
    return LocalAuthority.objects.filter(is_demonstration=survey.is_demonstration)


@dataclass(frozen=True)
class Finder:
    """The local authorities of a list by what people call them."""

    names: Names
    by_key: dict[str, LocalAuthority]

    def find(self, text: str) -> LocalAuthority | Message:
        """Return the local authority that *text* names, or why there is none."""
        found = self.names.find(text)
        return found if isinstance(found, Message) else self.by_key[found.key]


def finder_of(authorities: Iterable[LocalAuthority]) -> Finder:
    """Return a finder in *authorities*."""
    by_key = {one.ons_code or f"key {one.pk}": one for one in authorities}
    known = tuple(Authority(key, one.name, one.official_name) for key, one in by_key.items())
    return Finder(Names(known, other_names()), by_key)


@dataclass(frozen=True)
class FoundAuthorities:
    """What a pasted list names: each once, in its order; refused lines, and those said twice."""

    found: tuple[LocalAuthority, ...]
    refused: tuple[tuple[int, Message], ...]
    twice: tuple[tuple[int, LocalAuthority], ...]


def authorities_in(lines: Iterable[str], finder: Finder) -> FoundAuthorities:
    """Return which local authorities *lines* name, one a line; blank lines are passed over."""
    found: dict[int, LocalAuthority] = {}
    refused: list[tuple[int, Message]] = []
    twice: list[tuple[int, LocalAuthority]] = []
    for number, text in _filled(lines):
        one = finder.find(text)
        if isinstance(one, Message):
            refused.append((number, one))
        elif one.pk in found:
            twice.append((number, one))
        else:
            found[one.pk] = one
    return FoundAuthorities(tuple(found.values()), tuple(refused), tuple(twice))


def _filled(lines: Iterable[str]) -> Iterator[tuple[int, str]]:
    return ((number, text) for number, text in enumerate(lines, start=1) if text.strip())
