"""Answers that are typed: a line, several lines, a number, a date."""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import date
from decimal import Decimal
from random import Random
from typing import TYPE_CHECKING, Any

from questionnaires.core.answer_types.base import (
    AnswerError,
    AnswerType,
    Filled,
    PostedData,
    check_length,
    leaves_blank,
    tidy_text,
)
from questionnaires.core.messages import gettext_noop
from questionnaires.core.variables import Measure, Variable

if TYPE_CHECKING:
    from questionnaires.core.instrument import Question


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
            question=question,
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
    lines = True
    default_max_length = 10_000

    def described_by(self, question: Question) -> list[str]:
        return [f"id_{question.code}--count"]


class Number(AnswerType):
    """A number within limits; stored as a JSON number."""

    name = "number"
    takes = frozenset({"minimum", "maximum", "decimals"})
    NOT_A_NUMBER = gettext_noop("Enter a number in figures, such as 12")
    NOT_WHOLE = gettext_noop("Enter a whole number, such as 12")
    TOO_PRECISE = gettext_noop("Enter no more than this many digits after the point: %(decimals)s")
    TOO_LOW = gettext_noop("Enter a number of %(minimum)s or more")
    TOO_HIGH = gettext_noop("Enter a number of %(maximum)s or less")
    LARGEST = 10**12
    FIGURES = re.compile(r"[+-]?(?:(?:[0-9]+|[0-9]{1,3}(?:[ ,][0-9]{3})+)(?:\.[0-9]*)?|\.[0-9]+)")
    """As numbers are typed here: a comma parts thousands, so “1,5” is refused, not read as 15."""

    def posted(self, question: Question, data: PostedData) -> Any:
        return data.get(question.code)

    def cleaned(self, question: Question, posted: Any) -> Any:
        text = tidy_text(_figures(posted))
        if not text:
            return None
        number = self._parsed(question, text)
        self._check_limits(question, number)
        return int(number) if number == number.to_integral_value() else float(number)

    def _parsed(self, question: Question, text: str) -> Decimal:
        if not self.FIGURES.fullmatch(text):
            raise AnswerError(self.NOT_A_NUMBER, self.first_input_id(question))
        number = Decimal(text.replace(",", "").replace(" ", ""))
        if abs(number) > self.LARGEST:
            raise AnswerError(self.NOT_A_NUMBER, self.first_input_id(question))
        decimals = question.limits.decimals
        if number != round(number, decimals):
            message = self.TOO_PRECISE if decimals else self.NOT_WHOLE
            raise AnswerError(message, self.first_input_id(question), decimals=decimals)
        return number

    def _check_limits(self, question: Question, number: Decimal) -> None:
        limits, input_id = question.limits, self.first_input_id(question)
        if limits.minimum is not None and number < _exact(limits.minimum):
            raise AnswerError(self.TOO_LOW, input_id, minimum=_limit(limits.minimum))
        if limits.maximum is not None and number > _exact(limits.maximum):
            raise AnswerError(self.TOO_HIGH, input_id, maximum=_limit(limits.maximum))

    def filled(self, question: Question, value: Any) -> Filled:
        return Filled(texts={"": _figures(value)})

    def reading(self, question: Question, value: Any) -> list[str]:
        return [_figures(value)]

    def variables(self, question: Question) -> Iterator[Variable]:
        yield Variable(
            name=question.variable,
            question=question,
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


class Date(AnswerType):
    """A day; stored as `YYYY-MM-DD`."""

    name = "date"
    NOT_A_DATE = gettext_noop("Enter a real date with a day, a month and a year, such as 27 3 2016")

    def first_input_id(self, question: Question) -> str:
        return f"id_{question.code}-day"

    def posted(self, question: Question, data: PostedData) -> Any:
        return {part: data.get(f"{question.code}-{part}") for part in ("day", "month", "year")}

    def cleaned(self, question: Question, posted: Any) -> Any:
        parts = [tidy_text(text) for text in self.filled(question, posted).texts.values()]
        if not any(parts):
            return None
        try:
            day, month, year = (int(part) for part in parts)
            entered = date(year, month, day)
        except (ValueError, OverflowError):
            raise AnswerError(self.NOT_A_DATE, self.first_input_id(question)) from None
        if entered.year < 1900:
            raise AnswerError(self.NOT_A_DATE, f"id_{question.code}-year")
        return entered.isoformat()

    def filled(self, question: Question, value: Any) -> Filled:
        typed = value if isinstance(value, dict) else self._parts(value)
        texts = {part: typed.get(part) for part in ("day", "month", "year")}
        return Filled(
            texts={part: text if isinstance(text, str) else "" for part, text in texts.items()}
        )

    def _parts(self, value: Any) -> dict[str, str]:
        try:
            day = date.fromisoformat(value)
        except (TypeError, ValueError):
            return {}
        return {"day": str(day.day), "month": str(day.month), "year": str(day.year)}

    def reading(self, question: Question, value: Any) -> list[date]:
        return [date.fromisoformat(value)]

    def variables(self, question: Question) -> Iterator[Variable]:
        yield Variable(
            name=question.variable,
            question=question,
            part="",
            measure=Measure.DATE,
            release=question.release,
            read=lambda value: value,
        )

    def sample(self, question: Question, random: Random) -> Any:
        if leaves_blank(question, random):
            return {}
        return {
            "day": str(random.randint(1, 28)),
            "month": str(random.randint(1, 12)),
            "year": str(random.randint(2000, 2030)),
        }
