"""Tables with the groups across: a row for each area. Turned, areas are across."""

from __future__ import annotations

from dataclasses import dataclass, field

from fieldwork.core.headcounts.areas import NO_AREA, Named, area_of_row
from fieldwork.core.headcounts.entries import (
    Entry,
    entry_at,
    refuse_clashes,
    refuse_hidden,
    refuse_merged,
)
from fieldwork.core.headcounts.headings import Heading, Other, is_numbering, other_heading
from fieldwork.core.headcounts.numbers import holds_number, looks_like_number
from fieldwork.core.headcounts.reading import Area
from fieldwork.core.headcounts.search import Search
from fieldwork.core.headcounts.second_table import refuse_second_table
from fieldwork.core.headcounts.sheets import Cell, Kind, Place
from fieldwork.core.headcounts.told import (
    BLANK_ROW,
    COLUMN_NOT_READ,
    NOTE,
    REPEATED_HEADINGS,
    Told,
)
from fieldwork.core.headcounts.totals import Check, check_wide
from fieldwork.core.headcounts.words import excerpt, plain
from fieldwork.core.message import Message
from questionnaires.core.messages import gettext_noop

NOWHERE = Area("", "")
"""The area of a file of one council that does not say of which."""


@dataclass
class Wide:
    """A table while it is read: which of its rows and columns are what."""

    search: Search
    told: Told
    only_area: Area | None
    is_whole: bool
    needs_area: bool = False
    areas: dict[int, Area | None] = field(default_factory=dict)
    total_rows: dict[int, str] = field(default_factory=dict)
    total_columns: dict[int, str] = field(default_factory=dict)
    notes: list[int] = field(default_factory=list)
    columns: dict[int, Heading] = field(default_factory=dict)

    def read(self) -> list[Entry]:
        """Return the entries of the table, having told all else of it."""
        self._sort_rows()
        self._sort_columns()
        self._tell_notes()
        refuse_second_table(self.search, self.told, self.areas)
        entries = self._entries()
        check = Check(self.told, {entry.place: entry for entry in entries}, self.is_whole)
        check_wide(
            check, list(self.areas), list(self.columns), (self.total_rows, self.total_columns)
        )
        table = (*self.columns, *self.total_columns)
        refuse_hidden(self.told, self.search.band.bottom, table)
        return entries

    # ------------------------------------------------------------------------------------- rows

    def _sort_rows(self) -> None:
        rows = [row for row in self.search.view.rows if row > self.search.band.bottom]
        with_numbers = set(self.search.number_rows)
        seen: dict[str, int] = {}
        for row in rows:
            if row in with_numbers or not self._is_heading_again(row):
                self._sort_row(row, row in with_numbers, seen)
        if not self.search.area_columns:
            self._name_the_only_row()

    def _is_heading_again(self, row: int) -> bool:
        """Return whether a row repeats the headings; tell where they are others than before."""
        search = self.search
        columns = search.band.columns
        again = [column for column in columns if (row, column) in search.labels]
        if not again or len(again) < min(2, len(columns)):
            return False
        if any(search.labels[row, column] != columns[column] for column in again):
            text = gettext_noop("other headings under those of the table: one table to a sheet")
            self.told.refuse((row, again[0]), Message(text))
        self.told.leave_out_rows([row], Message(REPEATED_HEADINGS))
        return True

    def _sort_row(self, row: int, has_numbers: bool, seen: dict[str, int]) -> None:
        found = self.search.area_columns
        named = area_of_row(self.search.view, row, found, self.search.areas)
        label = named.text or self.search.beside(row)
        if named.area:
            self._take_area(row, named, seen)
        elif other_heading(label) is Other.TOTAL:
            self.total_rows[row] = label
        elif not has_numbers or other_heading(label) is Other.ASIDE:
            self.notes.append(row)
        else:
            self.areas[row] = None
            if found:
                self.told.refuse(named.place, named.problem or Message(NO_AREA))

    def _take_area(self, row: int, named: Named, seen: dict[str, int]) -> None:
        area, is_filled = named.area, self._is_filled(row)
        if area is None or (not is_filled and self._is_more_of(row, named)):
            return
        if named.problem:
            self.told.refuse(named.place, named.problem)
        elif area.key in seen:
            if not is_filled:
                self.notes.append(row)
                return
            text = gettext_noop("%(area)s is in %(before)s already")
            before = self.search.view.row_name(seen[area.key])
            values = {"area": area.name, "before": before}
            self.told.refuse(named.place, Message(text, values))
        seen.setdefault(area.key, row)
        self.areas[row] = area

    def _is_filled(self, row: int) -> bool:
        cells = (self.search.view.cell(row, column) for column in self.search.band.columns)
        return any(cell.kind is not Kind.BLANK for cell in cells)

    def _is_more_of(self, row: int, named: Named) -> bool:
        """Return whether a row only continues the merged cells that name the area."""
        merged = self.search.view.merged_at(*named.place)
        return merged is not None and row > merged.top

    def _name_the_only_row(self) -> None:
        """Give the row with numbers of a table without areas to the one area of the file."""
        if len(self.areas) > 1:
            text = gettext_noop("numbers in several rows, and no areas are named beside them")
            first, names = min(self.areas), [self.search.view.row_name(row) for row in self.areas]
            self.told.refuse((first, 1), Message(text), ", ".join(names[:5]))
        elif self.areas:
            self.needs_area = self.only_area is None
            self.areas = dict.fromkeys(self.areas, self.only_area or NOWHERE)

    # ---------------------------------------------------------------------------------- columns

    def _sort_columns(self) -> None:
        search, first = self.search, self._first_column()
        self.columns = self._headed_columns(first)
        for column in search.view.columns:
            if column < first:
                name = search.view.column_name(column)
                self.told.leave_out((0, column), Message(NOTE), name)
            elif column not in search.band.columns and column not in search.area_columns:
                self._sort_column(column, search.heads[column])

    def _first_column(self) -> int:
        """Return where the table begins: in a turned view what stands before it is a title."""
        if not self.search.view.is_turned:
            return 1
        found = self.search.area_columns
        columns = [column for column in (found.name, found.code) if column is not None]
        return min(columns or self.search.band.columns)

    def _headed_columns(self, first: int) -> dict[int, Heading]:
        """Return the columns of groups from the *first* on that counts.

        Of a heading over several columns only those in use.
        """
        view, band = self.search.view, self.search.band
        by_heading: dict[Place, list[int]] = {}
        for column in sorted(column for column in band.columns if column >= first):
            by_heading.setdefault(self._heading_place(column), []).append(column)
        kept: dict[int, Heading] = {}
        for columns in by_heading.values():
            rows = (*self.areas, *self.total_rows)
            used = [
                column
                for column in columns
                if any(view.spread(row, column).kind is not Kind.BLANK for row in rows)
            ]
            kept |= {column: band.columns[column] for column in used or columns[:1]}
        return self._without_clashes(kept)

    def _without_clashes(self, columns: dict[int, Heading]) -> dict[int, Heading]:
        """Return *columns* without those that only explain a group beside the table.

        Tell which of the others are for one group.
        """
        numbers = {
            column
            for column in columns
            if any(looks_like_number(self.search.view.cell(row, column)) for row in self.areas)
        }
        of_numbers = {columns[column].group for column in numbers}
        kept = {
            column: heading
            for column, heading in columns.items()
            if column in numbers
            or not self._is_twice(column, columns)
            or heading.group not in of_numbers
        }
        for column in columns.keys() - kept.keys():
            self.told.leave_out_column(column, columns[column].label, COLUMN_NOT_READ)
        places = [((self._heading_place(column)[0], column), kept[column]) for column in kept]
        refuse_clashes(places, self.told, self.search.headings)
        return kept

    @staticmethod
    def _is_twice(column: int, columns: dict[int, Heading]) -> bool:
        return any(
            other != column and heading == columns[column] for other, heading in columns.items()
        )

    def _heading_place(self, column: int) -> Place:
        band, labels = self.search.band, self.search.labels
        row = next(row for row in range(band.top, band.bottom + 1) if (row, column) in labels)
        merged = self.search.view.merged_at(row, column)
        return (merged.top, merged.left) if merged else (row, column)

    def _sort_column(self, column: int, heading: str) -> None:
        view = self.search.view
        kind = other_heading(heading) if heading else Other.UNKNOWN
        if is_numbering(heading) and column < (self.search.area_columns.name or 0):
            kind = Other.ASIDE
        cells = [view.cell(row, column) for row in (*self.areas, *self.total_rows)]
        if kind is Other.TOTAL:
            self.total_columns[column] = heading
        elif kind is not Other.ASIDE and any(map(holds_number, cells)):
            text = gettext_noop(
                "numbers under “%(heading)s”, which is no group of this survey and no total, code,"
                " contact or comment"
            )
            without = gettext_noop("numbers in a column that has no heading")
            place = (self.search.band.bottom, column)
            over = view.over(*place)
            whole = (
                f"{over}: {heading}" if plain(over) in self.search.headings.prefixes else heading
            )
            message = Message(text if heading else without, {"heading": excerpt(whole)})
            self.told.refuse(place, message, view.column_name(column))
        elif any(cell.kind is not Kind.BLANK for cell in (*cells, *self._heads(column))):
            self.told.leave_out_column(column, heading, COLUMN_NOT_READ)

    def _heads(self, column: int) -> list[Cell]:
        band = self.search.band
        return [self.search.view.cell(row, column) for row in range(band.top, band.bottom + 1)]

    # ------------------------------------------------------------------------------ all the rest

    def _tell_notes(self) -> None:
        view, band = self.search.view, self.search.band
        prefixes = self.search.headings.prefixes
        above = [
            row
            for row, columns in view.rows.items()
            if row < band.top
            and not any(plain(view.cell(row, column).text) in prefixes for column in columns)
        ]
        self.told.leave_out_rows([*above, *self.notes], Message(NOTE))
        if self.areas and self.is_whole:
            inside = range(min(self.areas), max(self.areas))
            blank = [row for row in inside if row not in view.rows and not self._is_covered(row)]
            self.told.leave_out_rows(blank, Message(BLANK_ROW))

    def _is_covered(self, row: int) -> bool:
        return any(self.search.view.merged_at(row, column) for column in self.columns)

    def _entries(self) -> list[Entry]:
        wrong = self._in_merged_numbers()
        entries = []
        for row, area in self.areas.items():
            for column, heading in self.columns.items():
                place = row, column
                if place in wrong:
                    entries.append(Entry(place, area, heading, None, is_wrong=True))
                else:
                    entries.append(entry_at(place, area, heading, self.told))
        return entries

    def _in_merged_numbers(self) -> set[Place]:
        """Return the cells of numbers that stand for several groups or areas, having told them."""
        labels = {column: heading.label for column, heading in self.columns.items()}
        labels |= {column: excerpt(head) for column, head in self.total_columns.items()}
        wrong: set[Place] = set()
        for merged in self.search.view.merged:
            columns = [one for one in self.columns if merged.left <= one <= merged.right]
            if columns and refuse_merged(self.told, merged, self.areas, labels):
                rows = [row for row in self.areas if merged.top <= row <= merged.bottom]
                wrong |= {(row, column) for row in rows for column in columns}
        return wrong
