"""Answers that are typed into one box: a line, several lines, a number."""

from __future__ import annotations

import re
from collections.abc import Iterator
from decimal import Decimal
from math import ceil
from random import Random
from typing import Any

from disclosure.vocabulary import Measure
from questionnaires.core.answer_types.base import check_length, leaves_blank, tidy_text
from questionnaires.core.characters import plain_characters
from questionnaires.core.messages import gettext_noop
from questionnaires.core.question import AnswerError, AnswerType, Filled, PostedData, Question
from questionnaires.core.variables import Variable


class Text(AnswerType):
    """One line; stored as a string."""

    name = "text"
    takes = frozenset({"max_length"})
    lines = False
    default_max_length = 250

    def posted(self, question: Question, data: PostedData) -> Any:
        return data.get(question.code)

    def cleaned(self, question: Question, posted: Any) -> Any:
        text = tidy_text(posted, lines=self.lines)
        return check_length(text, self.max_length(question), self.first_input_id(question)) or None

    def max_length(self, question: Question) -> int:
        return question.limits.max_length or self.default_max_length

    def filled(self, question: Question, value: Any) -> Filled:
        return Filled(texts={"": value if isinstance(value, str) else ""})

    def reading(self, question: Question, value: Any) -> list[str]:
        return [line for line in (value or "").split("\n") if line.strip()]

    def variables(self, question: Question) -> Iterator[Variable]:
        yield Variable(
            name=question.variable,
            question=question.code,
            part="",
            measure=Measure.TEXT,
            release=question.release,
            read=lambda value: value,
        )

    def sample(self, question: Question, random: Random) -> Any:
        if not question.required and random.random() < 0.6:
            return ""
        text = f"Synthetic comment number {random.randrange(10_000)}."
        return text[: self.max_length(question)]


class LongText(Text):
    """Several lines; stored as a string with line feeds."""

    name = "long_text"
    succeeds = frozenset({Text.name})
    lines = True
    default_max_length = 10_000
    LEAST_ROWS, MOST_ROWS = 2, 6
    CHARACTERS_A_ROW = 200
    """More than fit into a line: a full box may scroll, and few people fill theirs."""

    def box_rows(self, question: Question) -> int:
        rows = ceil(self.max_length(question) / self.CHARACTERS_A_ROW)
        return min(max(rows, self.LEAST_ROWS), self.MOST_ROWS)

    def described_by(self, question: Question) -> list[str]:
        return [f"id_{question.code}--count"]


class Number(AnswerType):
    """A number within limits; stored as a JSON number."""

    name = "number"
    takes = frozenset({"minimum", "maximum", "decimals"})
    NOT_A_NUMBER = gettext_noop("Enter figures only, such as 12")
    NOT_A_DECIMAL_NUMBER = gettext_noop("Enter figures only, such as 12 or 7.5")
    DECIMAL_COMMA = gettext_noop("Write a point before decimals, not a comma: %(number)s")
    NOT_WHOLE = gettext_noop("Enter a whole number, such as 12")
    TOO_PRECISE = gettext_noop("Enter no more than this many digits after the point: %(decimals)s")
    TOO_LOW = gettext_noop("Enter a number of %(minimum)s or more")
    TOO_HIGH = gettext_noop("Enter a number of %(maximum)s or less")
    LARGEST = 10**12
    FIGURES = re.compile(r"[+-]?(?:(?:[0-9]+|[0-9]{1,3}(?:[ ,][0-9]{3})+)(?:\.[0-9]*)?|\.[0-9]+)")
    """As numbers are typed here: a comma parts thousands, so “1,5” is refused, not read as 15."""
    WITH_COMMA = re.compile(r"[+-]?[0-9]{1,13},[0-9]{1,6}")
    TYPESET = str.maketrans({"−": "-", "–": "-", "٫": ".", "٬": ","})
    """The minus of print, the dash that a phone makes of a hyphen, and the marks of Arabic."""

    def posted(self, question: Question, data: PostedData) -> Any:
        return data.get(question.code)

    def cleaned(self, question: Question, posted: Any) -> Any:
        text = tidy_text(plain_characters(_figures(posted)).translate(self.TYPESET))
        if not text:
            return None
        if not self.FIGURES.fullmatch(text):
            raise self._not_figures(question, text)
        number = Decimal(text.replace(",", "").replace(" ", ""))
        self._check_limits(question, number)
        self._check_precision(question, number)
        return int(number) if number == number.to_integral_value() else float(number)

    def _not_figures(self, question: Question, text: str) -> AnswerError:
        """Return what is wrong with *text*; a decimal comma is shown as the point it should be."""
        input_id, decimals = self.first_input_id(question), question.limits.decimals
        if not self.WITH_COMMA.fullmatch(text):
            message = self.NOT_A_DECIMAL_NUMBER if decimals else self.NOT_A_NUMBER
            return AnswerError(message, input_id)
        if not decimals:
            return AnswerError(self.NOT_WHOLE, input_id)
        return AnswerError(self.DECIMAL_COMMA, input_id, number=text.replace(",", "."))

    def _check_limits(self, question: Question, number: Decimal) -> None:
        limits, input_id = question.limits, self.first_input_id(question)
        low = -self.LARGEST if limits.minimum is None else limits.minimum
        high = self.LARGEST if limits.maximum is None else limits.maximum
        if number < _exact(low):
            raise AnswerError(self.TOO_LOW, input_id, minimum=_limit(low))
        if number > _exact(high):
            raise AnswerError(self.TOO_HIGH, input_id, maximum=_limit(high))

    def _check_precision(self, question: Question, number: Decimal) -> None:
        decimals = question.limits.decimals
        if number != round(number, decimals):
            message = self.TOO_PRECISE if decimals else self.NOT_WHOLE
            raise AnswerError(message, self.first_input_id(question), decimals=decimals)

    def may_be(self, number: int, *, minimum: float | None) -> bool:
        return minimum is None or minimum <= number

    def keypad(self, question: Question) -> str:
        """Return the keypad with all that an answer needs: iPhones have no minus on either other.

        Who says nothing about a minimum asks for a count.
        """
        if (question.limits.minimum or 0) < 0:
            return "text"
        return "decimal" if question.limits.decimals else "numeric"

    def filled(self, question: Question, value: Any) -> Filled:
        return Filled(texts={"": _figures(value)})

    def reading(self, question: Question, value: Any) -> list[str]:
        return [_figures(value)]

    def variables(self, question: Question) -> Iterator[Variable]:
        yield Variable(
            name=question.variable,
            question=question.code,
            part="",
            measure=Measure.NUMBER,
            release=question.release,
            read=lambda value: value,
        )

    def sample(self, question: Question, random: Random) -> Any:
        if leaves_blank(question, random):
            return ""
        limits = question.limits
        low = limits.minimum if limits.minimum is not None else 0
        high = limits.maximum if limits.maximum is not None else low + 60
        drawn = round(random.triangular(low, high, low + (high - low) / 4), limits.decimals)
        return f"{min(max(drawn, low), high):.{limits.decimals}f}"


def _exact(number: float) -> Decimal:
    """Return *number* as it is written: 0.1 is a tenth, not the binary fraction next to it."""
    return Decimal(str(number))


def _limit(number: float) -> int | Decimal:
    """Return a limit as what it is: a whole number without a point, any other exactly."""
    return int(number) if number == int(number) else _exact(number)


def _figures(value: Any) -> str:
    """Return a posted or stored number as a person types it, such as 0.00001; empty for junk."""
    if isinstance(value, str):
        return value
    if isinstance(value, bool) or not isinstance(value, int | float):
        return ""
    return f"{_exact(value).normalize():f}"
