"""The trail of a survey as a file for spreadsheets."""

from __future__ import annotations

import csv
import tracemalloc
from collections.abc import Iterator
from io import StringIO

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import override

from accounts.actions import record_event
from accounts.models import AuditEvent, User
from disclosure.spreadsheets import FORMULA
from fieldwork.history import trail_of
from fieldwork.models import Survey
from fieldwork.trail_file import CHUNK, csv_of
from tests.integration.fieldwork.test_trail import stored
from tests.pseudo import BRACKETED, pseudo

pytestmark = pytest.mark.django_db

HOSTILE = ("=1+1", "+cmd", "-2", "@SUM(A1)", "\tx", "\r=1", '",=1', "a\r\n=b", "👩🏽‍🚒 Ødegård; x")


def fetch(pages: Client, survey: Survey, **chosen: object) -> bytes:
    reply = pages.get(reverse("survey_trail_file", args=[survey.slug]), chosen)
    assert reply.streaming
    return b"".join(reply)


def rows_of(data: bytes) -> list[list[str]]:
    assert data.startswith(b"\xef\xbb\xbf")
    return list(csv.reader(StringIO(data.decode("utf-8-sig"), newline=""), strict=True))


def test_it_holds_what_the_page_shows(pages: Client, complete: Survey) -> None:
    heads, *rows = rows_of(fetch(pages, complete, what="people"))
    assert heads == ["When (UK time)", "Who", "What", "On what", "What changed"]
    assert rows[0][1:] == [
        "somebody who was not signed in",
        "Role given",
        "Second <second@example.org>",
        "role: Lead researcher",
    ]
    assert rows[0][0][:10] == timezone.localdate().isoformat()
    assert {row[2] for row in rows} == {"Role given"}
    assert len(rows) == 4


def test_it_is_called_after_its_survey_and_day(pages: Client, draft: Survey) -> None:
    reply = pages.get(reverse("survey_trail_file", args=[draft.slug]))
    name = f"round-eight-audit-trail-{timezone.localdate()}.csv"
    assert reply.headers["Content-Disposition"] == f'attachment; filename="{name}"'
    assert reply.headers["Content-Type"] == "text/csv; charset=utf-8"
    b"".join(reply)


def test_the_download_is_in_the_trail_with_what_was_chosen(
    pages: Client, draft: Survey, lead: User
) -> None:
    chosen = {"who": lead.pk, "what": "people", "from_day": "2026-01-01", "text": "Lea"}
    fetch(pages, draft, **chosen)
    event = AuditEvent.objects.get(action="trail.downloaded")
    assert (event.actor, event.survey) == (lead, draft.slug)
    assert event.detail == {
        "who": "Leader <lead@example.org>",
        "action": "people",
        "from_day": "2026-01-01",
        "text": "Lea",
    }
    latest = rows_of(fetch(pages, draft, what="trail.downloaded"))[-1]
    assert latest[2] == "Audit trail downloaded"
    assert "what: People" in latest[4]


@pytest.mark.parametrize("name", HOSTILE)
def test_no_name_becomes_a_formula(pages: Client, draft: Survey, lead: User, name: str) -> None:
    User.objects.filter(pk=lead.pk).update(name=name)
    detail = {"person": name, name: name}
    record_event(actor=lead, action="member.added", subject="survey:round-eight", detail=detail)
    row = next(row for row in rows_of(fetch(pages, draft)) if row[2] == "Role given")
    assert len(row) == 5
    assert not any(cell.startswith(FORMULA) for cell in row)
    assert row[3].removeprefix("'") == name


def test_ten_thousand_events_are_sent_in_pieces_by_one_query(draft: Survey, lead: User) -> None:
    stored(draft, 10_000, actor=lead, origin="person")
    with CaptureQueriesContext(connection) as queries:
        pieces = csv_of(trail_of(draft), language="en-gb")
        most, lines = _most_memory(pieces)
    assert len(queries) == 1
    assert lines == 10_000 + 2 + 1
    few, _lines = _most_memory(csv_of(trail_of(draft)[: 2 * CHUNK], language="en-gb"))
    assert most < 2 * few


def _most_memory(pieces: Iterator[str]) -> tuple[int, int]:
    """Return the most bytes that were held while *pieces* came, and their lines."""
    tracemalloc.start()
    lines = sum(piece.count("\r\n") for piece in pieces)
    _now, most = tracemalloc.get_traced_memory()
    tracemalloc.stop()
    return most, lines


def test_it_stays_in_its_language_whatever_comes_between(draft: Survey) -> None:
    pieces = csv_of(trail_of(draft), language=BRACKETED)
    with override("en-gb"):
        heads, entries = list(pieces)
        assert _("When (UK time)") == "When (UK time)", "the language of others stays theirs"
    assert pseudo("When (UK time)") in heads
    assert pseudo("Survey started") in entries
