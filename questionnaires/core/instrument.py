"""The Instrument: one version of a questionnaire, compiled, frozen, complete.

Everything that asks, checks, shows or exports reads this and nothing else. Order of tuples is the
order in which a respondent meets things. Codes are stable; labels are the instrument's wording.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import StrEnum
from functools import cached_property
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from questionnaires.core.answer_types import AnswerType


class Operator(StrEnum):
    """What a condition asks of an earlier answer."""

    ANY_OF = "any_of"
    NONE_OF = "none_of"
    ANSWERED = "answered"


class Match(StrEnum):
    """How several conditions combine."""

    ALL = "all"
    ANY = "any"


class Release(StrEnum):
    """What may leave the database of a question's answers; undeclared is `drop`."""

    KEEP = "keep"
    RECODE = "recode"
    FREE_TEXT = "free_text"
    DROP = "drop"


@dataclass(frozen=True, slots=True)
class Condition:
    question: str
    operator: Operator
    choices: frozenset[str] = frozenset()


@dataclass(frozen=True, slots=True)
class ShownWhen:
    """Conditions of a section, page or question; none at all means always shown."""

    match: Match = Match.ALL
    conditions: tuple[Condition, ...] = ()


ALWAYS = ShownWhen()


@dataclass(frozen=True, slots=True)
class Choice:
    """An option of a question or a scale point of a grid.

    `value` is its number in datasets; `specify` the label of its text box, empty for none.
    `exclusive` ones stand alone; `off_scale` ones are no point of the scale of the others.
    """

    code: str
    label: str
    value: int
    exclusive: bool = False
    off_scale: bool = False
    specify: str = ""


@dataclass(frozen=True, slots=True)
class GridRow:
    code: str
    label: str
    specify: str = ""


@dataclass(frozen=True, slots=True)
class RecodeGroup:
    code: str
    label: str
    value: int
    choices: frozenset[str]


@dataclass(frozen=True, slots=True)
class Recode:
    """A coarser variable made from a question's choices, such as 18 agencies in 7 groups."""

    code: str
    label: str
    groups: tuple[RecodeGroup, ...]


@dataclass(frozen=True, slots=True)
class Limits:
    """What a typed answer must keep to; None means no limit."""

    max_length: int | None = None
    minimum: float | None = None
    maximum: float | None = None
    decimals: int = 0


@dataclass(frozen=True, slots=True, eq=False)
class Question:
    """One question; `variable` is the stem of its column names in datasets.

    `decides` says that some condition reads it, so that it depends on its answer what comes next.
    Compared by identity, as there is one of each in a process: what is made of a question, such as
    its form, can be kept under it at no cost.
    """

    code: str
    type: AnswerType
    text: str
    hint: str = ""
    required: bool = False
    decides: bool = False
    variable: str = ""
    release: Release = Release.DROP
    choices: tuple[Choice, ...] = ()
    rows: tuple[GridRow, ...] = ()
    recodes: tuple[Recode, ...] = ()
    limits: Limits = Limits()
    shown_when: ShownWhen = ALWAYS


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
    start_panels: tuple[Panel, ...]
    sections: tuple[Section, ...]
    questions: Mapping[str, Question] = field(repr=False)
    pages: Mapping[str, Page] = field(repr=False)
    section_of: Mapping[str, Section] = field(repr=False)
    sources: frozenset[str] = field(repr=False)

    @cached_property
    def decide_about_sections(self) -> frozenset[str]:
        """Codes of the questions on which it depends which sections are shown."""
        return frozenset(
            condition.question
            for section in self.sections
            for condition in section.shown_when.conditions
        )
