"""Tables with a row for each area: found wherever they stand, their notes left out."""

from __future__ import annotations

import pytest

from tests.unit.headcounts.tables import (
    AGENCIES,
    CODES,
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

HEADS = TABLE[0]
COUNTS = [1, 2, 3, 4, 5, 6, 7]


def test_a_plain_table_is_read() -> None:
    assert loaded(read(book(TABLE))) == COUNTED
    assert loaded(read(csv(TABLE))) == COUNTED


def test_text_above_and_below_is_left_out_and_said() -> None:
    rows = [["Education"], ["Return of 2026"], [], *TABLE, [], ["* Education: 41 schools"]]
    reading = read(book(rows))
    assert loaded(reading) == COUNTED
    assert left_out(reading) == {
        "rows 1-2": "a note: no numbers of groups",
        "row 8": "a note: no numbers of groups",
    }


def test_the_table_may_stand_anywhere() -> None:
    rows = [[], [], *([None, None, *row] for row in TABLE)]
    assert loaded(read(book(rows))) == COUNTED


def test_a_blank_row_in_the_middle_is_said() -> None:
    reading = read(book([*TABLE[:2], [], TABLE[2]]))
    assert loaded(reading) == COUNTED
    assert left_out(reading) == {"row 3": "blank"}


@pytest.mark.parametrize(
    "row",
    [
        ["Completed by", "J Smith"],
        ["Date", "02/03/2026"],
        ["Tel", "01226 770770"],
        ["Contact number", 1226770770],
        [None, "* these are maintained schools only (41 of them)"],
        ["Northern region"],
        ["Cumbria", "n/a", None, "n/a"],
    ],
)
def test_rows_without_a_number_of_a_group_are_notes(row: list[object]) -> None:
    reading = read(csv([*TABLE, row]))
    assert loaded(reading) == COUNTED
    assert left_out(reading) == {"row 4": "a note: no numbers of groups"}


def test_columns_without_numbers_are_left_out() -> None:
    rows = [
        ["Region", *HEADS, "Comments", "Contact number", None],
        ["Yorkshire", *TABLE[1], "45 agency staff", "01226 770770", "checked"],
        ["North West", *TABLE[2], None, 1226770770, None],
    ]
    reading = read(book(rows))
    assert loaded(reading) == COUNTED
    assert list(left_out(reading)) == ["column A", "column J", "column K", "column L"]


def test_numbers_under_an_unknown_heading_are_refused() -> None:
    rows = [[*HEADS, "Staff 2024", None], ["Leeds", *COUNTS, 99, None], ["Bury", *COUNTS, 1, 12]]
    assert told(read(book(rows))) == [
        (
            "column I",
            "numbers under “Staff 2024”, which is no group of this survey and no total, code,"
            " contact or comment",
        ),
        ("column J", "numbers in a column that has no heading"),
    ]


@pytest.mark.parametrize("value", [0.5, "1,204", "12"])
def test_numbers_of_any_kind_are_refused_there(value: object) -> None:
    assert places(read(book([[*HEADS, "FTE"], ["Leeds", *COUNTS, value]]))) == ["column I"]


def test_percentages_of_a_total_are_no_total() -> None:
    rows = [[*HEADS, "% of total"], ["Leeds", *COUNTS, 0.5]]
    assert places(read(book(rows, formats={"I2": "0%"}))) == ["column I"]


def test_agencies_add_up_to_their_groups() -> None:
    reading = read(book([["Area", *AGENCIES, "Total"], ["Leeds", *range(1, 19), 171]]))
    assert loaded(reading) == {"Leeds": dict(zip(CODES, [3, 18, 7, 8, 9, 46, 80], strict=True))}


def test_an_agency_without_a_number_is_said_and_adds_nothing() -> None:
    rows = [["Area", "Police", "Youth services", "Other"], ["Leeds", 3, "n/a", 4], ["Bury"]]
    reading = read(book(rows))
    assert loaded(reading) == {"Leeds": {"other": 7}}
    assert [(one.where, one.text) for one in reading.no_number] == [
        *[("C2", "n/a"), ("B3", ""), ("C3", ""), ("D3", "")]
    ]


@pytest.mark.parametrize(
    ("more", "why"),
    [
        ("EDUCATION ", "“Education” is in F1 already"),
        ("Police", "“Police” and “Other” in H1: a group by itself and by its agencies"),
        (
            "Mental health service",
            "“Mental health service” and “Health” in G1: a group by itself and by its agencies",
        ),
    ],
)
def test_a_group_twice_is_refused(more: str, why: str) -> None:
    assert told(read(book([[*HEADS, more], ["Leeds", *COUNTS, 8]]))) == [("I1", why)]


def test_explanations_beside_and_below_are_notes() -> None:
    beside = [
        [*TABLE[0], None, "Education", "schools and colleges"],
        [*TABLE[1], None, "Health", "nurses"],
        [*TABLE[2], None, "Other", "all else"],
    ]
    below = [*TABLE, [], ["Education", "schools and colleges"], ["Health", "nurses"]]
    assert loaded(read(book(beside))) == COUNTED
    assert loaded(read(book(below))) == COUNTED


def test_headings_may_be_repeated_but_not_others() -> None:
    again = [*TABLE, HEADS, ["Kent", *COUNTS]]
    assert loaded(read(book(again)))["Kent"] == dict(zip(CODES, COUNTS, strict=True))
    other = [*TABLE, [HEADS[0], *reversed(LABELS)], ["Kent", *COUNTS]]
    assert places(read(book(other))) == ["B4"]


def test_everything_wrong_is_told_at_once_in_the_order_of_the_file() -> None:
    rows = [
        [*HEADS, "FTE"],
        ["Leeds", "<5", *COUNTS[1:], 1],
        ["Cumbria", 1, "TBC", *COUNTS[2:], 1],
        ["Leeds", *COUNTS, 1],
    ]
    reading = read(book(rows))
    assert places(reading) == ["column I", "B2", "A3", "C3", "A4"]
    assert {finding.sheet for finding in reading.findings} == {"Sheet"}


def test_no_more_is_told_than_anybody_reads() -> None:
    rows = [HEADS, *([f"Area {number}", *["<5"] * 7] for number in range(20))]
    where, message = told(read(book(rows)))[-1]
    assert len(places(read(book(rows)))) == 101
    assert (where, message) == ("the whole sheet", "and 40 more like these")


@pytest.mark.parametrize("rows", [[], [["Leeds"], ["Bury"]], [["Leeds", "n/a"]]])
def test_a_table_without_numbers_is_told(rows: list[list[str]]) -> None:
    assert told(read(book([HEADS, *rows]))) == [
        ("the whole sheet", "headings of groups, but no number under them")
    ]


def test_150_areas_by_18_agencies_are_read_with_their_totals() -> None:
    rows = [[f"Area {number}", *range(18), 153] for number in range(150)]
    reading = read(book([["Area", *AGENCIES, "Total"], *rows]))
    assert len(loaded(reading)) == 150
    assert left_out(reading) == {"column T": "“Total”: a total that agrees"}


@pytest.mark.parametrize(
    "rows",
    [
        [*TABLE, [], [*[None] * 9, "Area", "Education", "Health"], [*[None] * 9, "Kent", 1, 2]],
        [["Area", "Education", "Health"], ["Kent", 1, 2], [], *TABLE],
        [*TABLE, [], [*[None] * 10, "Kent"], [*[None] * 9, "Education", 5]],
    ],
)
def test_a_second_table_on_the_sheet_is_never_overlooked(rows: list[list[object]]) -> None:
    [(_where, why)] = told(read(book(rows)))
    assert why == "a further table with headings of groups: one to a sheet"


def test_one_word_that_is_a_heading_is_no_second_table() -> None:
    assert loaded(read(book([*TABLE, ["Who was asked", "Health"]]))) == COUNTED
    assert places(read(book([HEADS, TABLE[1], ["Bury", "Health", *COUNTS[1:]]]))) == ["B3"]


def test_a_title_that_is_a_label_is_no_heading() -> None:
    rows = [["Education"], ["Area", "Health", "Staff of 2026"], ["Leeds", 5], ["Bury", 6]]
    assert loaded(read(book(rows))) == {"Leeds": {"health": 5}, "Bury": {"health": 6}}
    blank = [["Education"], [None, *LABELS[:4]], ["Leeds", 1, 2, 3, 4]]
    assert loaded(read(book(blank)))["Leeds"]["general"] == 4
