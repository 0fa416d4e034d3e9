"""The walk: the only evaluation of routing in the code base.

The path of a respondent is derived from the instrument and the answers each time and stored
nowhere. A condition sees only answers that were given on the route so far, so an answer stranded on
an abandoned branch steers nothing.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from questionnaires.core.conditions import holds
from questionnaires.core.instrument import Instrument, Page, Section
from questionnaires.core.question import Question

Answers = Mapping[str, Any]
"""Question code -> stored value; None is "asked and left blank", absent is "not asked yet"."""


@dataclass(frozen=True, slots=True)
class RoutePage:
    """One page of a route with the questions that are shown on it."""

    section: Section
    page: Page
    questions: tuple[Question, ...]


def walk(instrument: Instrument, answers: Answers) -> Iterator[RoutePage]:
    """Yield the pages of the route that *answers* lead along, in order.

    A page all of whose questions are hidden is passed over; a page of information alone is kept.
    A page's answers are read when the next page is asked for, so a caller may add them in between.
    """
    chosen: dict[str, frozenset[str]] = {}
    for section in instrument.sections:
        if not holds(section.shown_when, chosen):
            continue
        for page in section.pages:
            if not holds(page.shown_when, chosen):
                continue
            shown = tuple(part for part in page.questions if holds(part.shown_when, chosen))
            if shown or not page.questions:
                yield RoutePage(section, page, shown)
                chosen.update(_chosen_on(shown, instrument, answers))


def _chosen_on(
    questions: tuple[Question, ...], instrument: Instrument, answers: Answers
) -> Iterator[tuple[str, frozenset[str]]]:
    """Yield the codes chosen in those *questions* that some condition reads, blanks left out."""
    for question in questions:
        if question.code in instrument.sources:
            value = answers.get(question.code)
            if value is not None:
                yield question.code, question.type.codes(value)


def was_left(route_page: RoutePage, answers: Answers) -> bool:
    """Return whether the respondent has saved this page, with answers or left blank."""
    return all(question.code in answers for question in route_page.questions)


def reached(route: list[RoutePage], answers: Answers) -> list[RoutePage]:
    """Return the part of *route* that is open to the respondent: to the first page not saved."""
    for position, route_page in enumerate(route):
        if not was_left(route_page, answers):
            return route[: position + 1]
    return route


def on_route(instrument: Instrument, answers: Answers) -> dict[str, Any]:
    """Return the answers that lie on the route, blanks left out: what submission keeps."""
    return {
        question.code: answers[question.code]
        for route_page in walk(instrument, answers)
        for question in route_page.questions
        if answers.get(question.code) is not None
    }
