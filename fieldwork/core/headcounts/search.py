"""Where on a sheet the table is: found by its headings, not by its place."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from functools import cached_property

from fieldwork.core.headcounts.areas import AreaColumns, Areas, area_columns
from fieldwork.core.headcounts.headings import Heading, Headings, Other, other_heading
from fieldwork.core.headcounts.numbers import looks_like_number
from fieldwork.core.headcounts.sheets import Kind, Place, Sheet
from fieldwork.core.headcounts.view import View
from fieldwork.core.headcounts.words import plain

MOST_MERGED = 5_000
"""Cells that one heading is spread over."""


@dataclass(frozen=True, slots=True)
class Band:
    """The rows of headings and the columns that they are headings of."""

    top: int = 0
    bottom: int = 0
    columns: Mapping[int, Heading] = field(default_factory=dict)

    @property
    def groups(self) -> int:
        """How many different headings there are."""
        return len(set(self.columns.values()))


class Search:
    """One way of seeing a sheet, and where its groups stand across it."""

    def __init__(self, view: View, headings: Headings, areas: Areas) -> None:
        self.view, self.headings, self.areas = view, headings, areas
        self.labels = _labels(view, headings)
        self.band = self._band()

    def _band(self) -> Band:
        by_row: dict[int, dict[int, Heading]] = {}
        for (row, column), heading in self.labels.items():
            by_row.setdefault(row, {})[column] = heading
        if not by_row:
            return Band()
        last = self._last_numbers()

        def strength(row: int) -> tuple[int, int, int]:
            columns = by_row[row]
            over_numbers = sum(last.get(column, 0) > row for column in columns)
            return over_numbers, len(columns), -row

        best = max(by_row, key=strength)
        band = Band(best, best, by_row[best])
        for step in (-1, 1):
            row = best + step
            while row in by_row and self._belongs(band, row, by_row[row]):
                rows = (by_row[row], band.columns) if step < 0 else (band.columns, by_row[row])
                band = Band(min(band.top, row), max(band.bottom, row), _under(*rows))
                row += step
        return band

    def _last_numbers(self) -> dict[int, int]:
        """Return the last row of each column in which something looks like a number."""
        places = self.view.places()
        return {column: row for (row, column), cell in places if looks_like_number(cell)}

    def _belongs(self, band: Band, row: int, more: Mapping[int, Heading]) -> bool:
        """Return whether a row beside the headings has headings of its own, and no numbers."""
        known = band.columns
        fits = all(more[column].group == known.get(column, more[column]).group for column in more)
        is_new = any(more[column] != known.get(column) for column in more)
        is_clear = all(self._is_clear(band, row, column) for column in more if column not in known)
        has_numbers = any(looks_like_number(self.view.cell(row, column)) for column in known)
        return fits and is_new and is_clear and not has_numbers

    def _is_clear(self, band: Band, row: int, column: int) -> bool:
        """Return whether a heading in a row beside the others is one of its column.

        It is none where the column has another heading, or names areas: a title may be “Education”.
        """
        others = {self.view.text(at, column) for at in range(band.top, band.bottom + 1)}
        if row < band.top and others - {"", self.view.text(row, column)}:
            return False
        over = self.view.over(row, column)
        if row > band.bottom and others - {"", self.view.text(row, column), over}:
            return any(plain(text) in self.headings.prefixes for text in others)
        below = [at for at in self.view.rows if at > max(row, band.bottom)]
        return not any(self.areas.named(self.view.text(at, column)) for at in below)

    @cached_property
    def number_rows(self) -> list[int]:
        """The rows under the headings that have a number, or what looks like one, in a group."""
        return sorted(
            {
                row
                for (row, column), cell in self.view.places()
                if row > self.band.bottom
                and column in self.band.columns
                and looks_like_number(cell)
                and other_heading(self.beside(row)) is not Other.ASIDE
            }
        )

    def beside(self, row: int) -> str:
        """Return the first text of a row that stands under no heading of a group."""
        columns = (column for column in self.view.rows[row] if column not in self.band.columns)
        return next((text for column in columns if (text := self.view.text(row, column))), "")

    @cached_property
    def numbers(self) -> int:
        """How many cells of groups look like numbers."""
        rows = set(self.number_rows)
        return sum(
            row in rows and column in self.band.columns and looks_like_number(cell)
            for (row, column), cell in self.view.places()
        )

    @cached_property
    def heads(self) -> dict[int, str]:
        """The heading of each column, the lowest one where there are several."""
        return {column: self._head(column) for column in self.view.columns}

    def _head(self, column: int) -> str:
        # The row above counts too: a heading may stand beside the word over some groups.
        rows = range(self.band.bottom, max(self.band.top - 2, 0), -1)
        return next((text for row in rows if (text := self.view.text(row, column))), "")

    @cached_property
    def area_columns(self) -> AreaColumns:
        """The columns that name the areas of the rows with numbers."""
        rows = self.number_rows or [row for row in self.view.rows if row > self.band.bottom]
        columns = [one for one in self.view.columns if one not in self.band.columns]
        return area_columns(self.view, rows, columns, self.areas, self.heads)

    @cached_property
    def areas_named(self) -> int:
        """How many rows with numbers name an area of the survey."""
        found = self.area_columns
        columns = [column for column in (found.name, found.code) if column is not None]
        rows = self.number_rows or [row for row in self.view.rows if row > self.band.bottom]
        return sum(
            any(self.areas.named(self.view.text(row, column)) for column in columns) for row in rows
        )


def _labels(view: View, headings: Headings) -> dict[Place, Heading]:
    """Return the cells that name a group, those of merged cells each."""
    found: dict[Place, Heading] = {}
    for (row, column), cell in view.places():
        if cell.kind is not Kind.TEXT:
            continue
        if heading := headings.heading(cell.text, view.over(row, column)):
            found |= dict.fromkeys(_covered(view, row, column), heading)
    return found


def _covered(view: View, row: int, column: int) -> list[Place]:
    """Return the cells that a heading counts for; of merged cells without end only itself."""
    merged = view.merged_at(row, column)
    if merged is None or merged.cells > MOST_MERGED:
        return [(row, column)]
    columns = range(merged.left, merged.right + 1)
    return [(line, at) for line in range(merged.top, merged.bottom + 1) for at in columns]


def _under(upper: Mapping[int, Heading], lower: Mapping[int, Heading]) -> dict[int, Heading]:
    """Return the headings of two rows; under a group that has several columns stand agencies."""
    columns = {**upper, **lower}
    for column, heading in lower.items():
        over = [at for at in (column - 1, column, column + 1) if upper.get(at) == upper.get(column)]
        if column in upper and heading.is_agency and len(over) > 1:
            columns[column] = replace(heading, is_group=False)
    return columns


@dataclass(frozen=True, slots=True)
class Long:
    """A table with a row for each area and group, and the columns that say which.

    `number` is None where several columns could hold the numbers, those in `numbers`.
    """

    search: Search
    label: int
    areas: AreaColumns
    top: int
    number: int | None
    numbers: tuple[int, ...] = ()


@dataclass(frozen=True, slots=True)
class Found:
    """A sheet with headings of groups, and how its table is seen."""

    sheet: Sheet
    search: Search
    long: Long | None = None

    @property
    def groups(self) -> int:
        return len({heading.group for heading in self.search.band.columns.values()})

    @property
    def has_numbers(self) -> bool:
        if self.long is not None:
            return bool(self.long.numbers)
        return self.search.numbers > 0

    @property
    def names_areas(self) -> bool:
        return self.long is not None or self.search.areas_named > 0


def search(sheet: Sheet, headings: Headings, areas: Areas) -> Found | None:
    """Return the table of a sheet, None where no cell names a group."""
    across = Search(View(sheet), headings, areas)
    if not across.labels:
        return None
    down = Search(View(sheet, is_turned=True), headings, areas)
    if _strength(across) >= _strength(down):
        return Found(sheet, across)
    return Found(sheet, down, None if down.areas_named else _long(down, across.view))


def _strength(one: Search) -> tuple[int, int, int]:
    return one.numbers, one.band.groups, len(one.band.columns)


def _long(down: Search, view: View) -> Long | None:
    """Return the table with a row for each area and group, None if there is no column of areas.

    *down* sees the sheet turned: its columns are the rows of *view*.
    """
    label, rows = down.band.bottom, sorted(down.band.columns)
    top = _row_of_headings(view, label, rows[0])
    heads = {column: view.text(top, column) for column in view.columns}
    others = [column for column in view.columns if column != label]
    areas = area_columns(view, rows, others, down.areas, heads)
    columns = [column for column in (areas.name, areas.code) if column is not None]
    names_some = any(down.areas.named(view.text(row, at)) for row in rows for at in columns)
    is_called = any(other_heading(heads[column]) is Other.AREA for column in columns)
    if not columns or not (names_some or is_called):
        return None
    numbers = _number_columns(view, rows, [one for one in others if one not in areas], heads)
    return Long(down, label, areas, top, numbers[0] if len(numbers) == 1 else None, numbers)


def _row_of_headings(view: View, label: int, first: int) -> int:
    """Return the row over the first group, 0 where there is none."""
    above = [row for row in view.rows if row < first and view.text(row, label)]
    return above[-1] if above else 0


def _number_columns(
    view: View, rows: list[int], columns: list[int], heads: dict[int, str]
) -> tuple[int, ...]:
    """Return the columns that may hold the numbers: one that is called so, or those with any."""
    filled = [
        column
        for column in columns
        if any(looks_like_number(view.cell(row, column)) for row in rows)
    ]
    kinds = {column: other_heading(heads[column]) for column in columns}
    called = [column for column in filled if kinds[column] is Other.MEASURE]
    unknown = [column for column in filled if kinds[column] in {Other.UNKNOWN, Other.AREA}]
    if len(called) == 1:
        return tuple(called)
    return tuple(called + unknown)
