"""The one registry of columns: codebook, value labels and both data sheets are made of it.

It is derived from the Instrument each time; there is no list of columns anywhere else.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field

from disclosure.missing import LABELS, NOT_ANSWERED, NOT_ASKED
from disclosure.release import Fate, sorted_by_fate
from disclosure.rows import Cell
from exports.base_rules import asked_of
from questionnaires.core.instrument import Instrument, Page, Section
from questionnaires.core.texts import fill, plain
from questionnaires.core.variables import Measure, Variable, variables

MISSING: dict[Cell, str] = {value: LABELS[value] for value in (NOT_ANSWERED, NOT_ASKED)}
"""The missing values that occur: nothing is suppressed yet."""


@dataclass(frozen=True, slots=True)
class Column:
    """One column, described for the codebook; the data of it come from `variable`.

    The two columns that stand before those of the questions have no variable. `labels` are all
    values that have a label, the missing ones included; they need not be all values.
    """

    name: str
    question: str
    measure: str
    part: str = ""
    section: str = ""
    page: str = ""
    asked_of: str = ""
    type: str = ""
    labels: Mapping[Cell, str] = field(default_factory=dict)
    variable: Variable | None = None


@dataclass(frozen=True, slots=True)
class Registry:
    """The columns of a dataset in their order, and the variables that stay inside, by reason."""

    instrument: Instrument
    columns: tuple[Column, ...]
    left_out: Mapping[Fate, list[Variable]]

    @property
    def released(self) -> list[Variable]:
        return [column.variable for column in self.columns if column.variable is not None]


def registry_of(
    instrument: Instrument, *, area_numbers: Iterable[int], texts: Mapping[str, str]
) -> Registry:
    """Return the registry for datasets of *instrument*.

    *area_numbers* are those of the survey's areas; *texts* fills placeholders in wordings.
    """
    by_fate = sorted_by_fate(variables(instrument))
    leaving = by_fate.pop(Fate.LEAVES)
    describe = _Describer(instrument, texts)
    columns = (_respondent(), _area(area_numbers), *(describe.column(one) for one in leaving))
    return Registry(instrument, columns, by_fate)


def _respondent() -> Column:
    return Column(
        name="respondent",
        question="Number of the row, given by lot for this file alone",
        asked_of="Everyone",
        measure=Measure.NUMBER,
    )


def _area(numbers: Iterable[int]) -> Column:
    labels: dict[Cell, str] = {
        number: f"Local authority area {number}" for number in sorted(numbers)
    }
    return Column(
        name="area",
        question="Local authority area, under a number given by lot",
        asked_of="Everyone",
        measure=Measure.CATEGORY,
        labels=labels,
    )


class _Describer:
    """Describes the variables of one instrument, with the wording as respondents saw it."""

    def __init__(self, instrument: Instrument, texts: Mapping[str, str]) -> None:
        self._instrument = instrument
        self._texts = texts
        self._places = {
            question.code: (section, page)
            for section, page in _pages(instrument)
            for question in page.questions
        }

    def column(self, variable: Variable) -> Column:
        question = variable.question
        section, page = self._places[question.code]
        labels: dict[Cell, str] = {
            value: self._words(label) for value, label in variable.value_labels
        }
        return Column(
            name=variable.name,
            question=self._words(question.text),
            part=self._words(variable.part),
            section=self._words(section.title),
            page=self._words(page.title),
            asked_of=fill(asked_of(self._instrument, section, page, question), self._texts),
            type=question.type.name.replace("_", " "),
            measure=variable.measure,
            labels=labels | MISSING,
            variable=variable,
        )

    def _words(self, text: str) -> str:
        return fill(plain(text), self._texts)


def _pages(instrument: Instrument) -> Iterator[tuple[Section, Page]]:
    for section in instrument.sections:
        for page in section.pages:
            yield section, page
