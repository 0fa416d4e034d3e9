"""The cells of one worksheet, as its XML tells them."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import datetime

from openpyxl.utils.datetime import MAC_EPOCH, WINDOWS_EPOCH, from_excel

from fieldwork.core.headcounts.containers import too_many_cells
from fieldwork.core.headcounts.sheets import Blocks, Cell, Kind, Place, Range, Sheet
from fieldwork.core.headcounts.xlsx_package import Attributes, Package, damaged
from fieldwork.core.headcounts.xlsx_workbook import Texts, is_true, unescaped
from questionnaires.core.characters import is_blank

MAX_ROW, MAX_COLUMN = 20_000, 1_000
"""The last row and column with anything in it: far more than a table of headcounts has."""

MAX_MERGED_LINES = 200_000
"""Rows or columns that all merged cells of a sheet have together, as far as there are others."""

_REFERENCE = re.compile(r"\$?([A-Za-z]{1,3})\$?(\d{1,7})")
_INTEGER = re.compile(r"-?\d{1,15}")


@dataclass(frozen=True, slots=True)
class Shared:
    """What the cells of all sheets refer to: texts, and what numbers of each style are."""

    texts: Sequence[str]
    kinds: Sequence[Kind]
    counts_from_1904: bool = False


@dataclass
class Worksheet:
    """Gathers what the XML of a sheet says; `start`, `end` and `characters` are called for it."""

    shared: Shared
    cells: dict[Place, Cell] = field(default_factory=dict)
    hidden_rows: set[int] = field(default_factory=set)
    hidden_columns: list[tuple[int, int]] = field(default_factory=list)
    merged: list[Range] = field(default_factory=list)
    _within: str = ""
    _row: int = 0
    _column: int = 0
    _cell: dict[str, str] | None = None
    _has_formula: bool = False
    _value: list[str] | None = None
    _is_in_value: bool = False
    _inline: Texts = field(default_factory=lambda: Texts("is"))

    def start(self, tag: str, attributes: Attributes) -> None:
        if tag in {"sheetData", "cols", "mergeCells"}:
            self._within = tag
        elif self._cell is not None:
            self._start_in_cell(tag, attributes)
        elif self._within == "sheetData":
            self._start_in_data(tag, attributes)
        elif self._within == "cols" and tag == "col":
            self._hide_columns(attributes)
        elif self._within == "mergeCells" and tag == "mergeCell":
            self.merged.append(_range(attributes.get("ref", "")))

    def end(self, tag: str) -> None:
        if tag in {"sheetData", "cols", "mergeCells"}:
            self._within = ""
        elif tag == "c" and self._cell is not None:
            self._keep(self._cell)
            self._cell = None
        elif self._cell is not None:
            self._inline.end(tag)
            self._is_in_value = False

    def characters(self, text: str) -> None:
        if self._is_in_value and self._value is not None:
            self._value.append(text)
        elif self._cell is not None:
            self._inline.characters(text)

    def _start_in_data(self, tag: str, attributes: Attributes) -> None:
        if tag == "row":
            self._row = int(float(attributes.get("r", self._row + 1)))
            self._column = 0
            if is_true(attributes.get("hidden")) or _is_nothing(attributes.get("ht")):
                self.hidden_rows.add(self._row)
        elif tag == "c":
            self._cell, self._value, self._has_formula = dict(attributes), None, False
            if attributes.get("t") == "inlineStr":
                self._inline = Texts("is")

    def _start_in_cell(self, tag: str, attributes: Attributes) -> None:
        self._inline.start(tag, attributes)
        if tag == "v":
            self._value, self._is_in_value = [], True
        elif tag == "f":
            self._has_formula = True

    def _hide_columns(self, attributes: Attributes) -> None:
        if is_true(attributes.get("hidden")) or _is_nothing(attributes.get("width")):
            first = int(attributes.get("min", "0"))
            self.hidden_columns.append((first, int(attributes.get("max", first))))

    def _keep(self, attributes: dict[str, str]) -> None:
        row, column = self._row, self._column + 1
        if reference := attributes.get("r"):
            row, column = _place(reference)
        self._column = column
        cell = self._read(attributes)
        if cell.kind is Kind.BLANK:
            return
        if row > MAX_ROW or column > MAX_COLUMN:
            raise too_many_cells()
        self.cells[row, column] = cell

    def _read(self, attributes: dict[str, str]) -> Cell:
        kind = attributes.get("t", "n")
        if kind == "inlineStr":
            return _text("".join(self._inline.texts))
        value = None if self._value is None else "".join(self._value)
        # A text that is empty is a result all the same: =IF(B2="","",B2).
        if value is None or (value == "" and kind != "str"):
            return Cell(Kind.FORMULA) if self._has_formula else Cell(Kind.BLANK)
        if kind == "s":
            return _text(self.shared.texts[int(value)])
        if kind == "n":
            return self._number(value.strip(), int(attributes.get("s", "0")))
        if kind == "b":
            return Cell(Kind.BOOLEAN, "TRUE" if is_true(value.strip()) else "FALSE")
        kinds = {"e": Kind.ERROR, "d": Kind.DATE}
        return Cell(kinds[kind], unescaped(value)) if kind in kinds else _text(unescaped(value))

    def _number(self, value: str, style: int) -> Cell:
        kinds = self.shared.kinds
        kind = kinds[style] if style < len(kinds) else Kind.NUMBER
        number = int(value) if _INTEGER.fullmatch(value) else float(value)
        if kind is Kind.DATE:
            return Cell(kind, self._date(number))
        if kind is Kind.PERCENTAGE:
            return Cell(kind, f"{number * 100:.15g}%")
        return Cell(kind, number)

    def _date(self, number: float) -> str:
        try:
            date = from_excel(number, MAC_EPOCH if self.shared.counts_from_1904 else WINDOWS_EPOCH)
        except (OverflowError, ValueError):
            return f"{number:.15g}"
        if isinstance(date, datetime) and number == int(number):
            return f"{date:%d/%m/%Y}"
        return str(date)

    def sheet(self, name: str) -> Sheet:
        """Return the sheet; raise FileRefused if its merged cells are no table's."""
        merged = self._merged()
        lines = sum(max(one.bottom - one.top, one.right - one.left) + 1 for one in merged)
        if lines > MAX_MERGED_LINES:
            raise too_many_cells()
        blocks = Blocks(merged)
        # Nobody sees what lies under merged cells.
        covered = {
            place
            for place in self.cells
            if (block := blocks.at(*place)) and place != (block.top, block.left)
        }
        return Sheet(
            name,
            {place: cell for place, cell in self.cells.items() if place not in covered},
            hidden_rows=frozenset(self.hidden_rows),
            hidden_columns=tuple(self.hidden_columns),
            merged=tuple(merged),
        )

    def _merged(self) -> list[Range]:
        last_row = max((row for row, _column in self.cells), default=0)
        last_column = max((column for _row, column in self.cells), default=0)
        return [one.until(last_row, last_column) for one in self.merged]


def read_worksheet(package: Package, path: str, name: str, shared: Shared) -> Sheet:
    """Return the sheet in the part at *path*; raise FileRefused if it cannot be read."""
    sheet = Worksheet(shared)
    package.parse(path, sheet.start, sheet.end, sheet.characters)
    return sheet.sheet(name)


def _text(text: str) -> Cell:
    return Cell(Kind.BLANK) if is_blank(text) else Cell(Kind.TEXT, text)


def _is_nothing(size: str | None) -> bool:
    return size is not None and float(size) == 0


def _place(reference: str) -> Place:
    match = _REFERENCE.fullmatch(reference)
    if match is None:
        raise damaged()
    column = 0
    for letter in match[1].upper():
        column = column * 26 + ord(letter) - ord("A") + 1
    return int(match[2]), column


def _range(reference: str) -> Range:
    first, _colon, last = reference.partition(":")
    (top, left), (bottom, right) = _place(first), _place(last or first)
    return Range(min(top, bottom), min(left, right), max(top, bottom), max(left, right))
