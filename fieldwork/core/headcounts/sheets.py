"""A sheet as a file holds it, before anybody asks what it means."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterable, Mapping
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

    @property
    def cells(self) -> int:
        """How many cells the block has."""
        return (self.bottom - self.top + 1) * (self.right - self.left + 1)

    def turned(self) -> Range:
        """Return the block with rows for columns."""
        return Range(self.left, self.top, self.right, self.bottom)

    def until(self, row: int, column: int) -> Range:
        """Return the block no further than *row* and *column*, but for its first cell."""
        bottom, right = (
            max(self.top, min(self.bottom, row)),
            max(self.left, min(self.right, column)),
        )
        return Range(self.top, self.left, bottom, right)


class Blocks:
    """Finds the one of several blocks that a cell lies in; no two of them share a cell."""

    def __init__(self, blocks: Iterable[Range]) -> None:
        self._by_row: dict[int, list[Range]] = {}
        for block in sorted(blocks, key=lambda block: block.left):
            for row in range(block.top, block.bottom + 1):
                self._by_row.setdefault(row, []).append(block)

    def at(self, row: int, column: int) -> Range | None:
        """Return the block that a cell is part of."""
        blocks = self._by_row.get(row, [])
        before = bisect_right(blocks, column, key=lambda block: block.left) - 1
        return blocks[before] if before >= 0 and blocks[before].right >= column else None


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
