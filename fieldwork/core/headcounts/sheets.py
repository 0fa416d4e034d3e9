"""A sheet as a file holds it, before anybody asks what it means."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import StrEnum
from typing import TypeAlias

Place: TypeAlias = tuple[int, int]
"""Row and column of a cell, both from 1."""


class Kind(StrEnum):
    """What a cell holds."""

    BLANK = "blank"
    TEXT = "text"
    NUMBER = "number"
    PERCENTAGE = "percentage"
    DATE = "date"
    BOOLEAN = "boolean"
    ERROR = "error"
    FORMULA = "formula"
    """A formula whose result is not in the file."""


class Visibility(StrEnum):
    VISIBLE = "visible"
    HIDDEN = "hidden"
    CHART = "chart"
    """A sheet that has no cells at all."""


@dataclass(frozen=True, slots=True)
class Cell:
    """What stands in one cell: numbers as numbers, all else as its text."""

    kind: Kind
    value: float | str = ""

    @property
    def text(self) -> str:
        """What stands there, without blanks around it."""
        if isinstance(self.value, str):
            return self.value.strip()
        return f"{self.value:.15g}" if isinstance(self.value, float) else str(self.value)


BLANK = Cell(Kind.BLANK)


@dataclass(frozen=True, slots=True)
class Range:
    """A block of cells, its corners included."""

    top: int
    left: int
    bottom: int
    right: int

    @property
    def name(self) -> str:
        """The block as a spreadsheet program calls it: F3:G3."""
        first, last = cell_name(self.top, self.left), cell_name(self.bottom, self.right)
        return first if first == last else f"{first}:{last}"

    def turned(self) -> Range:
        """Return the block with rows for columns."""
        return Range(self.left, self.top, self.right, self.bottom)


@dataclass(frozen=True, slots=True)
class Sheet:
    """One sheet: `cells` are those that are not blank.

    `name` is None for a csv file, and only there rows have `widths`: how many cells each one was
    written with, blank ones included. `hidden_columns` are first and last columns of hidden runs.
    """

    name: str | None
    cells: Mapping[Place, Cell] = field(default_factory=dict)
    visibility: Visibility = Visibility.VISIBLE
    hidden_rows: frozenset[int] = frozenset()
    hidden_columns: tuple[tuple[int, int], ...] = ()
    merged: tuple[Range, ...] = ()
    widths: Mapping[int, int] = field(default_factory=dict)

    def is_column_hidden(self, column: int) -> bool:
        return any(first <= column <= last for first, last in self.hidden_columns)


def column_letters(column: int) -> str:
    """Return the name of a column: C, AA."""
    letters = ""
    while column > 0:
        column, rest = divmod(column - 1, 26)
        letters = chr(ord("A") + rest) + letters
    return letters


def cell_name(row: int, column: int) -> str:
    """Return the name of a cell: C6."""
    return f"{column_letters(column)}{row}"
