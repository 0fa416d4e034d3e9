"""One table: what goes in comes out, counts agree with it, and its order is lost on its way out."""

from __future__ import annotations

from collections import Counter

import pytest
from hypothesis import given
from hypothesis import strategies as st

from disclosure.release import ReleaseDecision
from disclosure.table import MOST_AT_ONCE, Column, Table, protect
from disclosure.vocabulary import Cell, Measure

CELLS = st.integers() | st.floats(allow_nan=False) | st.text(max_size=5)
ROWS = st.integers(1, 4).flatmap(
    lambda width: st.lists(st.lists(CELLS, min_size=width, max_size=width), max_size=30)
)
FEW = st.lists(st.tuples(*[st.sampled_from([-9, -8, 1, 2])] * 3), max_size=40)
Rows = list[list[Cell]]


def column(name: str, **fields: ReleaseDecision) -> Column:
    return Column(name=name, question="?", measure=Measure.NUMBER, **fields)


def table_of(rows: Rows, width: int | None = None) -> Table:
    width = len(rows[0]) if rows else width or 1
    table = Table(column(f"c{number}") for number in range(width))
    table.extend(rows)
    return table


def shown(row: tuple[Cell, ...]) -> str:
    """1 and 1.0 are one value, and print as one in a workbook."""
    return repr([cell if isinstance(cell, str) else float(cell) + 0.0 for cell in row])


@given(ROWS)
def test_rows_come_out_as_they_went_in(rows: Rows) -> None:
    table = table_of(rows)
    assert len(table) == len(rows)
    assert [shown(row) for row in table.rows()] == [shown(tuple(row)) for row in rows]
    assert list(map(shown, zip(table.column("c0"), strict=True))) == [
        shown((row[0],)) for row in rows
    ]


@pytest.mark.parametrize("count", [0, 1, MOST_AT_ONCE, MOST_AT_ONCE + 1])
@pytest.mark.parametrize("different", [2, 256, 257, 70_000])
def test_any_number_of_rows_and_of_different_values(count: int, different: int) -> None:
    rows: Rows = [[number % different] for number in range(count if different < 999 else 70_001)]
    assert [list(row) for row in table_of(rows).rows()] == rows


@given(FEW, st.sets(st.sampled_from([-9, -8, 1, 2, 3])))
def test_counts_are_those_of_the_rows(rows: Rows, chosen: set[int]) -> None:
    table = table_of(rows, width=3)
    assert table.counts("c0", "c2") == Counter((row[0], row[2]) for row in rows)
    among = [row for row in rows if row[1] in chosen]
    assert table.counts("c0", where={"c1": chosen}) == Counter((row[0],) for row in among)
    total = table.counts(where={"c1": chosen}).get((), 0)
    assert total == len(among)


def test_a_row_needs_a_cell_for_each_column() -> None:
    table = table_of([[1, 2]])
    for short in ([[1]], [[1, 2, 3]]):
        with pytest.raises(ValueError, match="zip"):
            table.extend(short)


def test_two_columns_have_two_names() -> None:
    with pytest.raises(ValueError, match="one name"):
        Table([column("same"), column("same")])


# Protection


@given(ROWS)
def test_protection_loses_no_row_and_makes_none(rows: Rows) -> None:
    leaving = list(protect(table_of(rows)).rows())
    assert sorted(shown(row[1:]) for row in leaving) == sorted(shown(tuple(row)) for row in rows)
    assert [row[0] for row in leaving] == list(range(1, len(rows) + 1))


def test_every_file_of_a_table_has_the_same_order() -> None:
    leaving = protect(table_of([[number] for number in range(500)]))
    assert list(leaving.rows()) == list(leaving.rows())


def test_the_order_of_coming_is_lost() -> None:
    """Of 500 rows about one stays where it was; that 50 do has no practical chance."""
    leaving = protect(table_of([[number] for number in range(500)]))
    where_they_were = [row for row in leaving.rows() if row[0] == int(row[1]) + 1]
    assert len(where_they_were) < 50


def test_each_order_is_another_one() -> None:
    table = table_of([[number] for number in range(500)])
    assert list(protect(table).rows()) != list(protect(table).rows())


@pytest.mark.parametrize(
    "stays", [one for one in ReleaseDecision if one is not ReleaseDecision.LEAVES]
)
def test_a_column_that_stays_inside_stops_everything(stays: ReleaseDecision) -> None:
    table = Table([column("open"), column("secret", becomes=stays)])
    with pytest.raises(ValueError, match="secret"):
        protect(table)
