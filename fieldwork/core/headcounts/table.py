"""From the sheets of a file to its headcounts, or to everything that is wrong with them."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

from fieldwork.core.headcounts.areas import Areas
from fieldwork.core.headcounts.entries import Entry, summed
from fieldwork.core.headcounts.headings import Headings
from fieldwork.core.headcounts.long import LongTable
from fieldwork.core.headcounts.reading import (
    MOST_TOLD,
    WHOLE_FILE,
    WHOLE_SHEET,
    Area,
    FindArea,
    Finding,
    Group,
    LeftOut,
    Reading,
)
from fieldwork.core.headcounts.rows_too_long import refuse_long_rows
from fieldwork.core.headcounts.search import Found, search
from fieldwork.core.headcounts.sheets import Sheet, Visibility
from fieldwork.core.headcounts.told import Told
from fieldwork.core.headcounts.view import View
from fieldwork.core.headcounts.wide import Wide
from fieldwork.core.message import Message
from questionnaires.core.messages import gettext_noop

ENOUGH_GROUPS = 3
"""Groups that make a table of a sheet that names no area; fewer may be anything."""


def read_headcounts(
    sheets: Sequence[Sheet],
    *,
    groups: Sequence[Group],
    find_area: FindArea,
    only_area: Area | None = None,
    sheet: str | None = None,
) -> Reading:
    """Return what the table in *sheets* says, or all that is wrong with it.

    *only_area* is the area of a file that names none; *sheet* the one to read where several hold a
    table. Whatever is found, nothing is raised.
    """
    areas, headings = Areas(find_area), Headings(groups)
    candidates = [_candidate(one, headings, areas) for one in sheets]
    found = _tables([one for one in candidates if one is not None], len(groups))
    tables = tuple(one.sheet.name for one in found if one.sheet.name is not None)
    chosen = [one for one in found if sheet is None or one.sheet.name == sheet]
    if len(chosen) != 1:
        message = _which_sheet(sheets, tables, sheet)
        return Reading(findings=(Finding(None, WHOLE_FILE, message),), tables=tables)
    reading = _read_table(chosen[0], headings, areas, only_area)
    others = tuple(_other_sheets(sheets, chosen[0].sheet, tables))
    return replace(reading, left_out=others + reading.left_out, tables=tables)


def _candidate(sheet: Sheet, headings: Headings, areas: Areas) -> Found | None:
    return search(sheet, headings, areas) if sheet.visibility is Visibility.VISIBLE else None


def _tables(found: list[Found], groups: int) -> list[Found]:
    """Return those with a table: headings of groups, and numbers; without any, those that have
    areas or several groups."""
    filled = [one for one in found if one.has_numbers]
    enough = min(ENOUGH_GROUPS, groups)
    clear = [one for one in filled if one.names_areas or one.groups >= enough]
    empty = [one for one in found if one.names_areas or one.groups >= enough]
    return clear or filled or empty


def _which_sheet(sheets: Sequence[Sheet], tables: Sequence[str], chosen: str | None) -> Message:
    if chosen is not None:
        text = gettext_noop("the sheet “%(sheet)s” holds no headcount table")
        return Message(text, {"sheet": chosen})
    if len(tables) > 1:
        text = gettext_noop("%(count)s sheets hold a headcount table: %(sheets)s. Which is it?")
        return Message(text, {"count": len(tables), "sheets": ", ".join(tables)})
    if any(one.visibility is Visibility.HIDDEN for one in sheets):
        text = gettext_noop(
            "no headcount table: no sheet that is shown has headings with the names of the groups;"
            " hidden sheets are not read"
        )
        return Message(text)
    return Message(
        gettext_noop("no headcount table: there are no headings with the names of the groups")
    )


def _other_sheets(
    sheets: Sequence[Sheet], chosen: Sheet, tables: Sequence[str]
) -> Sequence[LeftOut]:
    texts = {
        Visibility.HIDDEN: gettext_noop("hidden: not read"),
        Visibility.CHART: gettext_noop("a chart: no headcount table"),
        Visibility.VISIBLE: gettext_noop("no headcount table"),
    }
    not_chosen = gettext_noop("a headcount table that was not chosen")
    return [
        LeftOut(
            one.name,
            WHOLE_SHEET,
            Message(not_chosen if one.name in tables else texts[one.visibility]),
        )
        for one in sheets
        if one is not chosen
    ]


@dataclass(frozen=True, slots=True)
class _Table:
    entries: list[Entry]
    needs_area: bool = False


def _read_table(found: Found, headings: Headings, areas: Areas, only: Area | None) -> Reading:
    told, is_whole = Told(found.search.view), True
    if shorter := refuse_long_rows(found, told, areas):
        is_whole = False
        again = search(shorter, headings, areas)
        if again is None or not again.has_numbers:
            return _reading([told], _Table([]))
        found = again
    view = View(found.sheet) if found.long else found.search.view
    more = Told(view)
    return _reading([told, more], _table(found, more, only, is_whole=is_whole))


def _table(found: Found, told: Told, only: Area | None, *, is_whole: bool) -> _Table:
    if found.long:
        return _Table(LongTable(found.long, told, is_whole).read())
    wide = Wide(found.search, told, only, is_whole)
    entries = wide.read()
    return _Table(entries, wide.needs_area)


def _reading(all_told: Sequence[Told], table: _Table) -> Reading:
    findings = sorted((one for told in all_told for one in told.findings), key=lambda one: one[0])
    no_number = sorted((one for told in all_told for one in told.no_number), key=lambda one: one[0])
    left_out = sorted((one for told in all_told for one in told.left_out), key=lambda one: one[0])
    headcounts = summed(table.entries)
    said = [finding for _place, finding in findings]
    if not said and not headcounts:
        text = gettext_noop("headings of groups, but no number under them")
        said = [Finding(all_told[0].view.sheet.name, WHOLE_SHEET, Message(text))]
    return Reading(
        headcounts={} if said or table.needs_area else headcounts,
        no_number=tuple(one for _place, one in no_number),
        left_out=tuple(one for _place, one in left_out),
        findings=_not_too_many(said),
        needs_area=table.needs_area,
    )


def _not_too_many(findings: list[Finding]) -> tuple[Finding, ...]:
    more = len(findings) - MOST_TOLD
    if more <= 0:
        return tuple(findings)
    text = gettext_noop("and %(count)s more like these")
    rest = Finding(findings[0].sheet, WHOLE_SHEET, Message(text, {"count": more}))
    return (*findings[:MOST_TOLD], rest)
