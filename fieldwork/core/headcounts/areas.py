"""The areas that the rows of a table name, by name, by code, or by both."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass

from fieldwork.core.headcounts.headings import Other, other_heading
from fieldwork.core.headcounts.numbers import holds_number
from fieldwork.core.headcounts.reading import Area, FindArea
from fieldwork.core.headcounts.sheets import Kind, Place
from fieldwork.core.headcounts.view import View
from fieldwork.core.headcounts.words import LONGEST, shortened
from fieldwork.core.message import Message
from questionnaires.core.messages import gettext_noop

_CODE = re.compile(r"[A-Za-z]\d{8}")


class Areas:
    """Looks each text up once."""

    def __init__(self, find_area: FindArea) -> None:
        self._find_area = find_area
        self._found: dict[str, Area | Message] = {}

    def find(self, text: str) -> Area | Message:
        """Return the area that *text* names, or why there is none."""
        short = shortened(text)
        if short not in self._found:
            self._found[short] = self._find_area(short)
        return self._found[short]

    def named(self, text: str) -> Area | None:
        found = self.find(text) if text else None
        return found if isinstance(found, Area) else None


def is_code(text: str) -> bool:
    """Return whether *text* looks like a code of the Office for National Statistics."""
    return _CODE.fullmatch(text) is not None


@dataclass(frozen=True, slots=True)
class AreaColumns:
    """The columns of a view that name areas; either may be missing."""

    name: int | None = None
    code: int | None = None

    def __bool__(self) -> bool:
        return self.name is not None or self.code is not None

    def __contains__(self, column: int) -> bool:
        return column in (self.name, self.code)


@dataclass(frozen=True, slots=True)
class Named:
    """What a row says of its area: `place` is where, `text` how.

    `problem` says why a row has no area, or why its code and its name do not agree.
    """

    place: Place
    text: str
    area: Area | None = None
    problem: Message | None = None


NO_AREA = gettext_noop("numbers in a row that names no area")


def area_columns(
    view: View, rows: Iterable[int], columns: Iterable[int], areas: Areas, heads: dict[int, str]
) -> AreaColumns:
    """Return which of *columns* name the areas of *rows*; *heads* are the columns' headings."""
    rows = list(rows)
    names: dict[int, int] = {}
    codes: dict[int, int] = {}
    for column in columns:
        texts = [view.text(row, column) for row in rows]
        named = [text for text in texts if areas.named(text)]
        if any(map(is_code, texts)):
            codes[column] = len(named)
        elif named:
            names[column] = len(named)
    found = AreaColumns(_best(names, heads), _best(codes, heads))
    if found.name is None:
        fallback = _column_of_texts(view, rows, [c for c in columns if c not in codes], heads)
        if not found or (fallback is not None and _is_of_areas(heads.get(fallback, ""))):
            return AreaColumns(fallback, found.code)
    return found


def _best(counts: dict[int, int], heads: dict[int, str]) -> int | None:
    """Return the column with most areas; among equals one that is called so, then the first."""
    return min(
        counts,
        key=lambda column: (-counts[column], not _is_of_areas(heads.get(column, "")), column),
        default=None,
    )


def _is_of_areas(heading: str) -> bool:
    return other_heading(heading) is Other.AREA


def _column_of_texts(
    view: View, rows: list[int], columns: Iterable[int], heads: dict[int, str]
) -> int | None:
    """Return a column that should name areas though none of its texts does, None without one."""
    found = []
    for column in columns:
        kind = other_heading(heads.get(column, ""))
        texts = [view.text(row, column) for row in rows]
        if kind in {Other.ASIDE, Other.TOTAL} or any(
            holds_number(view.cell(row, column)) for row in rows
        ):
            continue
        if kind is Other.AREA and any(texts):
            return column
        if any(text and _could_be_area(text) for text in texts):
            found.append(column)
    return found[0] if found else None


def _could_be_area(text: str) -> bool:
    return other_heading(text) in {Other.UNKNOWN, Other.AREA} and len(text) <= LONGEST


def area_of_row(view: View, row: int, columns: AreaColumns, areas: Areas) -> Named:
    """Return what a row says of its area."""
    name = _named(view, row, columns.name, areas)
    code = _named(view, row, columns.code, areas)
    if name is None or code is None:
        return name or code or Named((row, columns.name or columns.code or 1), "")
    if name.area and code.area and name.area != code.area:
        values = {"code": code.text, "area": code.area.name, "name": name.text}
        disagree = gettext_noop("%(code)s is %(area)s, the name says %(name)s")
        return Named(code.place, code.text, name.area, Message(disagree, values))
    # A code that is wrong is told though the name is right; a total has no code.
    return code if name.area and not code.area else name


def _named(view: View, row: int, column: int | None, areas: Areas) -> Named | None:
    """Return what the cell of a row says, None where it says nothing."""
    if column is None:
        return None
    cell, place = view.spread(row, column), (row, column)
    if cell.kind is Kind.BLANK:
        return None
    if cell.kind is not Kind.TEXT:
        message = gettext_noop("“%(text)s” is not the name of an area")
        return Named(place, cell.text, None, Message(message, {"text": cell.text or "="}))
    found = areas.find(cell.text)
    if isinstance(found, Area):
        return Named(place, cell.text, found)
    return Named(place, cell.text, None, found)
