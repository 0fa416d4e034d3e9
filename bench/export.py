"""The export of a survey, against zlib alone on the same XML."""

from __future__ import annotations

import json
import subprocess
import sys
import zlib
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import timedelta
from pathlib import Path
from time import process_time
from zipfile import ZipFile

from django.conf import settings
from django.utils import timezone

from accounts.actions import create_user
from accounts.models import User
from accounts.permissions import Role
from bench.report import Table
from bench.timing import Effort, ratios, summary
from exports.actions import request_export
from fieldwork.actions import add_member
from fieldwork.models import Survey
from responses.actions import synthesise_responses
from simulation.surveys import new_survey

RESPONSES, RESPONSES_QUICK = 20_000, 1000
LEVEL = 6
PIECE = 2**20
MEGABYTE = 1_000_000


@dataclass(frozen=True, slots=True)
class Outcome:
    """One export and its floor: seconds, of the processor where it does not say, and bytes."""

    clock_seconds: float
    export_seconds: float
    floor_seconds: float
    memory_before: int
    memory_peak: int
    file_size: int
    xml_size: int


def measure(effort: Effort) -> Iterator[Table]:
    """Yield the table about exports of a closed survey."""
    count = RESPONSES_QUICK if effort.quick else RESPONSES
    survey, lead = closed_survey(count)
    outcomes = [outcome(survey, lead) for _ in range(min(effort.runs, 3))]
    yield _table(outcomes, count)


def closed_survey(count: int) -> tuple[Survey, User]:
    """Return a survey that is over, its grace too, with *count* responses, and its lead."""
    last_day = timezone.localdate() - timedelta(days=1, hours=settings.GRACE_HOURS)
    survey = new_survey("export", opens_on=last_day - timedelta(days=30), closes_on=last_day)
    synthesise_responses(survey=survey, count=count, seed=1)
    lead = create_user(email="lead@survey.example", name="Lead (synthetic)", password=None)
    add_member(actor=None, user=lead, survey=survey, role=Role.LEAD)
    return survey, lead


def outcome(survey: Survey, lead: User) -> Outcome:
    """Make one export in a process of its own, then compress its sheets again."""
    export = request_export(actor=lead, survey=survey)
    child = subprocess.run(
        [sys.executable, "-m", "bench.export_process", str(export.pk)],
        check=True,
        stdout=subprocess.PIPE,
        text=True,
    )
    path = Path(export.files.get(format="xlsx").file.path)
    floor_seconds, xml_size = compressed_again(path)
    return Outcome(
        **json.loads(child.stdout),
        floor_seconds=floor_seconds,
        file_size=path.stat().st_size,
        xml_size=xml_size,
    )


def compressed_again(workbook: Path) -> tuple[float, int]:
    """Return the seconds that zlib needs for the XML of all sheets, and the size of that XML.

    The clock runs while zlib works and stands while the XML is read out of the file.
    """
    seconds, size = 0.0, 0
    with ZipFile(workbook) as archive:
        for name in archive.namelist():
            if name.startswith("xl/worksheets/"):
                compressor = zlib.compressobj(LEVEL)
                with archive.open(name) as sheet:
                    while piece := sheet.read(PIECE):
                        started = process_time()
                        compressor.compress(piece)
                        seconds += process_time() - started
                        size += len(piece)
    return seconds, size


def _table(outcomes: list[Outcome], count: int) -> Table:
    export = [one.export_seconds for one in outcomes]
    floor = [one.floor_seconds for one in outcomes]
    before = summary(one.memory_before / MEGABYTE for one in outcomes)
    peak = summary(one.memory_peak / MEGABYTE for one in outcomes)
    first = outcomes[0]
    return Table(
        title=f"Export of {count:,} responses",
        headings=["", "result"],
        rows=[
            ["seconds by the clock", summary(one.clock_seconds for one in outcomes).shown()],
            ["processor seconds of the export", summary(export).shown()],
            [f"processor seconds of the floor: zlib, level {LEVEL}", summary(floor).shown()],
            ["times the floor", ratios(export, floor).shown()],
            ["peak memory, MB", peak.shown(decimals=0)],
            ["peak memory before the export began, MB", before.shown(decimals=0)],
            ["size of the workbook, MB", f"{first.file_size / MEGABYTE:.1f}"],
            ["size of the XML of its sheets, MB", f"{first.xml_size / MEGABYTE:.1f}"],
        ],
        explanation=(
            "Each export runs as a worker would run it, in a new process, so that the peak of its "
            "memory is its own: reading and routing the responses, shuffling the rows, and the "
            "files of all formats, each with both tables of data (codes and labels), codebook and "
            "value labels. The floor compresses the XML of the sheets of the same workbook and "
            f"does nothing else. Median of {len(outcomes)} runs (lowest–highest)."
        ),
    )
