"""The cells of a table that hold headcounts, and what is judged of each table alike."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from fieldwork.core.headcounts.headings import Heading, Headings, clashes
from fieldwork.core.headcounts.numbers import NotANumber, holds_number, looks_like_number, number_in
from fieldwork.core.headcounts.reading import Area
from fieldwork.core.headcounts.sheets import Kind, Place, Range
from fieldwork.core.headcounts.told import Told, runs
from fieldwork.core.headcounts.view import line_name
from fieldwork.core.message import Message
from questionnaires.core.messages import gettext_noop


@dataclass(frozen=True, slots=True)
class Entry:
    """One cell for one area and one heading; `area` is None where its row names none.

    `number` is None where the cell says that there is none, and where it `is_wrong`.
    """

    place: Place
    area: Area | None
    heading: Heading
    number: int | None
    is_wrong: bool = False
    is_text: bool = False


def entry_at(place: Place, area: Area | None, heading: Heading, told: Told) -> Entry:
    """Return what a cell says, having told what is wrong with it or that it has no number."""
    cell = told.view.cell(*place)
    number = number_in(cell)
    if isinstance(number, NotANumber):
        told.refuse(place, number.message)
        return Entry(place, area, heading, None, is_wrong=True)
    if number is None and area:
        told.without_number(place, area.name, heading.group)
    return Entry(place, area, heading, number, is_text=cell.kind is Kind.TEXT)


def summed(entries: Iterable[Entry]) -> dict[str, dict[str, int]]:
    """Return the headcounts by area and group; agencies add up, a cell without number adds none."""
    found: dict[str, dict[str, int]] = {}
    for entry in entries:
        if entry.area and entry.number is not None:
            groups = found.setdefault(entry.area.key, {})
            groups[entry.heading.group] = groups.get(entry.heading.group, 0) + entry.number
    return found


def refuse_clashes(
    headings: Sequence[tuple[Place, Heading]], told: Told, known: Headings, area: str = ""
) -> None:
    """Tell which *headings* stand twice, or for a group that its agencies stand for as well."""
    twice = gettext_noop("“%(heading)s” is in %(before)s already")
    both = gettext_noop(
        "“%(heading)s” and “%(other)s” in %(before)s: a group by itself and by its agencies"
    )
    for later, earlier in clashes([heading for _place, heading in headings], known):
        (place, heading), (before, other) = headings[later], headings[earlier]
        values = {
            "heading": heading.label,
            "other": other.label,
            "before": told.view.name(*before),
        }
        where = f"{told.view.name(*place)} ({area})" if area else ""
        told.refuse(place, Message(twice if heading == other else both, values), where)


def refuse_merged(
    told: Told,
    merged: Range,
    areas: Mapping[int, Area | None],
    labels: Mapping[int, str],
) -> bool:
    """Tell that one number stands for several groups or areas; return whether it does.

    *areas* are those of the rows, *labels* those of the columns of the table.
    """
    number = number_in(told.view.cell(merged.top, merged.left))
    rows = [row for row in areas if merged.top <= row <= merged.bottom]
    columns = [column for column in labels if merged.left <= column <= merged.right]
    named = list(dict.fromkeys(areas[row] or row for row in rows))
    if not isinstance(number, int) or len(named) * len(columns) < 2:
        return False
    names = [one.name for one in named if isinstance(one, Area)]
    where = told.view.range_name(merged) + (f" ({', '.join(names)})" if names else "")
    message = one_number(number, [labels[column] for column in columns], len(named))
    told.refuse((merged.top, merged.left), message, where)
    return True


def one_number(number: int, labels: Sequence[str], areas: int) -> Message:
    """Return what is wrong with one number for several groups, or for one group in several areas"""
    values: dict[str, str | int] = {"number": f"{number:,}", "areas": areas, "group": labels[-1]}
    if len(labels) == 1:
        text = gettext_noop("one number, %(number)s, for %(group)s in %(areas)s areas")
        return Message(text, values)
    values["groups"] = ", ".join(labels[:-1])
    if areas == 1:
        text = gettext_noop("one number, %(number)s, for %(groups)s and %(group)s together")
        return Message(text, values)
    text = gettext_noop(
        "one number, %(number)s, for %(groups)s and %(group)s together in %(areas)s areas"
    )
    return Message(text, values)


def refuse_hidden(told: Told, top: int, table: Iterable[int]) -> None:
    """Tell which rows and columns with numbers are hidden under the headings in row *top*.

    In the columns of the *table* what was meant as a number counts too.
    """
    view, columns = told.view, set(table)
    rows_hidden, columns_hidden = set[int](), set[int]()
    for (row, column), cell in view.places():
        is_number = holds_number(cell) or (column in columns and looks_like_number(cell))
        if row > top and is_number:
            line, place = view.real(row, column)
            if line in view.sheet.hidden_rows:
                rows_hidden.add(line)
            if view.sheet.is_column_hidden(place):
                columns_hidden.add(place)
    text = gettext_noop("hidden, with numbers in it: show it and check them, or delete it")
    for lines, is_column in ((rows_hidden, False), (columns_hidden, True)):
        for first, last in runs(lines):
            at = view.real(*((0, first) if is_column else (first, 0)))
            told.refuse(at, Message(text), line_name(first, last, is_column=is_column))
