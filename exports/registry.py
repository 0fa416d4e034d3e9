"""The one registry of columns: codebook, value labels and both data sheets are made of it.

It is derived from the Instruments each time; there is no list of columns anywhere else. Where the
responses of a survey answer several versions of its questionnaire, the columns are those of all of
them. A code means the same in each version (`questionnaires.core.succession`), so a column is known
by its name.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field

from disclosure.missing import LABELS, NOT_ANSWERED, NOT_ASKED
from disclosure.release import ReleaseDecision, release_decision_over_versions
from disclosure.rows import Cell
from disclosure.vocabulary import Measure
from exports.base_rules import asked_of
from questionnaires.core.instrument import Instrument, Page, Section
from questionnaires.core.texts import fill, plain
from questionnaires.core.variables import Variable

MISSING: dict[Cell, str] = {value: LABELS[value] for value in (NOT_ANSWERED, NOT_ASKED)}
"""The missing values that occur: nothing is suppressed yet."""

Versions = Mapping[int, Instrument]
"""Numbers of the versions of one questionnaire and their instruments, newest first."""

Held = Mapping[int, Variable]
"""One variable as the versions hold that have it, by their numbers, newest first."""


@dataclass(frozen=True, slots=True)
class Column:
    """One column, described for the codebook; the data of it come from `held`.

    The two columns that stand before those of the questions are held by no version. `labels` are
    all values that have a label, the missing ones included; they need not be all values.
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
    held: Held = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Registry:
    """The columns of a dataset in their order, and the variables that stay inside, by reason."""

    versions: Versions
    columns: tuple[Column, ...]
    left_out: Mapping[ReleaseDecision, list[str]]

    @property
    def title(self) -> str:
        return next(iter(self.versions.values())).title

    def released(self, version: int) -> list[Variable | None]:
        """Return what each column of a question reads in *version*, None where it holds none."""
        return [column.held.get(version) for column in self.columns if column.held]


def registry_of(
    versions: Versions, *, area_numbers: Iterable[int], texts: Mapping[str, str]
) -> Registry:
    """Return the registry for datasets of the responses to *versions* of a questionnaire.

    The columns of the newest version come first, then those that only earlier ones have.
    *area_numbers* are those of the survey's areas; *texts* fills placeholders in wordings.
    """
    left_out: dict[ReleaseDecision, list[str]] = {
        one: [] for one in ReleaseDecision if one is not ReleaseDecision.LEAVES
    }
    columns = [_respondent(), _area(area_numbers)]
    describe = _Describer(versions, texts)
    for name, held in _by_name(versions).items():
        becomes = release_decision_over_versions(held.values())
        if becomes is ReleaseDecision.LEAVES:
            columns.append(describe.column(held))
        else:
            left_out[becomes].append(name)
    return Registry(versions, tuple(columns), left_out)


def _by_name(versions: Versions) -> dict[str, dict[int, Variable]]:
    by_name: dict[str, dict[int, Variable]] = {}
    for number, instrument in versions.items():
        for variable in instrument.variables():
            by_name.setdefault(variable.name, {})[number] = variable
    return by_name


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
    """Describes the variables of some versions, with the wording as respondents saw it.

    Where versions differ in their wording, that of the newest one stands.
    """

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

    def column(self, held: Held) -> Column:
        number, variable = next(iter(held.items()))
        question = self._versions[number].questions[variable.question]
        section, page = self._section_and_page[number][question.code]
        return Column(
            name=variable.name,
            question=self._words(question.text),
            part=self._words(variable.part),
            section=self._words(section.title),
            page=self._words(page.title),
            asked_of=self._asked_of(held),
            type=question.type.name.replace("_", " "),
            measure=variable.measure,
            labels=self._labels(held) | MISSING,
            held=held,
        )

    def _labels(self, held: Held) -> dict[Cell, str]:
        labels: dict[Cell, str] = {}
        for variable in held.values():
            for value, label in variable.value_labels:
                labels.setdefault(value, self._words(label))
        return labels

    def _asked_of(self, held: Held) -> str:
        """Return who was asked, in each version where that differs."""
        rules = {number: self._rule(number, held.get(number)) for number in self._versions}
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
