"""Whatever the numbers, the layout and the kind of file: the same headcounts come back."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from hypothesis import given, settings
from hypothesis import strategies as st
from hypothesis.strategies import DrawFn, SearchStrategy

from fieldwork.core.headcounts.reading import Reading
from tests.unit.headcounts.tables import (
    CODES,
    GROUPS,
    LABELS,
    NAMES,
    Rows,
    book,
    csv,
    loaded,
    read,
)

Counts = dict[str, dict[str, int | None]]
NUMBERS = st.none() | st.integers(0, 1_000_000)
WAYS: list[Callable[[int], object]] = [
    *(lambda number: number, str, lambda number: f"{number:,}", lambda number: f"'{number}"),
    *(lambda number: f" {number}\xa0", lambda number: f"{number:,}".replace(",", "\xa0")),
    *(lambda number: f"{number}.0", float),
]
AREAS: SearchStrategy[list[str]] = st.lists(
    st.sampled_from(sorted(NAMES)), min_size=1, max_size=6, unique=True
)
MAKERS: list[Callable[[Rows], bytes]] = [book, csv, lambda rows: csv(rows, ";", "utf-16")]


@st.composite
def counts(draw: DrawFn) -> Counts:
    areas = draw(AREAS)
    groups = draw(st.lists(st.sampled_from(CODES), min_size=2, max_size=7, unique=True))
    table = {area: {group: draw(NUMBERS) for group in groups} for area in areas}
    table[areas[0]][groups[0]] = draw(st.integers(0, 99))
    return table


def known(table: Counts) -> dict[str, dict[str, int]]:
    """Return what is known of *table*."""
    rows = {
        area: {group: number for group, number in row.items() if number is not None}
        for area, row in table.items()
    }
    return {area: row for area, row in rows.items() if row}


def wide(table: Counts, write: Callable[[int | None], object]) -> list[list[object]]:
    groups = list(next(iter(table.values())))
    heads = [LABELS[CODES.index(group)] for group in groups]
    return [["Area", *heads], *([area, *map(write, row.values())] for area, row in table.items())]


def turned(table: Counts, write: Callable[[int | None], object]) -> list[list[object]]:
    return [list(row) for row in zip(*wide(table, write), strict=True)]


def long(table: Counts, write: Callable[[int | None], object]) -> list[list[object]]:
    rows = [
        [area, LABELS[CODES.index(group)], write(number)]
        for area, row in table.items()
        for group, number in row.items()
    ]
    return [["Area", "Group", "Headcount"], *rows]


@settings(max_examples=60)
@given(
    table=counts(),
    layout=st.sampled_from([wide, turned, long]),
    make=st.sampled_from(MAKERS),
    way=st.sampled_from(WAYS),
    blank=st.sampled_from([None, "n/a", "", "Not applicable"]),
    around=st.lists(st.sampled_from([["A title"], [], [None, "Health of staff"]]), max_size=2),
)
def test_the_same_headcounts_come_back(
    table: Counts,
    layout: Callable[..., list[list[Any]]],
    make: Callable[[Rows], bytes],
    way: Callable[[int], object],
    blank: object,
    around: list[list[Any]],
) -> None:
    rows = layout(table, lambda number: blank if number is None else way(number))
    reading = read(make([*around, *rows, [], *around]))
    assert loaded(reading) == known(table)
    cells = {(one.area, one.group) for one in reading.no_number}
    assert cells == {
        (area, group)
        for area, row in table.items()
        for group, number in row.items()
        if number is None
    }


@given(
    numbers=st.lists(st.integers(0, 9999), min_size=18, max_size=18), make=st.sampled_from(MAKERS)
)
def test_agencies_add_up_whatever_their_numbers(
    numbers: list[int], make: Callable[[Rows], bytes]
) -> None:
    agencies = [agency for group in GROUPS for agency in group.agencies]
    counts = loaded(read(make([["Area", *agencies], ["Leeds", *numbers]])))["Leeds"]
    left = iter(numbers)
    assert counts == {group.code: sum(next(left) for _ in group.agencies) for group in GROUPS}


CELLS = st.one_of(
    st.none(),
    st.integers(-5, 2000),
    st.sampled_from(
        [*LABELS, "Leeds", "Bury", "Total", "n/a", "<5", "Area", "Comments", "1,204", "E08000035"]
    ),
    st.text(st.characters(codec="utf-8", exclude_categories=["Cc"]), max_size=8),
)


@settings(max_examples=120)
@given(rows=st.lists(st.lists(CELLS, max_size=6), max_size=8), make=st.sampled_from(MAKERS))
def test_any_sheet_is_read_or_told(rows: Rows, make: Callable[[Rows], bytes]) -> None:
    reading = read(make(rows))
    assert isinstance(reading, Reading)
    assert not (reading.findings and reading.headcounts)
    assert reading.findings or reading.headcounts or reading.needs_area
    for told in (*reading.findings, *reading.left_out):
        assert str(told.message)
        assert told.where


@settings(max_examples=80)
@given(data=st.binary(max_size=300), name=st.sampled_from(["a.csv", "a.xlsx", "a", "a.xls"]))
def test_any_bytes_are_told(data: bytes, name: str) -> None:
    assert read(data, name).findings


@settings(max_examples=80)
@given(at=st.integers(0, 5000), byte=st.integers(0, 255))
def test_a_workbook_with_a_wrong_byte_is_read_or_told(at: int, byte: int) -> None:
    data = bytearray(book([["Area", "Education"], ["Leeds", 5]]))
    data[at % len(data)] = byte
    reading = read(bytes(data), "a.xlsx")
    assert reading.findings or reading.headcounts
