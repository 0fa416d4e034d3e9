"""The Instrument: one version of a questionnaire, compiled, frozen, complete.

Everything that asks, checks, shows or exports reads this and nothing else. Order of tuples is the
order in which a respondent meets things. Codes are stable; labels are the instrument's wording.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from functools import cached_property

from questionnaires.core.conditions import ALWAYS, ShownWhen
from questionnaires.core.parameters import Parameter
from questionnaires.core.question import Choice, Question, RecodeGroup
from questionnaires.core.variables import Variable


@dataclass(frozen=True, slots=True)
class ContinuumStep:
    name: str
    description: str


@dataclass(frozen=True, slots=True, eq=False)
class Panel:
    """Information to read, which may stand on several pages; compared by identity."""

    code: str
    title: str
    body: str
    steps: tuple[ContinuumStep, ...] = ()
    source: str = ""


@dataclass(frozen=True, slots=True)
class Page:
    code: str
    title: str
    text: str
    panels: tuple[Panel, ...]
    questions: tuple[Question, ...]
    shown_when: ShownWhen = ALWAYS


@dataclass(frozen=True, slots=True)
class Section:
    code: str
    title: str
    pages: tuple[Page, ...]
    shown_when: ShownWhen = ALWAYS


@dataclass(frozen=True)
class Instrument:
    """A compiled version, in one language.

    `questions`, `pages` and `section_of` are look-ups by code over the same objects as `sections`;
    `sources` are the codes of the questions that some condition reads.
    """

    slug: str
    language: str
    title: str
    parameters: tuple[Parameter, ...]
    headcounts: str | None
    start_panels: tuple[Panel, ...]
    sections: tuple[Section, ...]
    questions: Mapping[str, Question] = field(repr=False)
    pages: Mapping[str, Page] = field(repr=False)
    section_of: Mapping[str, Section] = field(repr=False)
    sources: frozenset[str] = field(repr=False)

    @cached_property
    def headcount_groups(self) -> tuple[RecodeGroup, ...]:
        """The groups in which headcounts are given; none where they are for whole areas."""
        recodes = (recode for question in self.questions.values() for recode in question.recodes)
        named = (recode.groups for recode in recodes if recode.code == self.headcounts)
        return next(named, ())

    @cached_property
    def headcount_choices(self) -> Mapping[str, Choice]:
        """The choices that those groups put together, by code."""
        for question in self.questions.values():
            if self.headcounts in {recode.code for recode in question.recodes}:
                return {choice.code: choice for choice in question.choices}
        return {}

    @cached_property
    def decide_about_sections(self) -> frozenset[str]:
        """Codes of the questions on which it depends which sections are shown."""
        return frozenset(
            condition.question
            for section in self.sections
            for condition in section.shown_when.conditions
        )

    def variables(self) -> Iterator[Variable]:
        """Yield every variable in the order of the questions, whatever its release."""
        for question in self.questions.values():
            yield from question.type.variables(question)
