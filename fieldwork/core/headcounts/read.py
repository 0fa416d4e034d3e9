"""From a file to its headcounts, or to everything that is wrong with it."""

from __future__ import annotations

from collections.abc import Sequence

from fieldwork.core.headcounts import csv_sheets, xlsx_sheets
from fieldwork.core.headcounts.containers import is_zip, refusal_of
from fieldwork.core.headcounts.headings import Headings
from fieldwork.core.headcounts.reading import (
    WHOLE_FILE,
    Area,
    FileRefused,
    FindArea,
    Finding,
    Group,
    Reading,
)
from fieldwork.core.headcounts.sheets import Sheet
from fieldwork.core.headcounts.table import read_headcounts


def read_file(
    name: str,
    data: bytes,
    *,
    groups: Sequence[Group],
    find_area: FindArea,
    only_area: Area | None = None,
    sheet: str | None = None,
) -> Reading:
    """Return what the file called *name* says, or all that is wrong with it; nothing is raised.

    A file that is refused as a whole has one finding, whose sheet is None. *only_area* and *sheet*
    are as for `table.read_headcounts`.
    """
    if refusal := refusal_of(name, data):
        return Reading(findings=(Finding(None, WHOLE_FILE, refusal),))
    try:
        sheets = _sheets(name, data, groups)
    except FileRefused as refused:
        return Reading(findings=(Finding(None, refused.where, refused.message),))
    return read_headcounts(
        sheets, groups=groups, find_area=find_area, only_area=only_area, sheet=sheet
    )


def _sheets(name: str, data: bytes, groups: Sequence[Group]) -> tuple[Sheet, ...]:
    if is_zip(data):
        return xlsx_sheets.read_sheets(name, data)
    return csv_sheets.read_sheets(name, data, is_heading=Headings(groups).is_label)
