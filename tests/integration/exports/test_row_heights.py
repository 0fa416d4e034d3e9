"""Rows are as tall as their texts: not every program finds that out by itself.

LibreOffice gives each row of a workbook the height that the file says, and otherwise the sheet's
default of one line, however long the text is.
"""

from __future__ import annotations

from datetime import date
from io import BytesIO
from math import ceil

from openpyxl import load_workbook
from openpyxl.worksheet.worksheet import Worksheet

from disclosure.vocabulary import Cell
from exports.formats.workbook import LINE_HEIGHT, TALLEST_ROW, WorkbookFile

WIDTHS = [12, 60]
LONG = "Words that go on and on " * 12
ROWS: list[list[Cell]] = [
    ["one", "line"],
    ["two", LONG],
    ["three lines", "first\nsecond\nthird"],
    [4, "-8"],
    ["x" * 100, ""],
    ["five", "=" * 32_767],
]


def sheet_of(rows: list[list[Cell]], *, is_wrapped: bool) -> Worksheet:
    target = BytesIO()
    with (
        WorkbookFile(target, title="Title", day=date(2026, 5, 4)) as workbook,
        workbook.sheet(
            "Only",
            headings=["name", "manager_factors_sexual_abuse" * 4],
            widths=WIDTHS,
            is_wrapped=is_wrapped,
        ) as sheet,
    ):
        for row in rows:
            sheet.append(row)
    return load_workbook(target).active


def lines_at_least(text: str, width: int) -> int:
    return sum(max(ceil(len(part) / width), 1) for part in text.split("\n"))


def lines_of(sheet: Worksheet, row: int) -> float:
    return (sheet.row_dimensions[row].height or 0) / LINE_HEIGHT


def test_every_row_of_a_wrapped_sheet_has_room_for_its_texts() -> None:
    sheet = sheet_of(ROWS, is_wrapped=True)
    for number, row in enumerate(ROWS, start=2):
        needed = max(
            lines_at_least(str(cell), width) for cell, width in zip(row, WIDTHS, strict=True)
        )
        assert lines_of(sheet, number) >= min(needed, TALLEST_ROW / LINE_HEIGHT)
    assert [lines_of(sheet, number) for number in (2, 4, 5)] == [1, 3, 1]
    assert sheet.row_dimensions[7].height == TALLEST_ROW


def test_the_heading_of_every_sheet_has_room_for_its_names() -> None:
    for is_wrapped in (True, False):
        assert lines_of(sheet_of([], is_wrapped=is_wrapped), 1) >= 2


def test_rows_that_are_not_wrapped_are_left_to_the_program() -> None:
    sheet = sheet_of(ROWS, is_wrapped=False)
    assert sheet.row_dimensions[3].height is None
    assert not sheet["B3"].alignment.wrap_text


def test_everything_in_a_wrapped_row_begins_at_its_top() -> None:
    sheet = sheet_of(ROWS, is_wrapped=True)
    filled = [cell for row in sheet.iter_rows() for cell in row if cell.value is not None]
    assert {cell.alignment.vertical for cell in filled} == {"top"}


def test_the_heading_is_written_in_the_font_of_the_rest() -> None:
    sheet = sheet_of(ROWS, is_wrapped=True)
    heading, text = sheet["A1"].font, sheet["A2"].font
    assert (heading.name, heading.size) == (text.name, text.size)
