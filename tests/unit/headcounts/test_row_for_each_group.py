"""Tables in long form: a row for each area and group."""

from __future__ import annotations

import pytest
from openpyxl import Workbook

from tests.unit.headcounts.tables import (
    AGENCIES,
    COUNTED,
    LABELS,
    TABLE,
    book,
    csv,
    fill,
    left_out,
    loaded,
    places,
    read,
    saved,
    told,
)

HEADS = ["Council", "Agency group", "Number of staff"]
ROWS = [
    [row[0], label, count]
    for row in TABLE[1:]
    for label, count in zip(LABELS, row[1:], strict=True)
]


def test_long_form_is_read_in_any_order_of_columns() -> None:
    rows = [HEADS, *ROWS]
    assert loaded(read(book(rows))) == COUNTED
    assert loaded(read(csv([list(reversed(row)) for row in rows]))) == COUNTED


def test_it_may_be_by_groups_first() -> None:
    rows = sorted(ROWS, key=lambda row: LABELS.index(row[1]))
    assert loaded(read(book([["Title"], [], HEADS, *rows, [], ["Source: HR"]]))) == COUNTED


@pytest.mark.parametrize("name", ["Leeds", "leeds council", "E08000035"])
def test_an_area_and_group_twice_is_refused_even_with_the_same_number(name: str) -> None:
    rows = [HEADS, *ROWS, [name, "EDUCATION", 1430]]
    assert told(read(book(rows))) == [("B16 (Leeds)", "“Education” is in B6 already")]


def test_a_group_by_itself_and_by_its_agencies_is_refused() -> None:
    rows = [HEADS, ["Leeds", "Health", 5], ["Leeds", "Mental health service", 5]]
    assert places(read(book(rows))) == ["B3 (Leeds)"]


def test_agencies_add_up() -> None:
    rows = [[area, agency, 1] for area in ("Leeds", "Bury") for agency in AGENCIES]
    assert list(loaded(read(book([HEADS, *rows])))["Bury"].values()) == [2, 4, 1, 1, 1, 4, 5]


def test_merged_names_of_areas_count_for_all_their_rows() -> None:
    rows = [[row[0] if at % 7 == 0 else None, *row[1:]] for at, row in enumerate(ROWS)]
    assert loaded(read(book([HEADS, *rows], ["A2:A8", "A9:A15"]))) == COUNTED
    assert places(read(book([HEADS, *rows], ["A9:A15"]))) == [f"A{row}" for row in range(3, 9)]


def test_merged_groups_count_for_all_their_rows() -> None:
    rows = [["Education", "Leeds", 1], [None, "Bury", 2], ["Health", "Leeds", 3], [None, "Bury", 4]]
    reading = read(book([["Group", "Area", "Staff"], *rows], ["A2:A3", "A4:A5"]))
    assert loaded(reading) == {
        "Leeds": {"education": 1, "health": 3},
        "Bury": {"education": 2, "health": 4},
    }


def test_a_merged_number_is_refused() -> None:
    rows = [HEADS, ["Leeds", "Education", 5], ["Leeds", "Health", None], ["Bury", "Health", 4]]
    assert told(read(book(rows, ["C2:C3"]))) == [
        ("C2:C3 (Leeds)", "one number, 5, for Education and Health together")
    ]


def test_totals_are_checked_by_area_and_by_group() -> None:
    rows = [HEADS, *ROWS[:7], ["Leeds", "Total", 2373], *ROWS[7:], ["Total", "Education", 2634]]
    reading = read(book(rows))
    assert loaded(reading) == COUNTED
    assert left_out(reading) == {
        "row 9": "“Leeds Total”: a total that agrees",
        "row 17": "“Total Education”: a total that agrees",
    }
    rows[8][2] = 2374
    assert told(read(book(rows))) == [
        ("C9", "“Leeds Total” says 2,374, the numbers add up to 2,373")
    ]


def test_unknown_groups_and_areas_are_told() -> None:
    rows = [HEADS, *ROWS, ["Leeds", "Agency staff", 4], ["Narnia", "Health", 4], ["Kent", None, 4]]
    assert told(read(book(rows))) == [
        ("B16", "“Agency staff” is no group of this survey"),
        ("A17", "“Narnia” is no area"),
        ("B18", "a number in a row that names no group"),
    ]


def test_no_area_is_known_but_the_column_is_called_so() -> None:
    rows = [["Local authority", "Group", "Staff"], ["Narnia", "Education", 1]]
    assert told(read(book(rows))) == [("A2", "“Narnia” is no area")]


def test_words_for_numbers_are_told_and_no_number_is_said() -> None:
    rows = [HEADS, ["Leeds", "Education", "TBC"], ["Leeds", "Health", "n/a"], ["Bury", "Other", 1]]
    assert places(read(book(rows))) == ["C2"]
    rows[1][2] = 1
    reading = read(book(rows))
    assert [(one.where, one.area, one.group) for one in reading.no_number] == [
        ("C3", "Leeds", "health")
    ]


def test_two_columns_of_numbers_are_refused() -> None:
    rows = [["Area", "Group", "2025", "2026"], ["Leeds", "Education", 1, 2]]
    assert told(read(book(rows))) == [
        ("column C, column D", "several columns with numbers: which one has the headcounts?")
    ]
    rows[0][2] = "Headcount"
    assert places(read(book(rows))) == ["column D"]
    rows[0][3] = "Comments"
    assert loaded(read(book(rows))) == {"Leeds": {"education": 1}}


def test_hidden_rows_are_refused() -> None:
    workbook = Workbook()
    fill(workbook.worksheets[0], [HEADS, *ROWS])
    for row in (4, 5, 9):
        workbook.worksheets[0].row_dimensions[row].hidden = True
    assert places(read(saved(workbook))) == ["rows 4-5", "row 9"]
