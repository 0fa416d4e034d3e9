"""Tables with a row for each area and group: one column of numbers."""

from __future__ import annotations

from dataclasses import dataclass, field

from fieldwork.core.headcounts.areas import NO_AREA, Named, area_of_row
from fieldwork.core.headcounts.entries import (
    Entry,
    entry_at,
    one_number,
    refuse_clashes,
    refuse_hidden,
)
from fieldwork.core.headcounts.headings import Heading, Other, other_heading
from fieldwork.core.headcounts.numbers import holds_number, looks_like_number, number_in
from fieldwork.core.headcounts.reading import Area
from fieldwork.core.headcounts.search import Long
from fieldwork.core.headcounts.sheets import Kind, Place
from fieldwork.core.headcounts.told import COLUMN_NOT_READ, NOTE, REPEATED_HEADINGS, Told
from fieldwork.core.headcounts.totals import Check
from fieldwork.core.headcounts.words import excerpt, plain
from fieldwork.core.message import Message
from questionnaires.core.messages import gettext_noop


@dataclass(frozen=True, slots=True)
class _Row:
    """A row of the table: what its area and its group say."""

    row: int
    named: Named
    label: str
    heading: Heading | None


@dataclass
class LongTable:
    """A table while it is read; *told* sees the sheet as it is, not turned."""

    long: Long
    told: Told
    is_whole: bool
    rows: list[_Row] = field(default_factory=list)
    totals: list[_Row] = field(default_factory=list)
    notes: list[int] = field(default_factory=list)

    def read(self) -> list[Entry]:
        """Return the entries of the table, having told all else of it."""
        number = self.long.number
        if number is None:
            self._refuse_columns()
            return []
        for row in self.told.view.rows:
            if row > self.long.top:
                self._sort(self._row(row), number)
        entries = self._entries(number)
        self._refuse_twice(entries)
        self._tell_columns(number)
        self._check_totals(number, entries)
        above = [row for row in self.told.view.rows if row < self.long.top]
        self.told.leave_out_rows([*above, *self.notes], Message(NOTE))
        refuse_hidden(self.told, self.long.top, [number])
        return entries

    def _refuse_columns(self) -> None:
        several = gettext_noop("several columns with numbers: which one has the headcounts?")
        none = gettext_noop("no column with numbers beside the areas and groups")
        numbers = self.long.numbers
        name = ", ".join(map(self.told.view.column_name, numbers))
        place = (max(self.long.top, 1), numbers[0] if numbers else self.long.label)
        self.told.refuse(place, Message(several if numbers else none), name)

    def _row(self, row: int) -> _Row:
        view, long = self.told.view, self.long
        named = area_of_row(view, row, long.areas, long.search.areas)
        heading = long.search.labels.get((long.label, row))
        return _Row(row, named, view.text(row, long.label), heading)

    def _sort(self, one: _Row, number: int) -> None:
        has_number = looks_like_number(self.told.view.cell(one.row, number))
        if self.long.top and plain(one.label) == plain(self._label_of_headings()):
            self.told.leave_out_rows([one.row], Message(REPEATED_HEADINGS))
        elif self._is_more_of(one, number):
            return
        elif one.heading and one.named.area:
            self.rows.append(one)
        elif self._is_total(one):
            self.totals.append(one)
        elif not has_number or Other.ASIDE in self._kinds(one):
            self.notes.append(one.row)
        else:
            self._refuse_row(one)
            if one.heading:
                self.rows.append(one)

    def _label_of_headings(self) -> str:
        return self.told.view.text(self.long.top, self.long.label)

    def _is_more_of(self, one: _Row, number: int) -> bool:
        """Return whether a row only continues merged cells of the row above."""
        view = self.told.view
        if view.cell(one.row, number).kind is not Kind.BLANK:
            return False
        merged = [view.merged_at(one.row, self.long.label), view.merged_at(*one.named.place)]
        return all(block is not None and one.row > block.top for block in merged)

    @staticmethod
    def _kinds(one: _Row) -> list[Other]:
        texts = ("" if one.heading else one.label, "" if one.named.area else one.named.text)
        return [other_heading(text) for text in texts if text]

    def _is_total(self, one: _Row) -> bool:
        return Other.TOTAL in self._kinds(one)

    def _refuse_row(self, one: _Row) -> None:
        if not one.named.area:
            self.told.refuse(one.named.place, one.named.problem or Message(NO_AREA))
        if not one.heading:
            text = gettext_noop("“%(heading)s” is no group of this survey")
            without = gettext_noop("a number in a row that names no group")
            message = Message(text if one.label else without, {"heading": excerpt(one.label)})
            self.told.refuse((one.row, self.long.label), message)

    def _entries(self, number: int) -> list[Entry]:
        wrong = self._in_merged_numbers(number)
        entries = []
        for one in self.rows:
            if one.heading is None:
                continue
            if one.named.area and one.named.problem:
                self.told.refuse(one.named.place, one.named.problem)
            place, area = (one.row, number), one.named.area
            if place in wrong:
                entries.append(Entry(place, area, one.heading, None, is_wrong=True))
            else:
                entries.append(entry_at(place, area, one.heading, self.told))
        return entries

    def _in_merged_numbers(self, number: int) -> set[Place]:
        """Return the cells of numbers that stand for several rows, having told them."""
        view, wrong = self.told.view, set[Place]()
        for merged in view.merged:
            rows = [one for one in self.rows if merged.top <= one.row <= merged.bottom]
            found = number_in(view.cell(merged.top, merged.left))
            is_here = merged.left <= number <= merged.right and isinstance(found, int)
            if not is_here or len(rows) < 2 or not isinstance(found, int):
                continue
            labels = list(dict.fromkeys(one.heading.label for one in rows if one.heading))
            names = list(dict.fromkeys(one.named.text for one in rows))
            where = f"{view.range_name(merged)} ({', '.join(names)})"
            message = one_number(found, labels, len(names))
            self.told.refuse((merged.top, merged.left), message, where)
            wrong |= {(one.row, number) for one in rows}
        return wrong

    def _refuse_twice(self, entries: list[Entry]) -> None:
        by_area: dict[Area, list[tuple[Place, Heading]]] = {}
        for entry in entries:
            if entry.area:
                place = entry.place[0], self.long.label
                by_area.setdefault(entry.area, []).append((place, entry.heading))
        for area, headings in by_area.items():
            refuse_clashes(headings, self.told, self.long.search.headings, area.name)

    def _tell_columns(self, number: int) -> None:
        view, known = self.told.view, (number, self.long.label)
        rows = [one.row for one in self.rows]
        for column in view.columns:
            cells = [view.cell(row, column) for row in rows]
            heading = view.text(self.long.top, column)
            if column in known or column in self.long.areas:
                continue
            is_known = heading and other_heading(heading) in {Other.ASIDE, Other.TOTAL}
            if any(map(holds_number, cells)) and not is_known:
                text = gettext_noop("a further column with numbers: “%(heading)s”")
                message = Message(text, {"heading": excerpt(heading)})
                place = (max(self.long.top, 1), column)
                self.told.refuse(place, message, view.column_name(column))
            elif any(cell.kind is not Kind.BLANK for cell in cells):
                self.told.leave_out_column(column, heading, COLUMN_NOT_READ)

    def _check_totals(self, number: int, entries: list[Entry]) -> None:
        check = Check(self.told, {entry.place: entry for entry in entries}, self.is_whole)
        before = 0
        for one in self.totals:
            name = self.told.view.row_name(one.row)
            parts = [
                entry.place
                for entry in entries
                if (not one.named.area or entry.area == one.named.area)
                and (not one.heading or entry.heading.group == one.heading.group)
            ]
            near = [place for place in parts if before < place[0] < one.row]
            label = f"{one.named.text} {one.label}".strip()
            check.hold((one.row, number), name, label, [parts, near])
            check.leave_out((one.row, 0), name, label)
            before = one.row
