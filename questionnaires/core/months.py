"""The months of a date, by their names."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TypeAlias

MonthNames: TypeAlias = Sequence[Sequence[str]]
"""What a language calls each of the twelve months: in full, and shortened in its own ways."""

ENGLISH: MonthNames = tuple(
    (name,)
    for name in (
        *("January", "February", "March", "April", "May", "June"),
        *("July", "August", "September", "October", "November", "December"),
    )
)

SHORTEST = 3
"""Letters that a shortened name has at least: with three, each English month is told apart."""


def month_named(text: str, names: MonthNames = ENGLISH) -> int | None:
    """Return the number of the month that *text* names in full or begins to name, None for none.

    Capitals do not matter, nor does a point at the end: “Sept.” is 9. Where a language has several
    months that begin so, it is none of them.
    """
    typed = _bare(text)
    months = [[_bare(name) for name in of_month] for of_month in names]
    named = [typed in of_month for of_month in months]
    if not any(named) and len(typed) >= SHORTEST:
        named = [any(name.startswith(typed) for name in of_month) for of_month in months]
    return named.index(True) + 1 if sum(named) == 1 else None


def _bare(name: str) -> str:
    return name.casefold().rstrip(".")
