"""One table of answers: named, described columns, what may be counted in them, and what leaves.

    read (every answer once) → Table → protect → Table without order → one or more files

A table keeps each different value of a column once, and a cell is one byte that points to it, two
or four where a column has more values: 200,000 rows of 200 cells take some 90 MB
(docs/decisions/0039-one-table-in-the-standard-library.md).
"""

from __future__ import annotations

from array import array
from collections import Counter
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from itertools import compress
from random import SystemRandom

from disclosure.release import ReleaseDecision
from disclosure.vocabulary import Cell, Measure

MOST_AT_ONCE = 500
"""Rows that wait until their cells are stored, column by column."""


@dataclass(frozen=True, slots=True)
class Column:
    """What a column is: the question behind it, who was asked, and what its cells stand for.

    `becomes` says whether it may leave. `labels` are all values that have a label, the missing
    ones included; they need not be all values.
    """

    name: str
    question: str
    measure: Measure
    becomes: ReleaseDecision = ReleaseDecision.LEAVES
    part: str = ""
    section: str = ""
    page: str = ""
    asked_of: str = ""
    type: str = ""
    labels: Mapping[Cell, str] = field(default_factory=dict)


NUMBER_OF_ROW = Column(
    name="respondent",
    question="Number of the row, given by lot for this file alone",
    asked_of="Everyone",
    measure=Measure.NUMBER,
)


class _Cells:
    """The cells of one column: `values` are the different ones, `codes` their positions."""

    def __init__(self, values: list[Cell], codes: array[int]) -> None:
        self.values, self.codes = values, codes
        self._code_of: dict[Cell, int] = {}

    @classmethod
    def empty(cls) -> _Cells:
        return cls([], array("B"))

    @classmethod
    def numbers(cls, count: int) -> _Cells:
        """Return the numbers from 1 to *count*."""
        return cls(list(range(1, count + 1)), array("I", range(count)))

    def extend(self, cells: Sequence[Cell]) -> None:
        code_of = self._code_of
        for cell in dict.fromkeys(cells):
            if cell not in code_of:
                code_of[cell] = len(self.values)
                self.values.append(cell)
        self._widen()
        self.codes.extend(map(code_of.__getitem__, cells))

    def _widen(self) -> None:
        kind = "B" if len(self.values) <= 1 << 8 else "H" if len(self.values) <= 1 << 16 else "I"
        if self.codes.typecode != kind:
            self.codes = array(kind, self.codes)

    def in_order(self, order: Sequence[int]) -> _Cells:
        codes = array(self.codes.typecode, map(self.codes.__getitem__, order))
        return _Cells(self.values, codes)


class Table:
    """Rows of cells under named columns. Rows are only ever added."""

    def __init__(self, columns: Iterable[Column]) -> None:
        self.columns = tuple(columns)
        self._cells = {column.name: _Cells.empty() for column in self.columns}
        self._count = 0
        if len(self._cells) != len(self.columns):
            raise ValueError("Two columns of a table have one name.")

    def __len__(self) -> int:
        return self._count

    def extend(self, rows: Iterable[Sequence[Cell]]) -> None:
        """Add *rows*, each with a cell for every column in their order."""
        waiting: list[Sequence[Cell]] = []
        for row in rows:
            waiting.append(row)
            if len(waiting) == MOST_AT_ONCE:
                self._store(waiting)
                waiting = []
        if waiting:
            self._store(waiting)

    def _store(self, rows: list[Sequence[Cell]]) -> None:
        by_column = zip(*rows, strict=True)
        for stored, cells in zip(self._cells.values(), by_column, strict=True):
            stored.extend(cells)
        self._count += len(rows)

    def column(self, name: str) -> list[Cell]:
        """Return the cells of a column, in the order of the rows."""
        stored = self._cells[name]
        return [stored.values[code] for code in stored.codes]

    def rows(self) -> Iterator[tuple[Cell, ...]]:
        """Yield each row; the same order each time."""
        stored = list(self._cells.values())
        for start in range(0, self._count, MOST_AT_ONCE):
            stop = start + MOST_AT_ONCE
            columns = [[one.values[code] for code in one.codes[start:stop]] for one in stored]
            yield from zip(*columns, strict=True)

    def counts(
        self, *by: str, where: Mapping[str, Collection[Cell]] | None = None
    ) -> dict[tuple[Cell, ...], int]:
        """Return how many rows there are with each combination of values of the columns *by*.

        Only rows count whose cell of each column in *where* is one of the values given for it.
        Without a column the only combination is the empty one: ``{(): 12}``.
        """
        grouped = [self._cells[name] for name in by]
        combinations: Iterable[tuple[int, ...]]
        combinations = zip(*(one.codes for one in grouped), strict=True) if by else self._nothing()
        if where:
            combinations = compress(combinations, self._chosen(where))
        counted = Counter(combinations)
        return {
            tuple(one.values[code] for one, code in zip(grouped, codes, strict=True)): count
            for codes, count in counted.items()
        }

    def _nothing(self) -> Iterator[tuple[int, ...]]:
        return (() for _row in range(self._count))

    def _chosen(self, where: Mapping[str, Collection[Cell]]) -> Iterator[bool]:
        """Yield for each row whether it has one of the values given for each column."""
        wanted = [
            (self._cells[name].codes, self._codes_of(name, values))
            for name, values in where.items()
        ]
        for row in range(self._count):
            yield all(codes[row] in chosen for codes, chosen in wanted)

    def _codes_of(self, name: str, values: Collection[Cell]) -> set[int]:
        return {code for code, value in enumerate(self._cells[name].values) if value in values}

    def by_lot(self) -> Table:
        """Return the same rows in an order that nobody can foresee or repeat, behind their number.

        No mapping is kept (disclosure rules, Datasets 7).
        """
        order = list(range(self._count))
        SystemRandom().shuffle(order)
        moved = Table([NUMBER_OF_ROW, *self.columns])
        moved._cells = {name: cells.in_order(order) for name, cells in self._cells.items()}
        moved._cells = {NUMBER_OF_ROW.name: _Cells.numbers(self._count)} | moved._cells
        moved._count = self._count
        return moved


def protect(table: Table) -> Table:
    """Return *table* as it may leave: its rows in an order by lot, and numbered in that order.

    Raise ValueError where a column stays inside: what becomes of a variable is decided before its
    answers are read.
    """
    staying = [one.name for one in table.columns if one.becomes is not ReleaseDecision.LEAVES]
    if staying:
        raise ValueError(f"These columns may not leave: {', '.join(staying)}.")
    return table.by_lot()
