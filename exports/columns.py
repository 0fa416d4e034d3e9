"""Which columns a dataset has, and what each is: derived from the Instruments, listed nowhere else.

Where the responses of a survey answer several versions of its questionnaire, the columns are those
of all of them. A code means the same in each version (`questionnaires.core.succession`), so a
column is known by its name.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass

from disclosure.missing import LABELS, NOT_ANSWERED, NOT_ASKED
from disclosure.release import release_decision_over_versions
from disclosure.table import Column
from disclosure.vocabulary import Cell, Measure
from questionnaires.core.base_rules import asked_of
from questionnaires.core.instrument import Instrument, Page, Section
from questionnaires.core.texts import fill, plain
from questionnaires.core.variables import Variable

MISSING: dict[Cell, str] = {value: LABELS[value] for value in (NOT_ANSWERED, NOT_ASKED)}
"""The missing values that occur: nothing is suppressed yet."""

Versions = Mapping[int, Instrument]
"""Numbers of the versions of one questionnaire and their instruments, newest first."""


@dataclass(frozen=True, slots=True)
class Described:
    """A column, and the variable that each version has for it, by their numbers, newest first."""

    column: Column
    variables: Mapping[int, Variable]


def area_column(numbers: Iterable[int]) -> Column:
    """Return the column of areas, under the *numbers* that were drawn for them."""
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


def described_columns(versions: Versions, texts: Mapping[str, str]) -> Iterator[Described]:
    """Yield the column of every variable of *versions*, and whether it may leave.

    Those of the newest version come first, then those that only earlier ones have. *texts* fills
    placeholders in wordings; where versions differ in them, that of the newest one stands.
    """
    describe = _Describer(versions, texts)
    for variables in _by_name(versions).values():
        yield Described(describe.column(variables), variables)


def _by_name(versions: Versions) -> dict[str, dict[int, Variable]]:
    by_name: dict[str, dict[int, Variable]] = {}
    for number, instrument in versions.items():
        for variable in instrument.variables():
            by_name.setdefault(variable.name, {})[number] = variable
    return by_name


class _Describer:
    """Describes variables, with the wording as respondents saw it."""

    def __init__(self, versions: Versions, texts: Mapping[str, str]) -> None:
        self._versions = versions
        self._texts = texts
        self._section_and_page = {
            number: {
                question.code: (section, page)
                for section, page in _pages(instrument)
                for question in page.questions
            }
            for number, instrument in versions.items()
        }

    def column(self, variables: Mapping[int, Variable]) -> Column:
        number, variable = next(iter(variables.items()))
        question = self._versions[number].questions[variable.question]
        section, page = self._section_and_page[number][question.code]
        return Column(
            name=variable.name,
            question=self._words(question.text),
            measure=variable.measure,
            becomes=release_decision_over_versions(variables.values()),
            part=self._words(variable.part),
            section=self._words(section.title),
            page=self._words(page.title),
            asked_of=self._asked_of(variables),
            type=question.type.name.replace("_", " "),
            labels=self._labels(variables) | MISSING,
        )

    def _labels(self, variables: Mapping[int, Variable]) -> dict[Cell, str]:
        labels: dict[Cell, str] = {}
        for variable in variables.values():
            for value, label in variable.value_labels:
                labels.setdefault(value, self._words(label))
        return labels

    def _asked_of(self, variables: Mapping[int, Variable]) -> str:
        """Return who was asked, in each version where that differs."""
        rules = {number: self._rule(number, variables.get(number)) for number in self._versions}
        if len(set(rules.values())) == 1:
            return next(iter(rules.values()))
        return ". ".join(f"Version {number}: {rule}" for number, rule in rules.items())

    def _rule(self, number: int, variable: Variable | None) -> str:
        if variable is None:
            return "nobody"
        section, page = self._section_and_page[number][variable.question]
        question = self._versions[number].questions[variable.question]
        rule = asked_of(self._versions[number], section, page, question)
        return fill(rule, self._texts)

    def _words(self, text: str) -> str:
        return fill(plain(text), self._texts)


def _pages(instrument: Instrument) -> Iterator[tuple[Section, Page]]:
    for section in instrument.sections:
        for page in section.pages:
            yield section, page
