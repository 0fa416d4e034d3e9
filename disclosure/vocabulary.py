"""What is declared of a variable: whether it may leave, and what its cells are."""

from __future__ import annotations

from enum import StrEnum

Cell = int | float | str


class Release(StrEnum):
    """What may leave the database of a question's answers; undeclared is `drop`."""

    KEEP = "keep"
    RECODE = "recode"
    FREE_TEXT = "free_text"
    DROP = "drop"


class Measure(StrEnum):
    """What the cells of a variable are."""

    CATEGORY = "one category"
    TICK = "ticked or not"
    NUMBER = "number"
    DATE = "date"
    TEXT = "text"
