"""Rows of a csv file with more cells than the heading has: something has pushed them right."""

from __future__ import annotations

import itertools
import re
from dataclasses import replace

from fieldwork.core.headcounts.areas import Areas
from fieldwork.core.headcounts.numbers import NotANumber, number_in
from fieldwork.core.headcounts.reading import Area
from fieldwork.core.headcounts.search import Found
from fieldwork.core.headcounts.sheets import Cell, Kind, Sheet
from fieldwork.core.headcounts.told import Told
from fieldwork.core.headcounts.view import line_name
from fieldwork.core.headcounts.words import excerpt
from fieldwork.core.message import Message
from questionnaires.core.messages import gettext_noop

_BEGIN, _REST = re.compile(r"[1-9]\d{0,2}"), re.compile(r"\d{3}")


def refuse_long_rows(found: Found, told: Told, areas: Areas) -> Sheet | None:
    """Tell which rows under the heading have more cells than it; return the sheet without them.

    Return None where there are none, as on every sheet of a workbook.
    """
    sheet, (first, last) = found.sheet, _rows_of_headings(found)
    width = max((sheet.widths.get(row, 0) for row in range(first, last + 1)), default=0)
    lengths: dict[int, int] = {}
    for row, column in sheet.cells:
        lengths[row] = max(lengths.get(row, 0), column)
    longer = {row for row, length in lengths.items() if width and row > last and length > width}
    for row in sorted(longer):
        texts = [_text(sheet, row, column) for column in range(1, lengths[row] + 1)]
        message = _message(texts, width, areas)
        told.refuse(told.view.real(row, 1), message, line_name(row, row, is_column=False))
    kept = {place: cell for place, cell in sheet.cells.items() if place[0] not in longer}
    return replace(sheet, cells=kept) if longer else None


def _rows_of_headings(found: Found) -> tuple[int, int]:
    """Return the first and last row of the sheet that has the headings of its columns."""
    if found.long:
        return found.long.top, found.long.top
    one = found.search
    if not one.view.is_turned:
        return one.band.top, one.band.bottom
    areas = one.area_columns.name or one.area_columns.code
    above = areas or max(min(one.band.columns) - 1, 0)
    return above, above


def _text(sheet: Sheet, row: int, column: int) -> str:
    cell = sheet.cells.get((row, column))
    return cell.text if cell else ""


def _message(texts: list[str], width: int, areas: Areas) -> Message:
    values: dict[str, str | int] = {"cells": len(texts), "width": width}
    if name := _name_in_two(texts, areas):
        values["text"] = excerpt(name)
        return Message(
            gettext_noop(
                "%(cells)s cells where the heading has %(width)s: “%(text)s” has no quote marks"
                " around it"
            ),
            values,
        )
    if number := _number_in_two(texts):
        values["text"] = number
        return Message(
            gettext_noop(
                "%(cells)s cells where the heading has %(width)s: “%(text)s” without quote marks is"
                " two cells"
            ),
            values,
        )
    text = gettext_noop("%(cells)s cells where the heading has %(width)s")
    return Message(text, values)


def _name_in_two(texts: list[str], areas: Areas) -> str:
    """Return the name with a comma that neighbours of *texts* make, nothing if none do."""
    for at in range(len(texts) - 1):
        for length in (2, 3, 4):
            joined = ", ".join(texts[at : at + length])
            if all(map(_is_word, texts[at : at + 2])) and isinstance(areas.find(joined), Area):
                return joined
    # A name that the survey does not know: two texts where a row has one.
    if len(texts) > 1 and all(map(_is_word, texts[:2])):
        return ", ".join(texts[:2])
    return ""


def _is_word(text: str) -> bool:
    return text[:1].isalpha() and not any(map(str.isdecimal, text)) and _is_no_blank(text)


def _is_no_blank(text: str) -> bool:
    return isinstance(number_in(Cell(Kind.TEXT, text)), NotANumber)


def _number_in_two(texts: list[str]) -> str:
    """Return the smallest number with a comma that neighbours of *texts* make."""
    pairs = [
        f"{begin},{rest}"
        for begin, rest in itertools.pairwise(texts)
        if _BEGIN.fullmatch(begin) and _REST.fullmatch(rest)
    ]
    return min(pairs, key=lambda pair: int(pair.replace(",", "")), default="")
