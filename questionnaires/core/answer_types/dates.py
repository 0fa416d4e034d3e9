"""A date, typed as day, month and year."""

from __future__ import annotations

import re
from calendar import monthrange
from collections.abc import Iterator, Mapping
from datetime import date
from random import Random
from typing import Any

from disclosure.vocabulary import Measure
from questionnaires.core.answer_types.base import leaves_blank, tidy_text
from questionnaires.core.characters import plain_characters
from questionnaires.core.messages import gettext_noop
from questionnaires.core.months import MonthNames, month_named
from questionnaires.core.question import AnswerError, AnswerType, Filled, PostedData, Question
from questionnaires.core.variables import Variable

PARTS = ("day", "month", "year")

EARLIEST, LATEST = 1900, 2100
"""The first and last year of a date; any other must be a slip of the fingers."""


class Date(AnswerType):
    """A day; stored as `YYYY-MM-DD`.

    The month may be typed by its name. Each part that is wrong has its own sentence and input.
    """

    name = "date"
    NO_DAY = gettext_noop("Enter the day")
    NO_MONTH = gettext_noop("Enter the month")
    NO_YEAR = gettext_noop("Enter the year")
    NOT_A_DAY = gettext_noop("Enter the day as a number from 1 to 31, such as 27")
    NOT_A_MONTH = gettext_noop("Enter the month as a number or a name, such as 3 or March")
    NOT_A_YEAR = gettext_noop("Enter all four figures of the year, such as 2016")
    NO_SUCH_YEAR = gettext_noop("Enter a year from %(earliest)s to %(latest)s")
    NO_SUCH_DAY = gettext_noop("There is no %(day)s %(month)s: that month has %(days)s days")
    DAY = re.compile(r"([0-9]{1,2})(?:st|nd|rd|th)?", re.IGNORECASE)
    MONTH = re.compile(r"[0-9]{1,2}")
    YEAR = re.compile(r"[0-9]{4}")

    def first_input_id(self, question: Question) -> str:
        return _input_id(question, "day")

    def posted(self, question: Question, data: PostedData) -> Any:
        return {part: data.get(f"{question.code}-{part}") for part in PARTS}

    def in_figures(self, posted: Any, months: MonthNames) -> Any:
        named = posted.get("month") if isinstance(posted, dict) else None
        month = month_named(_tidied(named), months)
        return {**posted, "month": str(month)} if month else posted

    def cleaned(self, question: Question, posted: Any) -> Any:
        shown = self.filled(question, posted).texts
        typed = {part: _tidied(text) for part, text in shown.items()}
        if not any(typed.values()):
            return None
        day, month, year = self._read(question, typed)
        days = monthrange(year, month)[1]
        if day > days:
            values = {"day": day, "month": date(year, month, 1), "days": days}
            raise AnswerError(self.NO_SUCH_DAY, self.first_input_id(question), **values)
        return date(year, month, day).isoformat()

    def _read(self, question: Question, typed: Mapping[str, str]) -> list[int]:
        """Return day, month and year; raise what is wrong with any of them."""
        read, errors = [], []
        for part, reader in zip(PARTS, (self._day, self._month, self._year), strict=True):
            try:
                read.append(reader(typed[part], _input_id(question, part)))
            except AnswerError as error:
                errors.append(error)
        if errors:
            errors[0].others = errors[1:]
            raise errors[0]
        return read

    def _day(self, text: str, input_id: str) -> int:
        figures = self.DAY.fullmatch(text)
        day = int(figures[1]) if figures else 0
        if not 1 <= day <= 31:
            raise AnswerError(self.NOT_A_DAY if text else self.NO_DAY, input_id)
        return day

    def _month(self, text: str, input_id: str) -> int:
        month = int(text) if self.MONTH.fullmatch(text) else month_named(text)
        if not month or month > 12:
            raise AnswerError(self.NOT_A_MONTH if text else self.NO_MONTH, input_id)
        return month

    def _year(self, text: str, input_id: str) -> int:
        if not self.YEAR.fullmatch(text):
            raise AnswerError(self.NOT_A_YEAR if text else self.NO_YEAR, input_id)
        if not EARLIEST <= int(text) <= LATEST:
            # As words: a year is never grouped into thousands.
            limits = {"earliest": str(EARLIEST), "latest": str(LATEST)}
            raise AnswerError(self.NO_SUCH_YEAR, input_id, **limits)
        return int(text)

    def filled(self, question: Question, value: Any) -> Filled:
        typed = value if isinstance(value, dict) else self._parts(value)
        texts = {part: typed.get(part) for part in PARTS}
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
            question=question.code,
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


def _input_id(question: Question, part: str) -> str:
    return f"id_{question.code}-{part}"


def _tidied(text: Any) -> str:
    """Return one part of a date without what surrounds it: “27.” and “March,” are meant plainly."""
    return tidy_text(plain_characters(text)).rstrip(".,") if isinstance(text, str) else ""
