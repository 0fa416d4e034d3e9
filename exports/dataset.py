"""Stored answers as one table, each response read once (disclosure rules, Datasets 8)."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.db.models import Count, QuerySet

from disclosure.missing import NOT_ANSWERED, NOT_ASKED
from disclosure.release import ReleaseDecision
from disclosure.table import Table
from disclosure.vocabulary import Cell
from exports.columns import Versions, area_column, described_columns
from fieldwork.models import Survey
from fieldwork.selectors import texts_of
from questionnaires.core.routing import walk
from questionnaires.core.variables import Variable
from questionnaires.selectors import instrument_of
from responses.counted import counted_responses
from responses.models import Response

CHUNK = 500
"""Responses that are in memory at once while they are read; a long one has some 5 kB."""

Step = Callable[[], None]
"""Called after each response that was read."""


@dataclass(frozen=True, slots=True)
class Dataset:
    """The table of a survey's answers, and the names of the variables that are not in it."""

    title: str
    versions: Sequence[int]
    table: Table
    left_out: Mapping[ReleaseDecision, list[str]]


def submitted_responses(survey: Survey, *, cut_off: date) -> QuerySet[Response]:
    """Return the responses to *survey* that count, sent by the end of the day *cut_off*."""
    return counted_responses(until=cut_off).filter(area__survey=survey)


def answered_versions(responses: QuerySet[Response]) -> dict[tuple[int, int], int]:
    """Return how many *responses* each version has, by its number and its key."""
    counted = responses.values_list("version__number", "version_id").annotate(Count("pk"))
    return {(number, key): count for number, key, count in counted.order_by()}


def read_dataset(
    survey: Survey,
    responses: QuerySet[Response],
    *,
    answered: Iterable[tuple[int, int]],
    area_numbers: Mapping[int, int],
    step: Step,
) -> Dataset:
    """Return the answers of *responses* to *survey* in the columns that may leave.

    *answered* are numbers and keys of their versions; *area_numbers* gives the number of each area
    by its id.
    """
    # Wordings may name the respondent's area; a dataset must not, so a phrase stands for it.
    texts = texts_of(survey, area_name="[local authority]")
    versions = _versions(survey, answered)
    reader = Reader(versions, area_numbers=area_numbers.values(), texts=texts)
    return reader.dataset(_rows(responses, reader, area_numbers, step))


def _versions(survey: Survey, answered: Iterable[tuple[int, int]]) -> Versions:
    """Return the versions that were *answered* and the one that *survey* asks now.

    Raise ValueError for those of different questionnaires, in which one code may mean two things.
    """
    asked = {*answered, (survey.version.number, survey.version_id)}
    instruments = [(number, instrument_of(key)) for number, key in sorted(asked, reverse=True)]
    if len({instrument.slug for _, instrument in instruments}) > 1:
        raise ValueError("Responses to different questionnaires cannot stand in one dataset.")
    return dict(instruments)


def _rows(
    responses: QuerySet[Response], reader: Reader, area_numbers: Mapping[int, int], step: Step
) -> Iterator[list[Cell]]:
    """Yield the row of each response: one query, so one snapshot, through a server-side cursor.

    No key, link, date or order is read with the answers.
    """
    stored = responses.order_by().values_list("version__number", "area_id", "answers")
    for version, area_id, answers in stored.iterator(chunk_size=CHUNK):
        yield reader.row(version, area_numbers[area_id], answers)
        step()


class Reader:
    """Reads answers to some versions of a questionnaire into the columns that may leave.

    *area_numbers* are those of the survey's areas; *texts* fills placeholders in wordings.
    """

    def __init__(
        self, versions: Versions, *, area_numbers: Iterable[int], texts: Mapping[str, str]
    ) -> None:
        self._versions = versions
        self._area = area_column(area_numbers)
        self._described = list(described_columns(versions, texts))
        self._leaving = [
            one for one in self._described if one.column.becomes is ReleaseDecision.LEAVES
        ]
        self._variables = {
            number: [one.variables.get(number) for one in self._leaving] for number in versions
        }

    def row(self, version: int, area_number: int, answers: Mapping[str, Any]) -> list[Cell]:
        """Return the cells of one response to *version*.

        The walk says what was asked, so a blank is told from a question off the route, and an
        answer that should not be there cannot slip in.
        """
        route = walk(self._versions[version], answers)
        asked = {question.code for route_page in route for question in route_page.questions}
        cells = (_cell(one, asked, answers) for one in self._variables[version])
        return [area_number, *cells]

    def dataset(self, rows: Iterable[Sequence[Cell]]) -> Dataset:
        table = Table([self._area, *(one.column for one in self._leaving)])
        table.extend(rows)
        title = next(iter(self._versions.values())).title
        return Dataset(title, sorted(self._versions), table, self._left_out())

    def _left_out(self) -> dict[ReleaseDecision, list[str]]:
        names: dict[ReleaseDecision, list[str]] = {
            one: [] for one in ReleaseDecision if one is not ReleaseDecision.LEAVES
        }
        for one in self._described:
            if one.column.becomes in names:
                names[one.column.becomes].append(one.column.name)
        return names


def _cell(variable: Variable | None, asked: set[str], answers: Mapping[str, Any]) -> Cell:
    """Return what *variable* reads; it is None where the respondent's version does not hold it."""
    if variable is None or variable.question not in asked:
        return NOT_ASKED
    value = answers.get(variable.question)
    cell = None if value is None else variable.read(value)
    return NOT_ANSWERED if cell is None else cell
