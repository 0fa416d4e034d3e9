"""Making the file of an export: read the responses, shuffle them, write the workbook."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from typing import BinaryIO, TypeVar

from django.db.models import Count, QuerySet
from django.utils import timezone

from disclosure.rows import Rows
from exports.dataset import Dataset
from exports.models import Export
from exports.registry import Registry, Versions, registry_of
from exports.sheets import Facts, plan_workbook
from exports.workbook import WorkbookFile
from fieldwork.models import Survey
from fieldwork.selectors import texts_of
from questionnaires.selectors import instrument_of
from responses.models import Response

Progress = Callable[[int, int], None]
"""Told the steps that are done, and how many there are in all."""

STEPS = 3
"""Steps for each response: it is read, written as codes, and written as labels."""

CHUNK = 500
"""Responses that are in memory at once while they are read; a long one has some 5 kB."""

Item = TypeVar("Item")


def write_dataset(
    export: Export, target: BinaryIO, *, area_numbers: Mapping[int, int], progress: Progress
) -> int:
    """Write the workbook of *export* into *target*; return how many responses it holds.

    *area_numbers* gives the number of each area by its id.
    """
    responses = submitted_responses(export)
    counts = _count_by_version(responses)
    registry = _registry(export.survey, _versions(export.survey, counts), area_numbers)
    steps = _Steps(progress, total=STEPS * sum(counts.values()))
    rows = _read(responses, Dataset(registry), area_numbers, steps)
    rows.shuffle()
    _write(export, registry, rows, target, steps)
    return len(rows)


def submitted_responses(export: Export) -> QuerySet[Response]:
    return Response.objects.filter(
        area__survey=export.survey,
        status=Response.Status.SUBMITTED,
        submitted_on__lte=export.cut_off,
    )


def _count_by_version(responses: QuerySet[Response]) -> dict[tuple[int, int], int]:
    """Return how many *responses* each version has, by its number and its key."""
    counted = responses.values_list("version__number", "version_id").annotate(Count("pk"))
    return {(number, key): count for number, key, count in counted.order_by()}


def _versions(survey: Survey, answered: Iterable[tuple[int, int]]) -> Versions:
    """Return the versions that were *answered* and the one that *survey* asks now.

    Raise ValueError for those of different questionnaires, in which one code may mean two things.
    """
    asked = {*answered, (survey.version.number, survey.version_id)}
    instruments = [(number, instrument_of(key)) for number, key in sorted(asked, reverse=True)]
    if len({instrument.slug for _, instrument in instruments}) > 1:
        raise ValueError("Responses to different questionnaires cannot stand in one dataset.")
    return dict(instruments)


def _registry(survey: Survey, versions: Versions, area_numbers: Mapping[int, int]) -> Registry:
    # Wordings may name the respondent's area; a dataset must not, so a phrase stands for it.
    return registry_of(
        versions,
        area_numbers=area_numbers.values(),
        texts=texts_of(survey, area_name="[local authority]"),
    )


class _Steps:
    def __init__(self, progress: Progress, *, total: int) -> None:
        self._progress, self._done, self._total = progress, 0, total

    def counted(self, items: Iterable[Item]) -> Iterator[Item]:
        """Yield *items*, each a step done when the next one is asked for."""
        for item in items:
            yield item
            self._done += 1
            self._progress(self._done, self._total)


def _read(
    responses: QuerySet[Response],
    dataset: Dataset,
    area_numbers: Mapping[int, int],
    steps: _Steps,
) -> Rows:
    """Return the rows of *responses*: one query, so one snapshot, through a server-side cursor.

    No key, link, date or order is read with the answers.
    """
    rows = Rows()
    stored = responses.order_by().values_list("version__number", "area_id", "answers")
    for version, area_id, answers in steps.counted(stored.iterator(chunk_size=CHUNK)):
        rows.append(dataset.row(version, area_numbers[area_id], answers))
    return rows


def _write(export: Export, registry: Registry, rows: Rows, target: BinaryIO, steps: _Steps) -> None:
    facts = Facts(export.survey, export.cut_off, export.is_interim)
    today = timezone.localdate()
    with WorkbookFile(target, title=export.survey.title, day=today) as workbook:
        for plan in plan_workbook(facts, registry, rows):
            with workbook.sheet(
                plan.title, headings=plan.headings, widths=plan.widths, is_wrapped=not plan.is_data
            ) as sheet:
                for row in steps.counted(plan.rows) if plan.is_data else plan.rows:
                    sheet.append(row)
