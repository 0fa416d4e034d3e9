"""Rows on their way out: complete, out of order, numbered again."""

from hypothesis import given
from hypothesis import strategies as st

from disclosure.rows import Rows

CELLS = st.integers() | st.floats(allow_nan=False) | st.text(max_size=5)
TABLES = st.integers(1, 4).flatmap(
    lambda width: st.lists(st.lists(CELLS, min_size=width, max_size=width), max_size=30)
)


def rows_of(table: list[list]) -> Rows:
    rows = Rows()
    for cells in table:
        rows.append(cells)
    return rows


@given(TABLES)
def test_a_shuffle_loses_no_row_and_makes_none(table: list[list]) -> None:
    rows = rows_of(table)
    rows.shuffle()
    assert len(rows) == len(table)
    assert sorted(map(repr_of_row, (row[1:] for row in rows.numbered()))) == sorted(
        map(repr_of_row, table)
    )


def repr_of_row(row: list) -> str:
    # 1 and 1.0 are one value, and print as one in a workbook.
    return repr([cell if isinstance(cell, str) else float(cell) + 0.0 for cell in row])


@given(TABLES)
def test_rows_are_numbered_from_1_without_gaps(table: list[list]) -> None:
    rows = rows_of(table)
    rows.shuffle()
    assert [row[0] for row in rows.numbered()] == list(range(1, len(table) + 1))


def test_both_sheets_of_data_see_the_same_order() -> None:
    rows = rows_of([[number] for number in range(500)])
    rows.shuffle()
    assert list(rows.numbered()) == list(rows.numbered())


def test_the_order_of_coming_is_lost() -> None:
    """Of 500 rows about one stays in its place; that 50 do has no practical chance."""
    rows = rows_of([[number] for number in range(500)])
    rows.shuffle()
    in_place = [row for row in rows.numbered() if row[0] == row[1] + 1]
    assert len(in_place) < 50


def test_each_shuffle_is_another_one() -> None:
    first, second = (rows_of([[number] for number in range(500)]) for _ in range(2))
    first.shuffle()
    second.shuffle()
    assert list(first.numbered()) != list(second.numbered())
