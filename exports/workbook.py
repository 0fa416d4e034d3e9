"""A workbook written row by row: openpyxl's write-only mode, made safe and made silent.

Safe: what is text stays text, whatever it begins with. Silent: nothing in the file tells the hour
at which it was made (disclosure rules, Datasets 7). Sheets go straight into the zip file, one after
the other: nothing of them is held in memory, and no temporary file with answers is left behind when
a worker dies.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from datetime import date, datetime, time
from typing import Any, BinaryIO
from zipfile import ZIP_DEFLATED, ZipFile, ZipInfo

from openpyxl import Workbook
from openpyxl.cell import Cell as OpenpyxlCell
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
        name = getattr(zinfo_or_arcname, "filename", zinfo_or_arcname)
        super().writestr(self.member(name), data, *args, **options)


class AfterSheets(ExcelWriter):
    """Writes what belongs around the sheets; these stand in the archive already."""

    def write_worksheet(self, ws: Any) -> None:
        ws._rels = ws._writer._rels
        self.manifest.append(ws)


class WorkbookFile:
    """A workbook on its way into *target*; one table a sheet, one sheet at a time.

    *day* is all that the file says about when it was made.
    """

    def __init__(self, target: BinaryIO, *, title: str, day: date) -> None:
        self._archive = TimelessZip(target, "w", ZIP_DEFLATED)
        self._workbook = Workbook(write_only=True)
        properties = self._workbook.properties
        properties.creator, properties.title = CREATOR, clean(title)
        properties.created = properties.modified = datetime.combine(day, time.min)

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
        member = self._archive.member(raw.path.lstrip("/"))
        with self._archive.open(member, "w", force_zip64=True) as out:
            raw._writer = WorksheetWriter(raw, out)
            raw._writer.write_top()
            sheet = Sheet(raw, wrap=wrap)
            sheet.append_header(headings)
            yield sheet
            raw.close()

    def close(self) -> None:
        AfterSheets(self._workbook, self._archive).save()


class Sheet:
    """One table; each different text becomes one cell, which is used wherever it stands."""

    def __init__(self, raw: Any, *, wrap: bool) -> None:
        self._raw = raw
        self._alignment = Alignment(vertical="top", wrap_text=wrap)
        self._texts: dict[str, OpenpyxlCell] = {}

    def append(self, cells: Sequence[Cell]) -> None:
        self._raw.append([self._text(cell) if isinstance(cell, str) else cell for cell in cells])

    def append_header(self, headings: Sequence[str]) -> None:
        self._raw.append([self._header(heading) for heading in headings])

    def _text(self, text: str) -> OpenpyxlCell:
        cell = self._texts.get(text)
        if cell is None:
            cell = self._texts[text] = self._new_text(text)
            cell.alignment = self._alignment
        return cell

    def _header(self, text: str) -> OpenpyxlCell:
        cell = self._new_text(text)
        cell.font = Font(bold=True, color="FFFFFF")
        cell.fill = PatternFill("solid", fgColor="0F5257")
        cell.alignment = Alignment(vertical="top", wrap_text=True)
        return cell

    def _new_text(self, text: str) -> OpenpyxlCell:
        cell = WriteOnlyCell(self._raw, clean(text))
        cell.data_type = "s"  # openpyxl takes "=1+1" for a formula and "#N/A" for an error
        cell.number_format = TEXT_FORMAT
        return cell


def clean(text: str) -> str:
    """Return *text* as a cell can hold it: no character that XML forbids, and not too long."""
    return NOT_IN_XML.sub("", text)[:LONGEST_TEXT]
