"""The trail of a survey as a CSV file for spreadsheets, made while it is sent."""

from __future__ import annotations

import csv
from collections.abc import Iterable, Iterator, Sequence
from io import StringIO
from itertools import islice

from django.db.models import QuerySet
from django.utils.translation import gettext as _
from django.utils.translation import override

from accounts.models import AuditEvent
from accounts.wording import told
from disclosure.spreadsheets import harmless

CHUNK = 500
"""Events that are in memory at a time."""

BYTE_ORDER_MARK = "\ufeff"
"""Tells spreadsheets that the file is UTF-8."""


def csv_of(events: QuerySet[AuditEvent], *, language: str) -> Iterator[str]:
    """Yield the file of *events* piece by piece, in the words of *language*; one query."""
    with override(language):  # what is sent while this waits may be in another language
        heads = _heads()
    yield BYTE_ORDER_MARK + _lines([heads])
    waiting = events.iterator(chunk_size=CHUNK)
    while some := list(islice(waiting, CHUNK)):
        with override(language):
            lines = _lines(_row(event) for event in some)
        yield lines


def _heads() -> list[str]:
    return [_("When (UK time)"), _("Who"), _("What"), _("On what"), _("What changed")]


def _row(event: AuditEvent) -> list[str]:
    one = told(event)
    when = one.at.strftime("%Y-%m-%d %H:%M:%S")
    return [when, one.who, one.what, one.on_what, "; ".join(one.changes)]


def _lines(rows: Iterable[Sequence[str]]) -> str:
    text = StringIO(newline="")
    csv.writer(text, lineterminator="\r\n").writerows(harmless(row) for row in rows)
    return text.getvalue()
