"""Which area a row is of: by name, by code, by both, or by none in a file of one council."""

from __future__ import annotations

import pytest

from fieldwork.core.headcounts.reading import Area
from tests.unit.headcounts.tables import (
    CODES,
    COUNTED,
    LABELS,
    TABLE,
    book,
    csv,
    loaded,
    places,
    read,
    told,
)

COUNTS = [1, 2, 3, 4, 5, 6, 7]
ONE = dict(zip(CODES, COUNTS, strict=True))
WALES = Area("W", "Wales")
ALONE = [
    [LABELS, COUNTS],
    [["Group", *LABELS], ["Headcount", *COUNTS]],
    [["Agency group", "Number of people"], *map(list, zip(LABELS, COUNTS, strict=True))],
    [*map(list, zip(LABELS, COUNTS, strict=True))],
    [["Our return"], [], LABELS, COUNTS],
]


def test_areas_may_stand_right_of_the_numbers() -> None:
    rows = [[*row[1:], row[0]] for row in TABLE]
    assert loaded(read(book(rows))) == COUNTED


def test_codes_alone_will_do() -> None:
    rows = [["ONS code", *LABELS], ["E08000035", *COUNTS]]
    assert loaded(read(book(rows))) == {"Leeds": ONE}


def test_a_code_and_a_name_must_agree() -> None:
    rows = [
        ["Code", "Area", *LABELS],
        ["E08000035", "Leeds", *COUNTS],
        ["E08000035", "Bury", *COUNTS],
    ]
    assert told(read(book(rows))) == [("A3", "E08000035 is Leeds, the name says Bury")]


def test_a_wrong_code_is_told_though_the_name_is_right() -> None:
    rows = [["Code", "Area", *LABELS], ["E08000035", "Leeds", *COUNTS], ["E06009999", "Bury"]]
    rows[2] += COUNTS
    assert told(read(book(rows))) == [("A3", "“E06009999” is no area")]


def test_a_name_that_is_unknown_is_told_though_the_code_is_right() -> None:
    rows = [["Code", "Area", *LABELS], ["E08000035", "Leeds", *COUNTS]]
    rows.append(["E08000002", "Berry", *COUNTS])
    assert told(read(book(rows))) == [("B3", "“Berry” is no area")]


@pytest.mark.parametrize("name", ["Leeds", "LEEDS COUNCIL", "E08000035"])
def test_an_area_twice_is_refused_by_whatever_name(name: str) -> None:
    rows = [["Area", *LABELS], ["Leeds", *COUNTS], ["Bury", *COUNTS], [name, *COUNTS]]
    [(_where, why)] = told(read(book(rows)))
    assert why == "Leeds is in row 2 already"


def test_an_area_again_in_a_note_is_no_second_one() -> None:
    assert loaded(read(book([*TABLE, [], ["Leeds"]]))) == COUNTED


@pytest.mark.parametrize("head", ["Local authority", "Council", None, "Team"])
def test_areas_that_are_all_unknown_are_told_each(head: str | None) -> None:
    rows = [[head, *LABELS], ["Cumbria", *COUNTS], ["Narnia", *COUNTS]]
    assert told(read(book(rows))) == [
        ("A2", "“Cumbria” is no area"),
        ("A3", "“Narnia” is no area"),
    ]


def test_numbers_without_an_area_are_told() -> None:
    assert told(read(book([*TABLE, [None, *COUNTS]]))) == [
        ("A4", "numbers in a row that names no area")
    ]


def test_a_number_is_no_name_of_an_area() -> None:
    assert told(read(book([*TABLE, [383, *COUNTS]]))) == [
        ("A4", "“383” is not the name of an area")
    ]


def test_a_merged_name_counts_for_its_rows_and_two_of_them_are_refused() -> None:
    rows = [["Area", *LABELS], ["Leeds", *COUNTS], [None, *COUNTS]]
    assert told(read(book(rows, ["A2:A3"]))) == [("A3", "Leeds is in row 2 already")]


@pytest.mark.parametrize("rows", ALONE)
def test_a_file_that_names_no_area_asks_for_it(rows: list[list[object]]) -> None:
    for data in (book(rows), csv(rows)):
        reading = read(data)
        assert reading.findings == ()
        assert reading.needs_area
        assert not reading.headcounts


@pytest.mark.parametrize("rows", ALONE)
def test_the_answer_is_the_area_of_its_one_row(rows: list[list[object]]) -> None:
    reading = read(book(rows), only_area=WALES)
    assert loaded(reading) == {"W": ONE}
    assert not reading.needs_area


def test_what_is_wrong_with_its_numbers_is_told_before() -> None:
    assert places(read(book([LABELS, ["<5", *COUNTS[1:]]]))) == ["A2"]


def test_several_rows_without_areas_are_no_file_of_one_council() -> None:
    for more in ({}, {"only_area": WALES}):
        assert places(read(book([LABELS, COUNTS, COUNTS]), **more)) == ["row 2, row 3"]


def test_an_area_that_the_file_names_counts_more_than_the_answer() -> None:
    assert loaded(read(book(TABLE), only_area=WALES)) == COUNTED


def test_a_total_under_the_one_row_is_none_of_it() -> None:
    rows = [["Group", *LABELS], ["Staff", *COUNTS], ["Total", *COUNTS]]
    assert loaded(read(book(rows), only_area=WALES)) == {"W": ONE}


def test_derby_is_not_derbyshire() -> None:
    rows = [["Area", "Education"], ["Derby", 1], ["Derbyshire", 2]]
    assert loaded(read(book(rows))) == {"Derby": {"education": 1}, "Derbyshire": {"education": 2}}
