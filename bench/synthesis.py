"""Making synthetic responses, against copying the same rows ready-made."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import timedelta
from time import perf_counter, process_time
from typing import Any

from django.db import connection, transaction
from django.utils import timezone

from bench.report import Table
from bench.timing import Effort, ratios, summary
from fieldwork.models import Survey
from responses.actions import synthesise_responses
from responses.models import Response
from simulation.surveys import new_survey

PROMISED = 100_000
PROMISED_SECONDS = 120

COLUMNS = "id, area_id, link_id, version_id, answers, status, submitted_on"


@dataclass(frozen=True, slots=True)
class Making:
    """Seconds that it took to make and store some responses."""

    clock: float
    processor: float


def measure(effort: Effort) -> Iterator[Table]:
    """Yield the table about synthesising; with `--full` another about the whole 100,000."""
    today = timezone.localdate()
    survey = new_survey("synthesis", opens_on=today - timedelta(days=30), closes_on=today)
    count = 500 if effort.quick else 5000
    made, copied = [], []
    for run in range(effort.runs):
        made.append(time_to_make(survey, count, seed=run))
        copied.append(seconds_to_copy(ready_rows(survey, count)))
    yield _table(made, copied, count)
    if effort.full:
        yield _full_table(time_to_make(survey, PROMISED, seed=effort.runs))


def time_to_make(survey: Survey, count: int, *, seed: int) -> Making:
    by_clock, by_processor = perf_counter(), process_time()
    synthesise_responses(survey=survey, count=count, seed=seed)
    return Making(perf_counter() - by_clock, process_time() - by_processor)


def ready_rows(survey: Survey, count: int) -> list[tuple[Any, ...]]:
    """Return *count* stored responses as rows, their answers as text."""
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT r.id, r.area_id, r.link_id, r.version_id, r.answers::text, r.status, "
            "r.submitted_on FROM responses_response r "
            "JOIN fieldwork_area a ON a.id = r.area_id "
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


def _table(made: list[Making], copied: list[float], count: int) -> Table:
    clock = [one.clock for one in made]
    rate = summary(count / seconds for seconds in clock)
    projected = summary(seconds / count * PROMISED for seconds in clock)
    processor = summary(one.processor / count * PROMISED for one in made)
    return Table(
        title="Synthesising responses",
        headings=["", "result"],
        rows=[
            ["responses a second", rate.shown(decimals=0)],
            [f"seconds for {PROMISED:,}, projected (aim: {PROMISED_SECONDS})", projected.shown()],
            ["of them on the processor, in this process", processor.shown()],
            ["times the floor: COPY of the same rows, ready-made", ratios(clock, copied).shown()],
        ],
        explanation=(
            "By the clock, because PostgreSQL works beside the process that makes the answers; "
            "its throw-away database does not wait for the disk. "
            "Each response goes through the walk, is rendered, validated and pruned as a person's "
            "is, and is stored with COPY. "
            f"Median of {len(made)} runs of {count:,} (lowest–highest)."
        ),
    )


def _full_table(made: Making) -> Table:
    return Table(
        title=f"Synthesising {PROMISED:,} responses",
        headings=["", "result"],
        rows=[
            ["seconds by the clock", f"{made.clock:.1f}"],
            ["of them on the processor, in this process", f"{made.processor:.1f}"],
        ],
        explanation="One run, not projected.",
    )
