"""The tables of an export as CSV files in one zip file.

RFC 4180: commas, CRLF at the end of each line, quotes where a text needs them, doubled within it.
UTF-8 without a byte order mark, which some programs read as part of the first name. The file of
codes holds whole numbers, numbers and dates alone, so a spreadsheet that opens it makes no dates of
"1 - 5". A text that a spreadsheet would take for a formula begins with an apostrophe
(docs/decisions/0040-csv-files.md).
"""

from __future__ import annotations

import csv
from collections.abc import Callable, Iterable
from datetime import date
from io import TextIOWrapper
from typing import BinaryIO
from zipfile import ZIP_DEFLATED

from disclosure.spreadsheets import harmless
from disclosure.timeless_zip import TimelessZip
from exports.formats.content import Sheet


def write(
    target: BinaryIO, sheets: Iterable[Sheet], *, title: str, day: date, step: Callable[[], None]
) -> None:
    """Write *sheets* into *target*, each as one file; call *step* after each row of data."""
    with TimelessZip(target, "w", ZIP_DEFLATED) as archive:
        for sheet in sheets:
            member = archive.member(f"{sheet.name}.csv")
            with (
                archive.open(member, "w") as raw,
                TextIOWrapper(raw, encoding="utf-8", newline="") as text,
            ):
                lines = csv.writer(text, lineterminator="\r\n")
                lines.writerow(harmless(sheet.headings))
                for row in sheet.rows:
                    lines.writerow(harmless(row))
                    if sheet.is_data:
                        step()
