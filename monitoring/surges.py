"""Nights in which an area got far more responses than ever before: perhaps its link is abused."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

MORE_THAN = 20
"""A small area may well go from one response to ten."""

TIMES_THE_BEST = 3


@dataclass(frozen=True, slots=True)
class Surge:
    """A day whose count is unusual, with the most that one day had brought before."""

    day: date
    submitted: int
    best_before: int


def is_surge(submitted: int, *, best_before: int) -> bool:
    """Return whether so many on one day are unusual; with no day before, the best is 0."""
    return submitted > MORE_THAN and submitted > TIMES_THE_BEST * best_before


def surges_in(by_day: Mapping[date, int], *, since: date | None = None) -> list[Surge]:
    """Return the unusual days of one area from *since* on, or among all, the first one first.

    *by_day* is what counts of each day. An unusual day that was left to count is the best one for
    those after it: somebody looked, and it was right. One in quarantine never counts, so whoever
    stuffs once does not open the way for more.
    """
    found, best = [], 0
    for day, submitted in sorted(by_day.items()):
        if (since is None or day >= since) and is_surge(submitted, best_before=best):
            found.append(Surge(day, submitted, best))
        best = max(best, submitted)
    return found
