"""Random questionnaires, questions and answers for property tests.

Every definition passes the checks. Answers come plausible, partial, left over, and as junk.
"""

from __future__ import annotations

from collections.abc import Iterable
from itertools import count
from random import Random
from typing import Any

from hypothesis import strategies as st
from hypothesis.strategies import DrawFn, SearchStrategy

from questionnaires.core.answer_types import ANSWER_TYPES
from questionnaires.core.compiler import compile_instrument
from questionnaires.core.definition import Definition
from questionnaires.core.instrument import Instrument
from questionnaires.core.question import Question
from questionnaires.core.translation import Text, placeholders_in, texts_of
from tests.builders import SINCE_YEAR, Fields, Form, compiled
from tests.text_strategies import ANY_TEXT, PLAIN_WORDS


class _Author:
    """Writes one questionnaire; remembers what is asked on the pages behind."""

    def __init__(
        self, draw: DrawFn, words: SearchStrategy[str], texts: SearchStrategy[str]
    ) -> None:
        self.draw, self.words, self.texts = draw, words, texts
        self.numbers = count(1)
        self.asked: list[Fields] = []

    def code(self, kind: str) -> str:
        return f"{kind}{next(self.numbers)}"

    def maybe(self, one_in: int = 2) -> bool:
        return self.draw(st.integers(1, one_in)) == 1

    def section(self) -> Fields:
        written = {"code": self.code("s"), "title": self.draw(self.words), **self.shown_when()}
        return {**written, "pages": [self.page() for _ in range(self.draw(st.integers(1, 3)))]}

    def page(self) -> Fields:
        written = {"code": self.code("p"), "title": self.draw(self.words), **self.shown_when()}
        questions = [self.question() for _ in range(self.draw(st.integers(0, 3)))]
        self.asked += questions
        return {**written, "text": self.draw(self.texts), "questions": questions}

    def shown_when(self) -> Fields:
        if not self.asked or not self.maybe():
            return {}
        match = self.draw(st.sampled_from(["all", "any"]))
        return {
            "shown_when": {match: [self.condition() for _ in range(self.draw(st.integers(1, 3)))]}
        }

    def condition(self) -> Fields:
        source = self.draw(st.sampled_from(self.asked))
        routes = ANSWER_TYPES[source["type"]].may_route
        operator = self.draw(st.sampled_from(["any_of", "none_of", "answered"])) if routes else ""
        if operator in ("any_of", "none_of"):
            codes = st.sampled_from([choice["code"] for choice in source["choices"]])
            chosen = self.draw(st.lists(codes, min_size=1, max_size=3))
            return {"question": source["code"], operator: chosen}
        return {"question": source["code"], "answered": True}

    def question(self, type_name: str = "") -> Fields:
        name = type_name or self.draw(st.sampled_from([*ANSWER_TYPES, "single", "multiple"]))
        written = {
            "code": self.code("q"),
            "type": name,
            "text": self.draw(self.words),
            "hint": self.draw(self.texts) if self.maybe(4) else "",
            "required": self.maybe(4),
            "release": self.draw(st.sampled_from(["keep", "free_text", "drop", None])),
            **self.shown_when(),
        }
        if self.maybe(5):
            written["variable"] = self.code("v")
        return written | self.parts(name)

    def parts(self, type_name: str) -> Fields:
        takes = ANSWER_TYPES[type_name].takes
        parts: Fields = {}
        if "choices" in takes:
            parts["choices"] = self.options("c", ANSWER_TYPES[type_name].choice_takes)
        if "rows" in takes:
            parts["rows"] = self.options("r", {"specify"})
        if "recodes" in takes and len(parts["choices"]) > 1 and self.maybe(3):
            parts |= {"release": "recode", "recodes": [self.recode(parts["choices"])]}
        if "max_length" in takes and self.maybe():
            parts["max_length"] = self.draw(st.integers(1, 300))
        return parts | self.limits(takes)

    def options(self, kind: str, fields: Iterable[str]) -> list[Fields]:
        """Return up to four choices or rows, at least one of them not retired."""
        written = [self.option(kind, fields) for _ in range(self.draw(st.integers(1, 4)))]
        if all(option.get("retired") for option in written):
            written[0]["retired"] = False
        if "off_scale" in fields and len(written) > 1 and self.maybe(3):
            written[0]["retired"] = False
            for option in written[self.draw(st.integers(1, len(written) - 1)) :]:
                option["off_scale"] = True
        if kind == "c" and self.maybe(4):
            numbers = st.lists(
                st.integers(0, 9999), min_size=len(written), max_size=len(written), unique=True
            )
            for option, value in zip(written, self.draw(numbers), strict=True):
                option["value"] = value
        return written

    def option(self, kind: str, fields: Iterable[str]) -> Fields:
        written: Fields = {"code": self.code(kind), "label": self.draw(self.words)}
        if "specify" in fields and self.maybe(4):
            written["specify"] = self.draw(self.words)
        if "exclusive" in fields and self.maybe(4):
            written["exclusive"] = True
        if self.maybe(6):
            written["retired"] = True
        return written

    def recode(self, choices: list[Fields]) -> Fields:
        cut = self.draw(st.integers(1, len(choices) - 1))
        groups = [[choice["code"] for choice in part] for part in (choices[:cut], choices[cut:])]
        return {
            "code": self.code("v"),
            "label": self.draw(self.words),
            "groups": [
                {"code": self.code("g"), "label": self.draw(self.words), "choices": group}
                for group in groups
            ],
        }

    def limits(self, takes: frozenset[str]) -> Fields:
        written: Fields = {}
        if "minimum" in takes and self.maybe():
            written["minimum"] = self.draw(st.integers(-100, 100))
        if "maximum" in takes and self.maybe():
            written["maximum"] = self.draw(st.integers(100, 10**6))
        if "decimals" in takes and self.maybe():
            written["decimals"] = self.draw(st.integers(0, 6))
        return written

    def panel(self) -> Fields:
        steps = [
            {"name": self.draw(self.words), "description": self.draw(self.words)}
            for _ in range(self.draw(st.integers(0, 2)))
        ]
        return {
            "code": self.code("i"),
            "title": self.draw(self.words),
            "body": self.draw(self.words),
            "continuum": steps,
            "source": self.draw(self.texts),
        }


@st.composite
def definitions(
    draw: DrawFn,
    words: SearchStrategy[str] = PLAIN_WORDS,
    texts: SearchStrategy[str] = st.just(""),  # noqa: B008 - a strategy has no state
) -> Definition:
    """Draw a valid definition whose labels are *words* (never blank) and other texts *texts*."""
    author = _Author(draw, words, texts)
    panels = [author.panel() for _ in range(draw(st.integers(0, 2)))]
    sections = [author.section() for _ in range(draw(st.integers(1, 4)))]
    shown = [panel["code"] for panel in panels]
    sections[0]["pages"][0]["panels"] = shown
    return Definition.model_validate(
        {
            "slug": "random-survey",
            "title": draw(words),
            "parameters": [SINCE_YEAR],
            "start_panels": shown[:1],
            "panels": panels,
            "sections": sections,
        }
    )


@st.composite
def translations(draw: DrawFn, definition: Definition) -> dict[str, str]:
    """Draw a sound translation of *definition* with all that texts may hold."""
    return {
        address: _other_words(text, draw(ANY_TEXT))
        for address, text in texts_of(definition).items()
    }


def _other_words(text: Text, drawn: str) -> str:
    names = "".join(f"{{{name}}}" for name in sorted(placeholders_in(text.words)))
    words = drawn.replace("{", "(").replace("}", ")")
    if text.words == text.words.strip():
        words = words.strip()
    room = text.max_length or len(words) + len(names) + 1
    return words[: room - len(names)].rstrip() + names or "x"


def instruments() -> SearchStrategy[Instrument]:
    return definitions().map(compile_instrument)


@st.composite
def questions(draw: DrawFn, type_name: str) -> Question:
    """Draw a question of one answer type."""
    return compiled(_Author(draw, PLAIN_WORDS, st.just("")).question(type_name))


def sample(asked: Question, random: Random) -> Any:
    """Return a plausible stored answer to *asked*, None where it was left blank."""
    return asked.type.clean(asked, asked.type.sample(asked, random))


def randoms() -> SearchStrategy[Random]:
    return st.integers(0, 2**32).map(Random)


def plausible_answers(instrument: Instrument, random: Random) -> dict[str, Any]:
    """Return an answer to every question, whatever the route: also leftovers of other branches."""
    return {code: sample(asked, random) for code, asked in instrument.questions.items()}


@st.composite
def answers(draw: DrawFn, instrument: Instrument) -> dict[str, Any]:
    """Draw answers to *instrument*: each plausible, not reached, or seldom junk."""
    drawn = plausible_answers(instrument, draw(randoms()))
    for code in instrument.questions:
        fate = draw(st.sampled_from(["kept", "kept", "kept", "kept", "absent", "junk"]))
        if fate == "absent":
            del drawn[code]
        elif fate == "junk":
            drawn[code] = draw(JUNK)
    return drawn


@st.composite
def journeys(draw: DrawFn) -> tuple[Instrument, dict[str, Any]]:
    """Draw an instrument and answers to it."""
    instrument = draw(instruments())
    return instrument, draw(answers(instrument))


HOSTILE_TEXTS = st.sampled_from(
    [
        "\0", "a\0b", "\x07\x1b[31m", "\ud800", "a\udfffb", "\u202eabc", "x" * 20_000,
        "9" * 20_000, "0." + "1" * 5000, "\n" * 50, "\r", " ", "\u00a0", "NaN", "Infinity", "-0",
        "1e999999", "1_0", "-1", "99999999999", "٣", "½", "=1+1", "<b>", "%s %(x)s", "{0}",
        "0000-00-00", "2016-02-30", "None", "undefined",
    ]
)  # fmt: skip
"""Texts that somebody sends to see what happens."""

ANY_STRING = HOSTILE_TEXTS | st.text(st.characters(exclude_categories=()), max_size=20)

_SHAPE_KEYS = ["choice", "choices", "rows", "specify", "day", "month", "year", ""]


_SCALARS = st.none() | st.booleans() | st.integers() | st.floats() | ANY_STRING
JUNK = st.recursive(
    _SCALARS,
    lambda inner: (
        st.lists(inner, max_size=3)
        | st.dictionaries(st.sampled_from(_SHAPE_KEYS) | ANY_STRING, inner, max_size=4)
    ),
    max_leaves=8,
)
"""Anything that JSON can hold."""


def _codes(asked: Question) -> list[str]:
    return [choice.code for choice in asked.choices] + [row.code for row in asked.rows]


def _evenly(*kinds: SearchStrategy[Any]) -> SearchStrategy[Any]:
    """Return values of each kind equally often; `|` would count the branches inside a kind."""
    return st.integers(0, len(kinds) - 1).flatmap(kinds.__getitem__)


def junk_answers(asked: Question) -> SearchStrategy[Any]:
    """Return values that are no answers to *asked*, some in their shapes and with their codes."""
    codes = st.sampled_from([*_codes(asked), "no_such_code"])
    scalars = _SCALARS | codes
    lists = st.lists(scalars, min_size=1, max_size=3)
    mappings = st.dictionaries(codes, _evenly(scalars, lists), min_size=1, max_size=3)
    parts = _evenly(scalars, lists, mappings)
    shapes = st.fixed_dictionaries(dict.fromkeys(_SHAPE_KEYS, parts))
    return _evenly(shapes, ANY_STRING, JUNK)


def hostile_forms(asked: Question) -> SearchStrategy[Form]:
    """Return posted forms with the input names of *asked* and any values at all."""
    ends = [*(f"-{code}" for code in _codes(asked)), "", "-day", "-month", "-year"]
    names = [asked.code + end for end in ends]
    names += [f"{asked.code}-{code}--specify" for code in _codes(asked)]
    value = st.sampled_from([*_codes(asked), "1", "12", "2016", "7.5"]) | ANY_STRING
    values = st.lists(value, max_size=4)
    return st.dictionaries(st.sampled_from(names), values, max_size=8).map(Form)
