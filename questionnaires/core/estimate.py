"""How long a questionnaire takes, estimated from what is read and answered on its routes."""

from __future__ import annotations

from dataclasses import dataclass
from random import Random

from questionnaires.core.instrument import Instrument, Page, Panel
from questionnaires.core.question import Question
from questionnaires.core.routing import RoutePage, walk
from questionnaires.core.samples import sample_answers

WORDS_A_MINUTE = 238
"""Silent reading of English non-fiction by adults (Brysbaert, 2019, J. Memory and Language 109)."""

ROUTES_TRIED = 60
"""Made-up respondents whose routes are timed; enough to meet every branch of a questionnaire."""


@dataclass(frozen=True, slots=True)
class Duration:
    """Minutes from the quickest to the slowest route, each rounded to five."""

    shortest: int
    longest: int


def duration(instrument: Instrument) -> Duration:
    """Return how long the routes of *instrument* take; the same at every call."""
    random = Random(instrument.slug)  # noqa: S311 - made-up answers, not secrets
    routes = [
        list(walk(instrument, sample_answers(instrument, random))) for _ in range(ROUTES_TRIED)
    ]
    start = sum(map(_panel_words, instrument.start_panels)) * 60 / WORDS_A_MINUTE
    seconds = [start + sum(map(_page_seconds, route)) for route in routes]
    return Duration(_rounded(min(seconds)), _rounded(max(seconds)))


def _rounded(seconds: float) -> int:
    return max(5, 5 * round(seconds / 300))


def _page_seconds(route_page: RoutePage) -> float:
    words = _page_words(route_page.page) + sum(map(_question_words, route_page.questions))
    return words * 60 / WORDS_A_MINUTE + sum(
        question.type.seconds(question) for question in route_page.questions
    )


def _page_words(page: Page) -> int:
    # A panel that a page repeats was read on the start page and is passed over.
    return _words(page.title) + _words(page.text)


def _panel_words(panel: Panel) -> int:
    steps = sum(_words(f"{step.name} {step.description}") for step in panel.steps)
    return _words(panel.title) + _words(panel.body) + steps


def _question_words(question: Question) -> int:
    labels = [part.label for part in question.choices] + [part.label for part in question.rows]
    return sum(map(_words, (question.text, question.hint, *labels)))


def _words(text: str) -> int:
    return len(text.split())
