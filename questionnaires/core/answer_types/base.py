"""The contract of an answer type, and what several of them share."""

from __future__ import annotations

import unicodedata
from abc import ABC, abstractmethod
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from datetime import date
from functools import lru_cache
from random import Random
from typing import TYPE_CHECKING, Any, ClassVar, Protocol

from questionnaires.core.characters import is_blank, without_unstored
from questionnaires.core.instrument import Release
from questionnaires.core.messages import gettext_noop
from questionnaires.core.months import MonthNames
from questionnaires.core.texts import plain
from questionnaires.core.variables import Measure, Variable

if TYPE_CHECKING:
    from questionnaires.core.instrument import Choice, GridRow, Question

SPECIFY_MAX_LENGTH = 250

FIRST_STRONG_ISOLATE, POP_DIRECTIONAL_ISOLATE = "\u2068", "\u2069"
"""Around a text that may be written in another direction than what stands beside it."""

DIRECTED = frozenset({"L", "R", "AL", "LRE", "RLE", "LRO", "RLO", "LRI", "RLI", "FSI"})

CHOOSE_FROM_THE_LIST = gettext_noop("Choose one of the answers in the list")
TOO_LONG = gettext_noop("Shorten the text to %(max_length)s characters or fewer; it has %(length)s")


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


def tidy_text(text: Any, *, lines: bool = False) -> str:
    """Return *text* without invisible control characters and outer white space, "" for a blank.

    PostgreSQL cannot store NUL, and nobody who pasted such a character can see it to mend it, so
    these are dropped, not refused. With *lines* false, line breaks become spaces.
    """
    if not isinstance(text, str) or is_blank(text):
        return ""
    text = without_unstored(text.replace("\r\n", "\n").replace("\r", "\n"))
    return text.strip() if lines else " ".join(text.split())


def check_length(text: str, max_length: int, input_id: str) -> str:
    """Return *text*; raise AnswerError if it has more than *max_length* characters."""
    if len(text) > max_length:
        raise AnswerError(TOO_LONG, input_id, max_length=max_length, length=len(text))
    return text


def mapping_at(value: Any, key: str) -> dict[str, Any]:
    """Return the mapping that a posted or stored *value* holds at *key*, empty where none is."""
    held = value.get(key) if isinstance(value, dict) else None
    return held if isinstance(held, dict) else {}


def posted_specify(
    question: Question, parts: tuple[Choice, ...] | tuple[GridRow, ...], data: PostedData
) -> dict[str, Any]:
    """Return what was typed into the "please specify" boxes of *parts*, by their code."""
    return {
        part.code: data.get(f"{question.code}-{part.code}--specify")
        for part in parts
        if part.specify
    }


def clean_specify(
    question: Question, posted: Any, kept: Iterable[Choice | GridRow]
) -> dict[str, str]:
    """Return what was specified for the options or rows *kept*, blanks left out."""
    texts = mapping_at(posted, "specify")
    cleaned = {
        part.code: check_length(
            tidy_text(texts.get(part.code)),
            SPECIFY_MAX_LENGTH,
            f"id_{question.code}-{part.code}--specify",
        )
        for part in kept
        if part.specify
    }
    return {code: text for code, text in cleaned.items() if text}


def with_specify(value: dict[str, Any], specify: dict[str, str]) -> dict[str, Any]:
    """Return *value* with its specify texts, the key left out where there are none."""
    return {**value, "specify": specify} if specify else value


def specify_texts(value: Any) -> dict[str, str]:
    """Return the specify texts of a posted or stored *value* as they show in the form."""
    return {
        code: text for code, text in mapping_at(value, "specify").items() if isinstance(text, str)
    }


def specify_variables(
    question: Question, parts: tuple[Choice, ...] | tuple[GridRow, ...]
) -> Iterator[Variable]:
    """Yield a text variable for each "please specify" box: always free text, whatever is asked."""
    for part in parts:
        if part.specify:
            yield Variable(
                name=f"{question.variable}_{part.code}_text",
                question=question,
                part=f"{plain(part.label)}: {plain(part.specify)}",
                measure=Measure.TEXT,
                release=Release.FREE_TEXT,
                read=_specified(part.code),
            )


def _specified(code: str) -> Callable[[Any], str | None]:
    return lambda value: specify_texts(value).get(code)


def with_specify_text(label: str, text: str | None) -> str:
    """Return an option's label as it is read back, with what was specified."""
    if not text:
        return label
    if len(directions(label + text)) > 1:
        text = f"{FIRST_STRONG_ISOLATE}{text}{POP_DIRECTIONAL_ISOLATE}"
    return f"{label}: {text}"


def directions(text: str) -> set[str]:
    """Return the directions of writing in *text*, as classes of Unicode's bidirectional algorithm.

    Letters give L or R; characters that switch the direction give their own.
    """
    classes = {unicodedata.bidirectional(character) for character in text}
    return {"R" if one == "AL" else one for one in classes & DIRECTED}


@lru_cache(maxsize=4096)
def leaning(question: Question, codes: tuple[str, ...]) -> tuple[float, ...]:
    """Return a weight for each code that is uneven but the same for every respondent."""
    random = Random(f"{question.code}:{','.join(codes)}")  # noqa: S311 - not for secrets
    return tuple(random.gammavariate(2, 1) + 0.2 for _ in codes)


def leaves_blank(question: Question, random: Random) -> bool:
    """Return whether a made-up respondent leaves *question* blank: about one in sixteen."""
    return not question.required and random.random() < 0.06
