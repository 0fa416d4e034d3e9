"""Making the files of an export: read the responses, protect the table, write each format."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from contextlib import AbstractContextManager
from dataclasses import replace
from typing import BinaryIO

from django.utils import timezone

from disclosure.table import protect
from exports.dataset import answered_versions, read_dataset, submitted_responses
from exports.formats import FORMATS, Format
from exports.formats.content import Facts, sheets_of
from exports.models import Export

Progress = Callable[[int, int], None]
"""Told the steps that are done, and how many there are in all."""

STEPS_OF_A_FORMAT = 2
"""Steps for each response: in every format it is written as codes, and as labels."""

Open = Callable[[Format], AbstractContextManager[BinaryIO]]


class _Steps:
    """Counts steps: one for each response that is read, and those of each format."""

    def __init__(self, progress: Progress, *, responses: int) -> None:
        self._progress, self._done = progress, 0
        self._total = responses * (1 + STEPS_OF_A_FORMAT * len(FORMATS))

    def step(self) -> None:
        self._done += 1
        self._progress(self._done, self._total)


def write_export(
    export: Export, open_file: Open, *, area_numbers: Mapping[int, int], progress: Progress
) -> int:
    """Write the files of *export*, one in each format; return how many responses they hold.

    All of them hold the same rows in the same order. *open_file* opens the file of a format, and
    *area_numbers* gives the number of each area by its id.
    """
    survey = export.survey
    responses = submitted_responses(survey, cut_off=export.cut_off)
    answered = answered_versions(responses)
    steps = _Steps(progress, responses=sum(answered.values()))
    read = read_dataset(
        survey, responses, answered=answered, area_numbers=area_numbers, step=steps.step
    )
    dataset = replace(read, table=protect(read.table))
    facts = Facts(survey, export.cut_off, export.is_interim)
    for one in FORMATS.values():
        with open_file(one) as target:
            sheets = sheets_of(facts, dataset)
            one.write(target, sheets, title=survey.title, day=timezone.localdate(), step=steps.step)
    return len(dataset.table)
