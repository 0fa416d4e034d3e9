"""What the months are called in the language that is active now."""

from __future__ import annotations

from functools import lru_cache

from django.utils.dates import MONTHS, MONTHS_3, MONTHS_ALT, MONTHS_AP
from django.utils.translation import get_language

from questionnaires.core.months import MonthNames


def month_names() -> MonthNames:
    """Return the names of the twelve months, in full and shortened, as Django translates them."""
    return _month_names(get_language())


@lru_cache(maxsize=32)
def _month_names(language: str | None) -> MonthNames:
    return tuple(
        tuple(str(names[month]) for names in (MONTHS, MONTHS_ALT, MONTHS_AP, MONTHS_3))
        for month in range(1, 13)
    )
