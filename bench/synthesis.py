"""Making synthetic responses, against copying the same rows ready-made."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import timedelta
from time import perf_counter
from typing import Any

from django.db import connection, transaction
from django.utils import timezone

from bench.report import Table
from bench.surveys import new_survey
from bench.timing import Effort, ratios, summary
from fieldwork.models import Survey
from responses.actions import synthesise_responses
from responses.models import Response

PROMISED = 100_000
PROMISED_SECONDS = 120

COLUMNS = "id, area_id, link_id, version_id, answers, status, submitted_on"


def measure(effort: Effort) -> Iterator[Table]:
    """Yield the table about synthesising; with `--full` another about the whole 100,000."""
    today = timezone.localdate()
    survey = new_survey("synthesis", opens_on=today - timedelta(days=30), closes_on=today)
    count = 500 if effort.quick else 5000
    made, copied = [], []
    for run in range(effort.runs):
        made.append(seconds_to_make(survey, count, seed=run) / count)
        copied.append(seconds_to_copy(ready_rows(survey, count)) / count)
    yield _table(made, copied, count)
    if effort.full:
        yield _full_table(seconds_to_make(survey, PROMISED, seed=effort.runs))


def seconds_to_make(survey: Survey, count: int, *, seed: int) -> float:
    started = perf_counter()
    synthesise_responses(survey=survey, count=count, seed=seed)
    return perf_counter() - started


def ready_rows(survey: Survey, count: int) -> list[tuple[Any, ...]]:
    """Return *count* stored responses as rows, their answers as text."""
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT r.id, r.area_id, r.link_id, r.version_id, r.answers::text, r.status, "
            "r.submitted_on FROM responses_response r JOIN fieldwork_area a ON a.id = r.area_id "
            "WHERE a.survey_id = %s LIMIT %s",
            [survey.pk, count],
        )
        return cursor.fetchall()


@transaction.atomic
def seconds_to_copy(rows: list[tuple[Any, ...]]) -> float:
    """Copy *rows* into an empty table like that of responses, with its indexes; drop it again."""
    table = connection.ops.quote_name(Response._meta.db_table)
    with connection.cursor() as cursor:
        cursor.execute(f"CREATE TEMPORARY TABLE copied (LIKE {table} INCLUDING ALL) ON COMMIT DROP")
        started = perf_counter()
        with cursor.copy(f"COPY copied ({COLUMNS}) FROM STDIN") as copy:
            for row in rows:
                copy.write_row(row)
        return perf_counter() - started


def _table(made: list[float], copied: list[float], count: int) -> Table:
    rate = summary(1 / seconds for seconds in made)
    projected = summary(seconds * PROMISED for seconds in made)
    return Table(
        title="Synthesising responses",
        headings=["", "result"],
        rows=[
            ["responses a second", rate.shown(decimals=0)],
            [f"seconds for {PROMISED:,}, projected (aim: {PROMISED_SECONDS})", projected.shown()],
            ["times the floor: COPY of the same rows, ready-made", ratios(made, copied).shown()],
        ],
        explanation=(
            "By the clock, because PostgreSQL works beside the process that makes the answers; "
            "its throw-away database does not wait for the disk. "
            "Each response goes through the walk, is drawn, validated and pruned as a person's is, "
            f"and is stored with COPY. Median of {len(made)} runs of {count:,} (lowest–highest)."
        ),
    )


def _full_table(seconds: float) -> Table:
    return Table(
        title=f"Synthesising {PROMISED:,} responses",
        headings=["", "result"],
        rows=[["seconds", f"{seconds:.1f}"], ["a second", f"{PROMISED / seconds:,.0f}"]],
        explanation="One run, not projected.",
    )
