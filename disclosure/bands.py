"""Counts of people as bands, so that watching a screen tells nothing about one person.

A coordinator often knows who works where. A count that goes from 6 to 7 on the day on which a
colleague says "I have done it" names that colleague; a band of five hides both who has answered
and, at its upper end, who has not. Zero is not told apart from the rest of the lowest band.

What is computed from several counts (totals, rates, trends) is computed from their bands: then no
subtraction of cells, totals or days can separate two counts of one band.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

WIDTH = 5
"""How many neighbouring counts look the same."""


@dataclass(frozen=True, slots=True, order=True)
class Band:
    """Neighbouring counts that are shown as one: from `lower` to `upper`, or open where None."""

    lower: int
    upper: int | None = None


def band_of(count: int, *, invited: int | None = None) -> Band:
    """Return the band that stands for *count* people.

    With the number of people *invited*, the top band is open: it begins at the multiple of five
    that leaves at least five of them above it, so that the last who have not answered are hidden
    as the first who have. More responses than invitations, from a link passed on, fall into it.

    Raises:
        ValueError: a number is negative.
    """
    if count < 0 or (invited is not None and invited < 0):
        raise ValueError("People are counted from 0.")
    lower = count // WIDTH * WIDTH
    if invited is not None:
        top = max((invited - WIDTH) // WIDTH * WIDTH, 0)
        if lower >= top:
            return Band(top)
    return Band(lower, lower + WIDTH - 1)


def at_least(bands: Iterable[Band]) -> int:
    """Return how many people there are at least in *bands*: a total that gives no count away."""
    return sum(band.lower for band in bands)
