"""Tables turned round: a row for each group, a column for each area."""

from __future__ import annotations

from tests.unit.headcounts.tables import (
    AGENCIES,
    COUNTED,
    LABELS,
    TABLE,
    book,
    csv,
    left_out,
    loaded,
    places,
    read,
    told,
)

TURNED = [list(row) for row in zip(*TABLE, strict=True)]


def test_a_turned_table_is_read() -> None:
    assert loaded(read(book(TURNED))) == COUNTED
    assert loaded(read(csv(TURNED))) == COUNTED


def test_a_title_with_numbers_above_it_is_a_note() -> None:
    reading = read(book([["Year", 2026, 2027], [], *TURNED, ["* 41 schools"]]))
    assert loaded(reading) == COUNTED
    assert left_out(reading) == {
        "row 1": "a note: no numbers of groups",
        "row 11": "“* 41 schools”: no headcounts",
    }


def test_totals_and_cells_without_number_are_named_as_the_program_shows_them() -> None:
    rows = [[*row, sum(row[1:])] for row in TURNED[1:]]
    rows[2][2] = "n/a"
    rows[2][3] = 31
    reading = read(csv([["Group", "Leeds", "Bury", "Total"], *rows]))
    assert reading.findings == ()
    assert [(one.where, one.area, one.group) for one in reading.no_number] == [
        ("C4", "Bury", "youth_offending")
    ]
    assert left_out(reading) == {"column D": "“Total”: a total that agrees"}


def test_what_is_wrong_is_named_as_the_program_shows_it() -> None:
    rows = [["Group", "Leeds", "Narnia", "Leeds"], *([label, 1, 2, 3] for label in LABELS)]
    rows[3][1] = "<5"
    rows.append(["Agency staff", 5, 6, 7])
    assert told(read(book(rows))) == [
        ("C1", "“Narnia” is no area"),
        ("D1", "Leeds is in column B already"),
        ("B4", "“<5” is not a whole number"),
        (
            "row 9",
            "numbers under “Agency staff”, which is no group of this survey and no total, code,"
            " contact or comment",
        ),
    ]


def test_agencies_down_add_up() -> None:
    rows = [["Agency", "Leeds"], *([agency, 1] for agency in AGENCIES), ["Total", 18]]
    counts = loaded(read(csv(rows)))["Leeds"]
    assert list(counts.values()) == [2, 4, 1, 1, 1, 4, 5]


def test_codes_of_groups_before_them_do_not_matter() -> None:
    numbered = [["No.", *TURNED[0]], *([at, *row] for at, row in enumerate(TURNED[1:], 1))]
    assert loaded(read(book(numbered))) == COUNTED


def test_codes_of_areas_are_compared_with_their_names() -> None:
    codes = ["Code", "E08000035", "E08000035"]
    assert places(read(book([TURNED[0], codes, *TURNED[1:]]))) == ["C2"]
