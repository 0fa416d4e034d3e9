"""A question of the Instrument, and the contract of the type of its answer."""

from __future__ import annotations

from abc import ABC, abstractmethod
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from datetime import date
from random import Random
from typing import Any, ClassVar, Protocol

from disclosure.vocabulary import Release
from questionnaires.core.conditions import ALWAYS, ShownWhen
from questionnaires.core.messages import gettext_noop
from questionnaires.core.months import MonthNames
from questionnaires.core.variables import Variable


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


class PostedData(Protocol):
    """The part of a posted form that answer types read, such as Django's QueryDict."""

    def get(self, key: str) -> Any: ...
    def getlist(self, key: str) -> list[Any]: ...


class AnswerError(Exception):
    """An answer that cannot be stored: a sentence for the respondent and the input to mend.

    `message` is an untranslated format string for `parameters`, in which numbers stand as
    numbers and a month as its first day, to be written in the reader's language; `input_id` the
    HTML id. Where several parts of an answer are wrong, the first error brings the `others` along.
    """

    def __init__(self, message: str, input_id: str, **parameters: Any) -> None:
        super().__init__(message % parameters if parameters else message)
        self.message = message
        self.input_id = input_id
        self.parameters = parameters
        self.others: Sequence[AnswerError] = ()


class TooManyCombinations(Exception):
    """More different answers than anybody could go through."""


class AnswerMissing(AnswerError):
    """A required question that was left blank: nothing wrong to lose, only something to add."""


@dataclass(frozen=True, slots=True)
class Filled:
    """How an answer shows in its form: the ticked inputs and the texts, by input key."""

    ticked: frozenset[str] = frozenset()
    texts: dict[str, str] = field(default_factory=dict)


SECONDS_A_DECISION = 4
"""Our allowance for choosing once: one question, or one row of a grid."""

SECONDS_A_TEXT = 45
"""Our allowance for an open question: most are left blank, some get a few sentences."""


class AnswerType(ABC):
    """The whole life of one kind of answer; stateless, one instance serves all questions.

    A *posted* value is what the form sent, of the same shape as a stored value but unchecked; a
    *stored* value is JSON. None means left blank. Keys of inputs are choice codes, `row.choice`
    for grids, and the empty string for a single box.
    """

    name: ClassVar[str]
    takes: ClassVar[frozenset[str]] = frozenset()
    """Fields of a definition, beyond those of every question, that this type understands."""
    needs: ClassVar[frozenset[str]] = frozenset()
    """Those of `takes` that it cannot do without."""
    choice_takes: ClassVar[frozenset[str]] = frozenset()
    """Which of `exclusive`, `off_scale` and `specify` its choices understand."""
    succeeds: ClassVar[frozenset[str]] = frozenset()
    """Other types of which every stored answer is one of this type too, so that a later version may
    ask a question of theirs as one of this type."""
    may_route: ClassVar[bool] = False
    """Whether a condition may ask for choices of such a question."""
    required_message: ClassVar[str] = gettext_noop("Give an answer")
    decisive_message: ClassVar[str] = gettext_noop(
        "Give an answer: the next questions depend on it"
    )
    """What a blank is told where a condition reads the question."""

    @abstractmethod
    def posted(self, question: Question, data: PostedData) -> Any:
        """Return what the form sent for *question*, unchecked."""

    def in_figures(self, posted: Any, months: MonthNames) -> Any:
        """Return a *posted* value with what the reader's language names in figures: its *months*.

        English names are understood without it.
        """
        return posted

    @abstractmethod
    def cleaned(self, question: Question, posted: Any) -> Any:
        """Return the value to store, None for a blank; raise AnswerError."""

    @abstractmethod
    def filled(self, question: Question, value: Any) -> Filled:
        """Return how a posted or stored *value* shows in the form."""

    @abstractmethod
    def reading(self, question: Question, value: Any) -> Sequence[str | date]:
        """Return the lines in which a stored *value* is read back to the respondent.

        A line that is a date is written in the reader's language by whoever shows it.
        """

    @abstractmethod
    def variables(self, question: Question) -> Iterator[Variable]:
        """Yield the columns that *question* becomes in a dataset."""

    @abstractmethod
    def sample(self, question: Question, random: Random) -> Any:
        """Return a made-up posted value, for synthetic responses and property tests."""

    def codes(self, value: Any) -> frozenset[str]:
        """Return the choice codes in a stored *value*, which conditions compare with."""
        return frozenset()

    def overlaps(self, question: Question, sets: Sequence[frozenset[str]]) -> set[int]:
        """Return with which of *sets*, of choice codes, the codes of one answer can overlap.

        Each number stands for one way to answer, with the bit `1 << n` for an overlap with the set
        at n. Raise TooManyCombinations.
        """
        return {0}

    def first_input_id(self, question: Question) -> str:
        """Return the HTML id on which an error about *question* lands."""
        return f"id_{question.code}"

    def max_length(self, question: Question) -> int | None:
        """Return how many characters may be typed, None where nothing is typed."""
        return None

    def keypad(self, question: Question) -> str:
        """Return the keys that a phone shows for the box, as HTML's `inputmode` names them."""
        return "text"

    def box_rows(self, question: Question) -> int:
        """Return how many lines of text the box shows at once."""
        return 1

    def seconds(self, question: Question) -> float:
        """Return our allowance for answering *question*, once it is read."""
        return SECONDS_A_TEXT

    def may_be(self, number: int, *, minimum: float | None) -> bool:
        """Return whether *number* may stand in a dataset for an answer of at least *minimum*."""
        return False

    def described_by(self, question: Question) -> list[str]:
        """Return the ids of further descriptions that the type's template gives its input."""
        return []

    def clean(self, question: Question, posted: Any) -> Any:
        """Return the value to store; raise AnswerError if it is wrong, or missing but required."""
        value = self.cleaned(question, posted)
        if value is None and question.required:
            message = self.decisive_message if question.decides else self.required_message
            raise AnswerMissing(message, self.first_input_id(question))
        return value
