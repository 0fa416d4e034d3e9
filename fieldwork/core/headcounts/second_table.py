"""A second table on a sheet, which would be overlooked if it were not told."""

from __future__ import annotations

from collections.abc import Container

from fieldwork.core.headcounts.numbers import holds_number
from fieldwork.core.headcounts.search import Search
from fieldwork.core.headcounts.told import Told
from fieldwork.core.message import Message
from questionnaires.core.messages import gettext_noop


def refuse_second_table(search: Search, told: Told, rows: Container[int]) -> None:
    """Tell where a number stands under or beside the name of a group, but outside of the table.

    *rows* are those of the table: what stands in them is judged with it.
    """
    band = search.band
    for row, column in sorted(search.labels):
        if band.top <= row <= band.bottom or row in rows:
            continue
        beside = [place for place in ((row + 1, column), (row, column + 1)) if place[0] not in rows]
        if any(holds_number(search.view.cell(*place)) for place in beside):
            text = gettext_noop("a further table with headings of groups: one to a sheet")
            told.refuse((row, column), Message(text))
            return
