"""A csv file as a sheet."""

from __future__ import annotations

from collections.abc import Callable

from fieldwork.core.headcounts.containers import too_many_cells
from fieldwork.core.headcounts.csv_text import rows_in, text_of
from fieldwork.core.headcounts.sheets import Cell, Kind, Place, Sheet
from fieldwork.core.headcounts.xlsx_cells import MAX_COLUMN, MAX_ROW
from questionnaires.core.characters import is_blank


def read_sheets(
    _name: str, data: bytes, *, is_heading: Callable[[str], bool] = bool
) -> tuple[Sheet, ...]:
    """Return the one sheet that the csv file in *data* is, its rows as a spreadsheet shows them.

    *is_heading* knows headings, by which the delimiter is told. Raise FileRefused if the file
    cannot be read, or not past one row.
    """
    rows = rows_in(text_of(data), is_heading)
    cells: dict[Place, Cell] = {}
    for row, texts in enumerate(rows, start=1):
        for column, text in enumerate(texts, start=1):
            if not is_blank(text):
                cells[row, column] = _cell(text)
    if any(row > MAX_ROW or column > MAX_COLUMN for row, column in cells):
        raise too_many_cells()
    widths = {row: len(texts) for row, texts in enumerate(rows, start=1) if row <= MAX_ROW}
    return (Sheet(None, cells, widths=widths),)


def _cell(text: str) -> Cell:
    is_formula = text.startswith("=") and len(text) > 1
    return Cell(Kind.FORMULA, text) if is_formula else Cell(Kind.TEXT, text)
