"""Merged numbers stand for nobody knows what, and hidden ones for what nobody sees."""

from __future__ import annotations

from openpyxl import Workbook
from openpyxl.worksheet.worksheet import Worksheet

from tests.unit.headcounts.tables import (
    COUNTED,
    LABELS,
    TABLE,
    book,
    fill,
    loaded,
    places,
    raw_book,
    raw_row,
    raw_table,
    raw_text,
    read,
    saved,
    told,
)

HEADS = ["Area", *LABELS]


def test_one_number_for_two_groups_or_two_areas_is_refused() -> None:
    rows = [
        HEADS,
        ["Leeds", 1, 2, 3, 4, 2060, None, 7],
        ["Bury", 1, 2, 44, 4, 5, 6, 7],
        ["Kent", 1, 2, None, 4, 5, 6, 7],
    ]
    assert told(read(book(rows, ["F2:G2", "D3:D4"]))) == [
        ("F2:G2 (Leeds)", "one number, 2,060, for Education and Health together"),
        ("D3:D4 (Bury, Kent)", "one number, 44, for Youth Offending in 2 areas"),
    ]


def test_one_number_for_several_of_both_is_refused() -> None:
    rows = [HEADS, ["Leeds", 0, None, None, 4, 5, 6, 7], ["Bury", None, None, None, 4, 5, 6, 7]]
    [(where, why)] = told(read(book(rows, ["B2:D3"])))
    assert where == "B2:D3 (Leeds, Bury)"
    assert why.startswith("one number, 0, for Early Help/Family Support/Children with Disabilities")
    assert why.endswith("Children in Care and Youth Offending together in 2 areas")


def test_one_number_for_a_group_and_the_total_is_refused() -> None:
    rows = [[*HEADS, "Total"], ["Leeds", 1, 2, 3, 4, 5, 6, 7, None]]
    assert places(read(book(rows, ["H2:I2"]))) == ["H2:I2 (Leeds)"]


def test_merged_words_for_no_number_are_no_fault() -> None:
    rows = [HEADS, ["Leeds", 1, 2, 3, 4, "n/a", None, 7]]
    reading = read(book(rows, ["F2:G2"]))
    assert "education" not in loaded(reading)["Leeds"]
    assert [one.where for one in reading.no_number] == ["F2", "G2"]


def test_merged_words_that_are_no_number_are_told_once() -> None:
    rows = [HEADS, ["Leeds", 1, 2, 3, 4, "TBC", None, 7]]
    assert places(read(book(rows, ["F2:G2"]))) == ["F2"]


def test_a_number_merged_with_nothing_of_the_table_is_read() -> None:
    assert loaded(read(book(TABLE, ["H2:I2"]))) == COUNTED


def test_what_lies_under_merged_cells_is_not_there() -> None:
    rows = raw_table("<c><v>5</v></c>", "<c><v>6</v></c>")
    merged = '{}<mergeCells><mergeCell ref="B2:C2"/></mergeCells>'
    assert told(read(raw_book(rows, merged)))[0][0] == "B2:C2 (Leeds)"


def sheet_of(rows: list[list[object]]) -> tuple[Workbook, Worksheet]:
    workbook = Workbook()
    fill(workbook.worksheets[0], rows)
    return workbook, workbook.worksheets[0]


HIDDEN = "hidden, with numbers in it: show it and check them, or delete it"


def test_hidden_rows_and_columns_with_numbers_are_refused() -> None:
    workbook, sheet = sheet_of(TABLE)
    sheet.row_dimensions[3].hidden = True
    sheet.column_dimensions.group("C", "E", hidden=True)
    assert told(read(saved(workbook))) == [("columns C-E", HIDDEN), ("row 3", HIDDEN)]


def test_hidden_areas_are_refused_as_the_program_shows_them() -> None:
    workbook, sheet = sheet_of([list(row) for row in zip(*TABLE, strict=True)])
    sheet.column_dimensions["C"].hidden = True
    assert told(read(saved(workbook))) == [("column C", HIDDEN)]


def test_hidden_notes_and_blanks_do_not_matter() -> None:
    workbook, sheet = sheet_of([[*TABLE[0], "Comments", None], *TABLE[1:], ["A note"]])
    sheet["I2"] = "agency staff"
    for column in "IJK":
        sheet.column_dimensions[column].hidden = True
    sheet.row_dimensions[4].hidden = True
    assert loaded(read(saved(workbook))) == COUNTED


def test_a_hidden_total_is_refused_too() -> None:
    workbook, sheet = sheet_of([[*TABLE[0], "Total"], [*TABLE[1], 2373]])
    sheet.column_dimensions["I"].hidden = True
    assert places(read(saved(workbook))) == ["column I"]


def test_hidden_words_for_numbers_are_refused_too() -> None:
    workbook, sheet = sheet_of([HEADS, TABLE[1], ["Narnia", "<5"]])
    sheet.row_dimensions[3].hidden = True
    assert places(read(saved(workbook))) == ["row 3", "A3", "B3"]


def test_a_row_without_height_and_a_column_without_width_are_hidden() -> None:
    row = f'<row ht="0" customHeight="1">{raw_text("Bury")}<c><v>5</v></c></row>'
    columns = '<cols><col min="2" max="2" width="0"/></cols>{}'
    table = raw_table("<c><v>5</v></c>")
    assert places(read(raw_book(table + row))) == ["row 3"]
    assert places(read(raw_book(table, columns))) == ["column B"]


def test_merged_cells_to_the_end_of_the_sheet_cost_nothing() -> None:
    table = raw_table("<c><v>5</v></c>") + raw_row(raw_text("A note"))
    merged = '{}<mergeCells><mergeCell ref="A3:XFD1048576"/></mergeCells>'
    assert loaded(read(raw_book(table, merged))) == {"Leeds": {"early_help": 5}}
