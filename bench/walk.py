"""The walk alone: which pages and questions a respondent meets, derived from the answers."""

from __future__ import annotations

import json
from collections.abc import Iterator

from bench.report import Table
from bench.timing import Effort, cpu_seconds, ratios, summary
from questionnaires.core.instrument import Instrument
from questionnaires.core.routing import walk
from questionnaires.selectors import instrument_of
from simulation.surveys import larc7, practitioner_answers

MICROSECONDS = 1_000_000
RUNS = 3
"""How often each is timed for each run asked for: they are short."""


def measure(effort: Effort) -> Iterator[Table]:
    """Yield the table about the walk of a full practitioner route."""
    instrument = instrument_of(larc7().pk)
    answers = practitioner_answers(instrument)
    document = json.dumps(answers)
    times = 100 if effort.quick else 500
    walks, loads, loops = [], [], []
    for _ in range(effort.runs * RUNS):
        walks.append(cpu_seconds(lambda: list(walk(instrument, answers)), times=times))
        loads.append(cpu_seconds(lambda: json.loads(document), times=times))
        loops.append(cpu_seconds(lambda: every_question(instrument), times=times))
    pages = len(list(walk(instrument, answers)))
    yield _table(walks, loads, loops, f"{pages} pages, {len(answers)} questions")


def every_question(instrument: Instrument) -> list[str]:
    """Go through all pages and questions without asking for any condition."""
    return [
        question.code
        for section in instrument.sections
        for page in section.pages
        for question in page.questions
    ]


def _table(walks: list[float], loads: list[float], loops: list[float], route: str) -> Table:
    rows = [("the walk", walks), ("floor: json.loads of the answers", loads), ("loop", loops)]
    return Table(
        title="The walk of a whole route",
        headings=["", "µs", "the walk: times this"],
        rows=[
            [name, summary(spent).shown(MICROSECONDS), ratios(walks, spent).shown(decimals=2)]
            for name, spent in rows
        ],
        explanation=(
            f"One walk of a LARC 7 practitioner route ({route}), without database. The floor is "
            "json.loads of the same answers, because every request has to read them before it can "
            "route anything. The loop goes through all pages and questions of LARC 7 and "
            "asks for no condition: what is above it is the price of the conditions. Median of "
            f"{len(walks)} runs (lowest–highest)."
        ),
    )
