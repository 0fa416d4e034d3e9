"""Headings over several rows, with merged cells, as councils lay out their returns."""

from __future__ import annotations

import pytest

from tests.unit.headcounts.tables import CODES, book, csv, left_out, loaded, places, read, told

COUNTS = [1, 2, 3, 4, 5, 6, 7]
ROWS = [
    ["Return of staff", *[None] * 8],
    ["LA", "Children’s services", None, None, None, "EDUCATION", "Health", "Other", "Total"],
    [
        None,
        "Early Help/Family Support/\nChildren with Disabilities",
        "Children in  care",
        "Youth Offending ",
        "General / Other",
    ],
    ["Leeds", *COUNTS, 28],
    ["Total", *COUNTS, 28],
]
MERGED = ["A1:I1", "A2:A3", "B2:E2", "F2:F3", "G2:G3", "H2:H3", "I2:I3"]
EXPECTED = {"Leeds": dict(zip(CODES, COUNTS, strict=True))}


def test_two_rows_of_headings_are_read() -> None:
    reading = read(book(ROWS, MERGED))
    assert loaded(reading) == EXPECTED
    assert left_out(reading) == {
        "column I": "“Total”: a total that agrees",
        "row 1": "a note: no numbers of groups",
        "row 5": "“Total”: a total that agrees",
    }


def test_they_are_read_without_the_merging_that_csv_cannot_keep() -> None:
    assert loaded(read(csv(ROWS))) == EXPECTED


def test_a_word_over_the_groups_is_no_note() -> None:
    labels = [ROWS[2][1], "Children in care", "Youth offending", "General/Other"]
    rows = [
        [None, "Children's services", None, None, None, "Partners", None, None],
        ["LA", *labels, "Education", "Health", "Other"],
        ["Leeds", *COUNTS],
    ]
    reading = read(book(rows, ["B1:E1", "F1:H1"]))
    assert loaded(reading) == EXPECTED
    assert left_out(reading) == {}


def test_words_may_stand_beside_the_groups_of_a_turned_table() -> None:
    labels = [ROWS[2][1], "Children in care", "Youth offending", "General/Other"]
    inside = [
        ["Children's services" if at == 0 else None, *row]
        for at, row in enumerate(labels_of(labels))
    ]
    outside = [["Education", None, 5], ["Health", None, 6], ["Other", None, 7]]
    merged = ["A2:A5", "A6:B6", "A7:B7", "A8:B8"]
    assert loaded(read(book([[None, None, "Leeds"], *inside, *outside], merged))) == EXPECTED


def labels_of(labels: list[object]) -> list[list[object]]:
    return [[label, count] for count, label in enumerate(labels, start=1)]


def test_other_under_childrens_services_is_refused() -> None:
    rows = [
        [None, "Children's services", None, "Education"],
        ["LA", "Children in care", "Other", None],
        ["Leeds", 1, 2, 3],
    ]
    [(where, why)] = told(read(book(rows, ["B1:C1", "D1:D2"])))
    assert where == "column C"
    assert "“Children's services: Other”" in why


def test_a_heading_counts_for_all_cells_that_it_covers() -> None:
    rows = [["LA", "Education", None, "Health"], ["Leeds", 1, 2, 3]]
    assert told(read(book(rows, ["B1:C1"]))) == [("C1", "“Education” is in B1 already")]
    rows[1][2] = None
    assert loaded(read(book(rows, ["B1:C1"]))) == {"Leeds": {"education": 1, "health": 3}}


@pytest.mark.parametrize("row", [[None, "Headcount", "Headcount"], ["Area", "staff", "staff"]])
def test_a_row_of_words_under_the_headings_is_a_note(row: list[object]) -> None:
    reading = read(book([["LA", "Education", "Health"], row, ["Leeds", 1, 2]]))
    assert loaded(reading) == {"Leeds": {"education": 1, "health": 2}}
    assert list(left_out(reading)) == ["row 2"]


def test_a_row_of_numbers_under_the_headings_is_refused() -> None:
    rows = [["LA", "Education", "Health"], [None, 2025, 2026], ["Leeds", 1, 2]]
    assert told(read(book(rows))) == [("A2", "numbers in a row that names no area")]


def test_rows_of_double_height_are_read() -> None:
    rows = [["LA", "Education", "Health"], ["Leeds", 1, 2], [], ["Bury", 3, 4], []]
    merged = [f"{column}{row}:{column}{row + 1}" for column in "ABC" for row in (2, 4)]
    assert loaded(read(book(rows, merged))) == {
        "Leeds": {"education": 1, "health": 2},
        "Bury": {"education": 3, "health": 4},
    }


def test_merged_cells_without_end_cost_nothing() -> None:
    rows = [["LA", "Education", "Health"], ["Leeds", 1, 2], ["A note"]]
    assert places(read(book(rows, ["B1:C1"]))) == ["C1"]


def test_groups_may_stand_over_their_agencies() -> None:
    rows = [
        ["LA", "Health", None, "Other", None, None, "Education"],
        [None, "Mental health service", "Clinical commissioning group", "Police", "Youth services"],
        ["Leeds", 1, 2, 3, 4, 5, 6],
    ]
    rows[1].append("Other")
    reading = read(book(rows, ["B1:C1", "D1:F1", "A1:A2", "G1:G2"]))
    assert loaded(reading) == {"Leeds": {"health": 3, "other": 12, "education": 6}}


def test_groups_may_stand_beside_their_agencies() -> None:
    rows = [
        ["Group", "Agency", "Leeds"],
        ["Health", "Mental health service", 1],
        [None, "Clinical commissioning group", 2],
        ["Education", "Education provider (school, further education setting etc)", 3],
    ]
    expected = {"Leeds": {"health": 3, "education": 3}}
    assert loaded(read(book(rows, ["A2:A3"]))) == expected
    long = [["Area", *rows[0][:2], "Staff"], *(["Leeds", *row] for row in rows[1:])]
    assert loaded(read(book(long, ["B2:B3"]))) == expected
