"""A sheet seen with its groups across: as it is, or with rows for columns."""

from __future__ import annotations

from collections.abc import Iterator
from functools import cached_property

from fieldwork.core.headcounts.sheets import (
    BLANK,
    Blocks,
    Cell,
    Kind,
    Place,
    Range,
    Sheet,
    cell_name,
    column_letters,
)


class View:
    """Cells by row and column; in a turned view, by column and row of the sheet.

    What it calls a row, a column and a cell is always what the spreadsheet program calls them.
    """

    def __init__(self, sheet: Sheet, *, is_turned: bool = False) -> None:
        self.sheet, self.is_turned = sheet, is_turned
        turned = {self.real(*place): cell for place, cell in sheet.cells.items()}
        self.cells = dict(sorted(turned.items()))
        self.rows: dict[int, list[int]] = {}
        for row, column in self.cells:
            self.rows.setdefault(row, []).append(column)
        self.last_row = max(self.rows, default=0)
        self.last_column = max((column for _row, column in self.cells), default=0)

    @cached_property
    def columns(self) -> list[int]:
        """The columns that are not blank."""
        return sorted({column for _row, column in self.cells})

    @cached_property
    def merged(self) -> list[Range]:
        """The merged cells, no further than the last cell that is not blank."""
        ranges = (one.turned() if self.is_turned else one for one in self.sheet.merged)
        return [one.until(self.last_row, self.last_column) for one in ranges]

    @cached_property
    def _blocks(self) -> Blocks:
        return Blocks(self.merged)

    def real(self, row: int, column: int) -> Place:
        """Return the row and column of the sheet (and the other way round)."""
        return (column, row) if self.is_turned else (row, column)

    def cell(self, row: int, column: int) -> Cell:
        """Return what stands in a cell itself."""
        return self.cells.get((row, column), BLANK)

    def merged_at(self, row: int, column: int) -> Range | None:
        """Return the merged cells that a cell is part of."""
        return self._blocks.at(row, column)

    def spread(self, row: int, column: int) -> Cell:
        """Return what stands in a cell, or in the merged cells that it is part of."""
        merged = self.merged_at(row, column)
        return self.cell(merged.top, merged.left) if merged else self.cell(row, column)

    def text(self, row: int, column: int) -> str:
        """Return the text that counts for a cell: headings and names spread over merged cells."""
        cell = self.spread(row, column)
        return cell.text if cell.kind is Kind.TEXT else ""

    def over(self, row: int, column: int) -> str:
        """Return the text over a cell that counts for several columns; mostly there is none."""
        for above in (row - 1, row - 2):
            merged = self.merged_at(above, column)
            if merged and merged.right > merged.left:
                return self.text(above, column)
        return ""

    def places(self) -> Iterator[tuple[Place, Cell]]:
        """Yield every cell that is not blank, by rows."""
        yield from self.cells.items()

    def is_row_hidden(self, row: int) -> bool:
        hidden = self.sheet.is_column_hidden if self.is_turned else self._is_sheet_row_hidden
        return hidden(row)

    def _is_sheet_row_hidden(self, row: int) -> bool:
        return row in self.sheet.hidden_rows

    def name(self, row: int, column: int) -> str:
        """Return what the spreadsheet program calls a cell."""
        return cell_name(*self.real(row, column))

    def range_name(self, block: Range) -> str:
        return (block.turned() if self.is_turned else block).name

    def row_name(self, row: int) -> str:
        """Return what the spreadsheet program calls a row."""
        return line_name(row, row, is_column=self.is_turned)

    def column_name(self, column: int) -> str:
        """Return what the spreadsheet program calls a column."""
        return line_name(column, column, is_column=not self.is_turned)


def line_name(first: int, last: int, *, is_column: bool) -> str:
    """Return the name of a row or a column, or of a run of them: row 3, rows 3-5, column I."""
    names = [column_letters(line) if is_column else str(line) for line in (first, last)]
    what = "column" if is_column else "row"
    return f"{what} {names[0]}" if first == last else f"{what}s {names[0]}-{names[1]}"
