"""Totals: known by their label, never stored, and held against what they add up."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from itertools import product

from fieldwork.core.headcounts.entries import Entry
from fieldwork.core.headcounts.headings import is_grand_total, is_subtotal
from fieldwork.core.headcounts.numbers import number_in
from fieldwork.core.headcounts.sheets import Cell, Kind, Place
from fieldwork.core.headcounts.told import Told
from fieldwork.core.headcounts.words import excerpt
from fieldwork.core.message import Message
from questionnaires.core.messages import gettext_noop

AGREES = gettext_noop("“%(heading)s”: a total that agrees")
NOT_CHECKED = gettext_noop("“%(heading)s”: a total that could not be checked")
DISAGREES = gettext_noop("“%(heading)s” says %(total)s, the numbers add up to %(sum)s")
DISAGREES_WITH_TEXT = gettext_noop(
    "“%(heading)s” says %(total)s, the numbers add up to %(sum)s: some of them are stored as text,"
    " and Excel’s SUM leaves those out"
)


@dataclass
class Check:
    """Holds cells of totals against entries; remembers which totals agreed everywhere.

    `entries` are those of the table by their place. Where it is not `is_whole`, nothing is held.
    """

    told: Told
    entries: Mapping[Place, Entry]
    is_whole: bool
    checked: set[str] = field(default_factory=set)
    doubtful: set[str] = field(default_factory=set)
    wrong: set[str] = field(default_factory=set)

    def hold(self, place: Place, name: str, label: str, ways: Iterable[Sequence[Place]]) -> None:
        """Hold the total at *place* against what it may add up: any of *ways* will do.

        *name* is what the row or column of the total is called, *label* its heading.
        """
        cell = self.told.view.cell(*place)
        total = _total(cell)
        found = [[self.entries[one] for one in way if one in self.entries] for way in ways]
        if total is None:
            self.doubtful |= {name} if cell.kind is not Kind.BLANK else set()
            return
        if (
            not self.is_whole
            or not any(found)
            or any(entry.is_wrong for way in found for entry in way)
        ):
            self.doubtful.add(name)
            return
        sums = [sum(entry.number or 0 for entry in way) for way in found]
        self.checked.add(name)
        if total not in sums:
            self.wrong.add(name)
            self._refuse(place, label, total, found[0], sums[0])

    def _refuse(
        self, place: Place, label: str, total: float, added: Iterable[Entry], right: int
    ) -> None:
        cell = self.told.view.cell(*place)
        is_stored = self.told.view.sheet.name is not None
        has_text = any(entry.is_text and entry.number is not None for entry in added)
        values = {
            "heading": excerpt(label),
            "total": f"{int(total):,}" if total.is_integer() else excerpt(cell.text),
            "sum": f"{right:,}",
        }
        text = DISAGREES_WITH_TEXT if is_stored and has_text else DISAGREES
        self.told.refuse(place, Message(text, values))

    def leave_out(self, place: Place, name: str, label: str) -> None:
        """Tell that a total is left out, and whether it agreed; where it did not, that was told."""
        if name in self.wrong:
            return
        is_sure = name in self.checked and name not in self.doubtful
        message = Message(AGREES if is_sure else NOT_CHECKED, {"heading": excerpt(label)})
        self.told.leave_out(place, message, name)


def _total(cell: Cell) -> float | None:
    """Return what a total says, None where it says no number at all."""
    if cell.kind is Kind.NUMBER:
        return float(f"{float(cell.value):.15g}")
    number = number_in(cell)
    return float(number) if isinstance(number, int) else None


def check_wide(
    check: Check, rows: Sequence[int], columns: Sequence[int], totals: tuple[Labels, Labels]
) -> None:
    """Check the totals of a table with areas in *rows* and groups in *columns*.

    *totals* are the labels of the rows and of the columns that are totals.
    """
    view, (total_rows, total_columns) = check.told.view, totals
    ways_down = {row: _ways(row, rows, total_rows) for row in total_rows}
    ways_across = {column: _ways(column, columns, total_columns) for column in total_columns}
    for column, across in ways_across.items():
        for row in rows:
            ways = [[(row, one) for one in way] for way in across]
            check.hold((row, column), view.column_name(column), total_columns[column], ways)
    for row, down in ways_down.items():
        for column in columns:
            ways = [[(one, column) for one in way] for way in down]
            check.hold((row, column), view.row_name(row), total_rows[row], ways)
        for column, across in ways_across.items():
            pairs = product(down, across)
            both = [list(product(*pair)) for pair in pairs]
            check.hold((row, column), view.row_name(row), total_rows[row], both)
    for column, label in total_columns.items():
        check.leave_out((0, column), view.column_name(column), label)
    for row, label in total_rows.items():
        check.leave_out((row, 0), view.row_name(row), label)


Labels = Mapping[int, str]
"""What rows or columns that are totals are called."""


def _ways(at: int, lines: Sequence[int], totals: Labels) -> list[list[int]]:
    """Return the lines that the total *at* may add up: all, or those since the total before it."""
    before = max((one for one in totals if one < at), default=0)
    after = min((one for one in totals if one > at), default=max((*lines, at)) + 1)
    near = [line for line in lines if before < line < at]
    near = near or [line for line in lines if at < line < after]
    everything = list(lines)
    if is_grand_total(totals[at]):
        return [everything]
    return [near] if is_subtotal(totals[at]) else [everything, near]
