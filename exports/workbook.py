"""A workbook written row by row: openpyxl's write-only mode, with rows of our own.

openpyxl makes everything but the rows. Those go straight into the zip file as XML, for three
reasons. They are safe: a cell is a number or a text, and nothing here could write a formula. They
are quick: openpyxl builds an element for each cell and takes ten times as long. And no temporary
file with answers is left behind when a worker dies.

Nothing in the file tells the hour at which it was made (disclosure rules, Datasets 7).
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from datetime import date, datetime, time
from io import BytesIO
from typing import IO, Any, BinaryIO, Self
from xml.sax.saxutils import escape
from zipfile import ZIP_DEFLATED, ZipFile, ZipInfo

from openpyxl import Workbook
from openpyxl.cell import WriteOnlyCell
from openpyxl.styles import Alignment, Font, PatternFill
from openpyxl.utils import get_column_letter
from openpyxl.worksheet._writer import WorksheetWriter
from openpyxl.writer.excel import ExcelWriter

from disclosure.rows import Cell

CREATOR = "LARC Survey"

LONGEST_TEXT = 32_767
"""Characters that a cell can hold."""

NOT_IN_XML = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ud800-\udfff\ufffe\uffff]")

TEXT_FORMAT = "@"
"""The number format of text. Without it "=1+1" becomes a formula when somebody edits the cell."""


class TimelessZip(ZipFile):
    """A zip file whose members all bear the first time that the format knows, in 1980."""

    def member(self, name: str) -> ZipInfo:
        info = ZipInfo(name)
        info.compress_type = ZIP_DEFLATED
        info.external_attr = 0o600 << 16
        return info

    def writestr(
        self, zinfo_or_arcname: str | ZipInfo, data: Any, *args: Any, **options: Any
    ) -> None:
        info = zinfo_or_arcname
        name = info.filename if isinstance(info, ZipInfo) else info
        super().writestr(self.member(name), data, *args, **options)


class AfterSheets(ExcelWriter):
    """Writes what belongs around the sheets; these stand in the archive already."""

    def write_worksheet(self, ws: Any) -> None:
        ws._rels = ws._writer._rels
        self.manifest.append(ws)


class WorkbookFile:
    """A workbook on its way into *target*; one table a sheet, one sheet at a time.

    A context: what belongs around the sheets is written at its end. *day* is all that the file
    says about when it was made.
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
                AfterSheets(self._workbook, self._archive).write_data()

    @contextmanager
    def sheet(
        self, title: str, *, headings: Sequence[str], widths: Sequence[int], wrap: bool
    ) -> Iterator[Sheet]:
        """Open the next sheet, its header row written; *widths* are in characters.

        The header row and the first column, which names the row, stay in sight.
        """
        raw: Any = self._workbook.create_sheet(title)
        raw._id = len(self._workbook.worksheets)
        raw.freeze_panes = "B2"
        for number, width in enumerate(widths, start=1):
            raw.column_dimensions[get_column_letter(number)].width = width
        before, after = _around_rows(raw)
        member = self._archive.member(raw.path.lstrip("/"))
        with self._archive.open(member, "w", force_zip64=True) as out:
            out.write(before)
            Sheet(out, len(headings), text_style=_header_style(raw)).append(headings)
            yield Sheet(out, len(headings), text_style=_text_style(raw, wrap=wrap), rows=1)
            out.write(after)


def _around_rows(raw: Any) -> tuple[bytes, bytes]:
    """Return what openpyxl writes before and after the rows of a sheet."""
    xml = BytesIO()
    raw._writer = WorksheetWriter(raw, xml)
    raw._writer.write_top()
    raw.close()
    before, end_of_rows, after = xml.getvalue().partition(b"</sheetData>")
    return before, end_of_rows + after


def _header_style(raw: Any) -> int:
    cell = WriteOnlyCell(raw)
    cell.number_format = TEXT_FORMAT
    cell.font = Font(bold=True, color="FFFFFF")
    cell.fill = PatternFill("solid", fgColor="0F5257")
    cell.alignment = Alignment(vertical="top", wrap_text=True)
    return cell.style_id


def _text_style(raw: Any, *, wrap: bool) -> int:
    cell = WriteOnlyCell(raw)
    cell.number_format = TEXT_FORMAT
    cell.alignment = Alignment(vertical="top", wrap_text=wrap)
    return cell.style_id


class Sheet:
    """The rows of one table, written into *out* as they come; *rows* are there already."""

    def __init__(self, out: IO[bytes], width: int, *, text_style: int, rows: int = 0) -> None:
        self._out = out
        self._columns = [get_column_letter(number) for number in range(1, width + 1)]
        self._text_style = text_style
        self._rows = rows
        self._contents: dict[Cell, str] = {}

    def append(self, cells: Sequence[Cell]) -> None:
        self._rows += 1
        row, contents = self._rows, self._contents
        for cell in cells:
            if cell not in contents:
                contents[cell] = self._content(cell)
        written = "".join(
            [
                f'<c r="{column}{row}"{contents[cell]}</c>'
                for column, cell in zip(self._columns, cells, strict=True)
            ]
        )
        self._out.write(f'<row r="{row}">{written}</row>'.encode())

    def _content(self, cell: Cell) -> str:
        """Return the XML of a cell from behind its address on, made once for each value."""
        if not isinstance(cell, str):
            return f"><v>{cell}</v>"
        text = escape(clean(cell))
        style = f' s="{self._text_style}"'
        if not text:
            return f"{style}>"
        space = "" if text == text.strip() else ' xml:space="preserve"'
        return f'{style} t="inlineStr"><is><t{space}>{text}</t></is>'


def clean(text: str) -> str:
    """Return *text* as a cell can hold it: no character that XML forbids, and not too long."""
    return NOT_IN_XML.sub("", text)[:LONGEST_TEXT]
