"""A workbook written row by row through openpyxl's write-only mode.

One table a sheet from A1, one header row, nothing merged. A cell is a number or a text and never a
formula. Nothing in the file tells the hour at which it was made (disclosure rules, Datasets 7).
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import contextmanager
from datetime import date, datetime, time
from textwrap import wrap
from typing import Any, BinaryIO, Self
from zipfile import ZIP_DEFLATED

from openpyxl import Workbook
from openpyxl.cell import WriteOnlyCell
from openpyxl.styles import DEFAULT_FONT, Alignment, Font, PatternFill
from openpyxl.utils import get_column_letter
from openpyxl.writer.excel import ExcelWriter

from disclosure.timeless_zip import TimelessZip
from disclosure.vocabulary import Cell
from exports.formats.content import Sheet

CREATOR = "LARC Survey"

LONGEST_TEXT = 32_767
"""Characters that a cell can hold."""

NOT_IN_XML = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ud800-\udfff\ufffe\uffff]")

TEXT_FORMAT = "@"
"""The number format of text. Without it "=1+1" becomes a formula when somebody edits the cell."""


LINE_HEIGHT = 15
"""Points of one line in the file's font, Calibri 11."""

TALLEST_ROW = 409
"""Points of the tallest row that Excel can show."""

SPARE, SPARE_IN_BOLD = 1, 2
"""Characters of a column's width that a line may leave empty, so that wider fonts find room."""

TAKEN_FOR_SOMETHING_ELSE = ("=", "+", "-", "@", "#")
"""Beginnings of texts that spreadsheets take for formulas, or openpyxl for error values."""


NARROW, MIDDLE, WIDE, WIDEST = 12, 24, 60, 90
"""Widths of columns in characters."""

WIDTHS = {
    "What there is to know": WIDEST,
    "What is on it": WIDEST,
    "Note": WIDEST,
    "Label": WIDEST,
    "Question": WIDE,
    "Part": WIDE,
    "Asked of": WIDE,
    "Type": NARROW,
    "Value": NARROW,
}
"""By heading, on the sheets that hold no data; the others are of the middle width."""


def write(
    target: BinaryIO, sheets: Iterable[Sheet], *, title: str, day: date, step: Callable[[], None]
) -> None:
    """Write *sheets* into *target* as a workbook; call *step* after each row of data."""
    with WorkbookFile(target, title=title, day=day) as workbook:
        for sheet in sheets:
            with workbook.sheet(
                sheet.title,
                headings=sheet.headings,
                widths=_widths(sheet),
                is_wrapped=not sheet.is_data,
            ) as writer:
                for row in sheet.rows:
                    writer.append(row)
                    if sheet.is_data:
                        step()


def _widths(sheet: Sheet) -> list[int]:
    if sheet.is_data:
        return [MIDDLE if sheet.is_labelled else NARROW] * len(sheet.headings)
    return [WIDTHS.get(heading, MIDDLE) for heading in sheet.headings]


class WorkbookFile:
    """A workbook on its way into *target*; one table a sheet, one sheet at a time.

    A context: the sheets are put together at its end. *day* is all that the file says about when
    it was made.
    """

    def __init__(self, target: BinaryIO, *, title: str, day: date) -> None:
        self._archive = TimelessZip(target, "w", ZIP_DEFLATED)
        self._workbook = Workbook(write_only=True)
        properties = self._workbook.properties
        properties.creator, properties.title = CREATOR, clean(title)
        properties.created = properties.modified = datetime.combine(day, time.min)

    def __enter__(self) -> Self:
        return self

    def __exit__(self, kind: type[BaseException] | None, *error: object) -> None:
        # Closed in any case: an archive left open would write to its file when it is collected.
        with self._archive:
            if kind is None:
                ExcelWriter(self._workbook, self._archive).save()

    @contextmanager
    def sheet(
        self, title: str, *, headings: Sequence[str], widths: Sequence[int], is_wrapped: bool
    ) -> Iterator[SheetWriter]:
        """Open the next sheet, its header row written; *widths* are in characters.

        The header row and the first column, which names the row, stay in sight. Long texts of a
        sheet that *is_wrapped* go on in further lines of their cells.
        """
        raw: Any = self._workbook.create_sheet(title)
        raw.freeze_panes = "B2"
        for number, width in enumerate(widths, start=1):
            raw.column_dimensions[get_column_letter(number)].width = width
        _give_height(raw, 1, _height(headings, widths, spare=SPARE_IN_BOLD))
        raw.append([_header_cell(raw, heading) for heading in headings])
        try:
            yield SheetWriter(raw, widths=widths if is_wrapped else ())
        finally:
            raw.close()


class SheetWriter:
    """The rows of one table, as they come; wrapped where it has *widths* of columns."""

    def __init__(self, raw: Any, *, widths: Sequence[int]) -> None:
        self._raw = raw
        self._widths = widths
        self._row = 1
        self._texts: dict[str, Any] = {}

    def append(self, cells: Sequence[Cell]) -> None:
        self._row += 1
        if self._widths:
            _give_height(self._raw, self._row, _height(map(str, cells), self._widths))
            self._raw.append([self._aligned(cell) for cell in cells])
        else:
            self._raw.append(
                [self._text(cell) if isinstance(cell, str) else cell for cell in cells]
            )

    def _aligned(self, cell: Cell) -> Any:
        """Return *cell* so that it begins at the top of its row, as its neighbours do."""
        if isinstance(cell, str):
            return self._text(cell)
        made = WriteOnlyCell(self._raw, value=cell)
        made.alignment = Alignment(vertical="top")
        return made

    def _text(self, text: str) -> Any:
        """Return what stands for *text* in a row, made once and used wherever the text stands."""
        if text not in self._texts:
            self._texts[text] = self._made(clean(text))
        return self._texts[text]

    def _made(self, text: str) -> Any:
        """Return None for no text, and a cell of its own only where one is needed.

        Plain text is quicker by half, and data hold millions of texts.
        """
        if not text:
            return None
        if not self._widths and not text.startswith(TAKEN_FOR_SOMETHING_ELSE):
            return text
        cell = _text_cell(self._raw, text)
        cell.alignment = Alignment(vertical="top", wrap_text=bool(self._widths))
        return cell


def _height(texts: Iterable[str], widths: Sequence[int], *, spare: int = SPARE) -> int:
    """Return the points that a row needs, whose *texts* are wrapped in columns of *widths*.

    Excel finds this out by itself. LibreOffice gives each row of a file one line if the file does
    not say more, and long texts lie over the rows below.
    """
    pairs = zip(texts, widths, strict=True)
    lines = max((_lines(text, width - spare) for text, width in pairs), default=1)
    return min(lines * LINE_HEIGHT, TALLEST_ROW)


def _lines(text: str, width: int) -> int:
    return sum(len(wrap(part, width)) or 1 for part in text.split("\n"))


def _give_height(raw: Any, row: int, points: int) -> None:
    # As bare attributes: openpyxl's own would say that somebody has set the height, and no program
    # would fit the row again when the width of a column changes.
    raw.row_dimensions[row] = {"ht": str(points)}


def _text_cell(raw: Any, text: str) -> Any:
    cell = WriteOnlyCell(raw, value=clean(text))
    cell.data_type = "s"  # openpyxl takes a text that begins with "=" for a formula
    cell.number_format = TEXT_FORMAT
    return cell


def _header_cell(raw: Any, heading: str) -> Any:
    cell = _text_cell(raw, heading)
    cell.font = Font(name=DEFAULT_FONT.name, size=DEFAULT_FONT.size, bold=True, color="FFFFFF")
    cell.fill = PatternFill("solid", fgColor="0F5257")
    cell.alignment = Alignment(vertical="top", wrap_text=True)
    return cell


def clean(text: str) -> str:
    """Return *text* as a cell can hold it: no character that XML forbids, and not too long."""
    return NOT_IN_XML.sub("", text)[:LONGEST_TEXT]
