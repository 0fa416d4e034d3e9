"""Conditions of a definition: each reads a question asked before, and choices that it has."""

from __future__ import annotations

from collections.abc import Iterator

from questionnaires.core.answer_types import ANSWER_TYPES
from questionnaires.core.conditions import Operator
from questionnaires.core.definition import (
    ConditionDefinition,
    Definition,
    ShownWhenDefinition,
)
from questionnaires.core.problems import Path, Problem
from questionnaires.core.schema import questions_in
from questionnaires.core.suggestions import Guesses


def conditions(definition: Definition) -> Iterator[Problem]:
    """A condition reads a question on an earlier page, and choices which that question has.

    The page must be earlier, not the same one: without a script nothing appears on a page that
    the respondent is already looking at.
    """
    sources = _Sources(definition)
    for s, section in enumerate(definition.sections):
        path: Path = ("sections", s)
        yield from sources.problems(section.shown_when, path)
        for p, page in enumerate(section.pages):
            at: Path = (*path, "pages", p)
            yield from sources.problems(page.shown_when, at)
            for q, question in enumerate(page.questions):
                yield from sources.problems(question.shown_when, (*at, "questions", q))
            sources.asked |= {question.code for question in page.questions}


class _Sources:
    """The questions that conditions may read; `asked` are those of the pages so far."""

    def __init__(self, definition: Definition) -> None:
        self.asked: set[str] = set()
        self._guess = Guesses()
        self._types: dict[str, str] = {}
        self._choices: dict[str, set[str]] = {}
        for _path, question in questions_in(definition):
            self._types[question.code] = question.type
            self._choices[question.code] = {choice.code for choice in question.choices}

    def problems(self, shown_when: ShownWhenDefinition | None, path: Path) -> Iterator[Problem]:
        if shown_when is None:
            return
        for n, condition in enumerate(shown_when.conditions):
            at = (*path, "shown_when", shown_when.match.value, n)
            code = condition.question
            if code not in self._types:
                reason = f"there is no question {code}{self._guess(code, self._types)}"
                yield Problem((*at, "question"), reason)
            elif code not in self.asked:
                yield Problem((*at, "question"), f"{code} is not asked on an earlier page")
            elif condition.operator is not Operator.ANSWERED:
                yield from self._unknown_choices(condition, at)

    def _unknown_choices(self, condition: ConditionDefinition, at: Path) -> Iterator[Problem]:
        source = condition.question
        if not ANSWER_TYPES[self._types[source]].may_route:
            yield Problem(at, f"{source} has no single choices: ask only whether it was answered")
            return
        known = self._choices[source]
        for code in condition.choices:
            if code not in known:
                # The code itself ends the path: those of a condition have lost their order.
                place = (*at, condition.operator.value, code)
                yield Problem(place, f"{source} has no choice {code}{self._guess(code, known)}")
