"""Totals: known by their label alone, never stored, and held against their rows."""

from __future__ import annotations

import pytest

from tests.unit.headcounts.tables import (
    LABELS,
    TABLE,
    book,
    csv,
    left_out,
    loaded,
    raw_book,
    raw_row,
    raw_text,
    read,
    told,
)

SUMS = [count + more for count, more in zip(TABLE[1][1:], TABLE[2][1:], strict=True)]
AGREES = "“{}”: a total that agrees"


def totalled(label: str = "Total") -> list[list[object]]:
    return [*map(list, TABLE), [label, *SUMS]]


@pytest.mark.parametrize("label", ["Total", "TOTAL:", "All agencies", "Grand total", "Sub-total"])
def test_a_total_that_agrees_is_left_out(label: str) -> None:
    reading = read(book(totalled(label)))
    assert list(loaded(reading)) == ["Leeds", "Bury"]
    assert left_out(reading) == {"row 4": AGREES.format(label)}


@pytest.mark.parametrize("make", [book, csv])
def test_a_total_that_disagrees_is_refused(make: object) -> None:
    rows = totalled()
    rows[3][5] = 2635
    assert callable(make)
    assert told(read(make(rows))) == [("F4", "“Total” says 2,635, the numbers add up to 2,634")]


def test_numbers_stored_as_text_are_named_where_sum_left_them_out() -> None:
    rows = totalled()
    rows[2][1], rows[3][1] = "90", 120
    assert told(read(book(rows))) == [
        (
            "B4",
            "“Total” says 120, the numbers add up to 210: some of them are stored as text, and"
            " Excel’s SUM leaves those out",
        )
    ]
    assert "SUM" not in told(read(csv(rows)))[0][1]


def test_rows_and_columns_are_checked_and_where_they_meet() -> None:
    rows: list[list[object]] = [[*TABLE[0], "Total"]]
    rows += [[*row, sum(row[1:])] for row in TABLE[1:]]
    rows.append(["Total", *SUMS, sum(SUMS)])
    assert len(loaded(read(book(rows)))) == 2
    rows[3][8] = 1
    assert [where for where, _why in told(read(book(rows)))] == ["I4"]
    rows[1][8] = 2
    assert [where for where, _why in told(read(book(rows)))] == ["I2", "I4"]


def test_what_only_has_the_value_of_a_total_is_none() -> None:
    assert told(read(book(totalled("Greater Leeds")))) == [("A4", "“Greater Leeds” is no area")]
    assert told(read(book([[*TABLE[0], "Everybody"], [*TABLE[1], 2373]])))[0][0] == "column I"


def test_subtotals_add_up_what_is_before_them() -> None:
    heads = ["Area", *LABELS[:4], "Children's services total", *LABELS[4:], "Grand total"]
    rows = [
        heads,
        ["Leeds", 1, 2, 3, 4, 10, 5, 6, 7, 28],
        ["Bury", 1, 2, 3, 4, 10, 5, 6, 7, 28],
        ["Sub-total", 2, 4, 6, 8, 20, 10, 12, 14, 56],
        ["Kent", 1, 1, 1, 1, 4, 1, 1, 1, 7],
        ["Sub-total", 1, 1, 1, 1, 4, 1, 1, 1, 7],
        ["All areas", 3, 5, 7, 9, 24, 11, 13, 15, 63],
    ]
    assert len(loaded(read(book(rows)))) == 3
    rows[1][5] = 28
    rows[3][1] = 3
    rows[6][1] = 5
    wrong = [where for where, _why in told(read(book(rows)))]
    assert wrong == ["B4", "B7"]


def test_cells_without_a_number_add_nothing() -> None:
    rows = [["Area", "Education", "Health", "Total"], ["Leeds", 5, None, 5], ["Bury", "n/a", 2, 2]]
    assert len(loaded(read(book(rows)))) == 2


@pytest.mark.parametrize("total", ["TBC", "about 2,000", "-"])
def test_a_total_that_is_no_number_is_said_not_to_be_checked(total: str) -> None:
    rows = totalled()
    rows[3][1] = total
    assert left_out(read(book(rows))) == {"row 4": "“Total”: a total that could not be checked"}


def test_a_total_that_was_never_calculated_is_not_checked() -> None:
    heads = raw_row(*map(raw_text, ["Area", "Education", "Total"]))
    row = raw_row(raw_text("Leeds"), "<c><v>5</v></c>", "<c><f>SUM(B2)</f></c>")
    reading = read(raw_book(heads + row))
    assert loaded(reading) == {"Leeds": {"education": 5}}
    assert left_out(reading) == {"column C": "“Total”: a total that could not be checked"}


def test_a_total_of_fractions_is_refused() -> None:
    assert told(read(book([["Area", "Education", "Total"], ["Leeds", 5, 5.5]]))) == [
        ("C2", "“Total” says 5.5, the numbers add up to 5")
    ]


def test_a_total_of_wrong_cells_is_not_told_as_well() -> None:
    rows = totalled()
    rows[2][1] = "<5"
    assert [where for where, _why in told(read(book(rows)))] == ["B3"]


def test_a_total_that_is_left_blank_is_no_fault() -> None:
    assert len(loaded(read(book([*TABLE, ["Total"]])))) == 2


def test_all_other_agencies_are_no_total() -> None:
    [(where, why)] = told(read(book([["Area", "Education", "All other"], ["Leeds", 5, 5]])))
    assert where == "column C"
    assert "“All other”" in why


def test_totals_alone_are_no_headcounts() -> None:
    rows = [["Agency group", "Total"], *([label, 5] for label in LABELS)]
    assert told(read(book(rows))) == [
        ("the whole sheet", "headings of groups, but no number under them")
    ]
