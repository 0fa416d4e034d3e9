"""Reading the answers back to the respondent before they are sent."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from itertools import groupby
from typing import Any

from django.urls import reverse
from django.utils.formats import date_format
from django.utils.safestring import SafeString
from django.utils.translation import get_language

from fieldwork.models import Link
from fieldwork.selectors import texts_for
from questionnaires.core.question import Question
from questionnaires.core.routing import RoutePage
from questionnaires.core.texts import fill
from questionnaires.forms import PageForm
from questionnaires.rendering import Texts, inline_text_html
from questionnaires.selectors import instrument_of
from responses.journey import Journey
from responses.posted import posted_page, posted_version
from responses.question_names import question_names


@dataclass(frozen=True, slots=True)
class Row:
    """One question with its answer, as `components/summary_list.html` shows it."""

    code: str
    key: SafeString
    lines: list[str]
    url: str = ""


@dataclass(frozen=True, slots=True)
class AnsweredSection:
    title: SafeString
    rows: list[Row]


def answers_by_section(journey: Journey) -> list[AnsweredSection]:
    """Return every question of the route with its answer or "Not answered", by section."""

    def url_of(route_page: RoutePage) -> str:
        arguments = [journey.response.link.code, route_page.page.code]
        return f"{reverse('page', args=arguments)}?return=check"

    return read_back(journey.route, journey.answers, texts=journey.texts, url_of=url_of)


def read_back(
    route: Sequence[RoutePage],
    answers: Mapping[str, Any],
    *,
    texts: Texts,
    url_of: Callable[[RoutePage], str] = lambda route_page: "",
) -> list[AnsweredSection]:
    """Return every question of *route* with its answer, by section; *url_of* leads to a page."""
    asking = [route_page for route_page in route if route_page.questions]
    names = question_names(asking, texts)
    rows = {
        route_page.page.code: _rows(route_page, answers, names, texts, url=url_of(route_page))
        for route_page in asking
    }
    by_section = groupby(asking, key=lambda route_page: route_page.section)
    return [
        AnsweredSection(
            inline_text_html(section.title, texts=texts),
            [row for route_page in route_pages for row in rows[route_page.page.code]],
        )
        for section, route_pages in by_section
    ]


def what_was_entered(
    link: Link, page_code: str, posted: Any, *, besides: Mapping[str, Any] | None = None
) -> list[Row]:
    """Return what a page sent that could not be saved, question by question, blanks left out.

    *link* came with its area and survey; *posted* is the form. What is not valid is left out too,
    and so is what the stored answers *besides* hold already.
    """
    stored = besides or {}
    texts = texts_for(link.area)
    version_id = posted_version(link.area.survey, posted)
    route_page = posted_page(instrument_of(version_id, get_language()), page_code, posted)
    if route_page is None:
        return []
    form = PageForm(route_page.questions, answers={}, texts=texts, data=posted)
    form.is_valid()
    names = question_names([route_page], texts)
    return [
        Row(
            code=question.code,
            key=names[question.code],
            lines=_lines(_as_shown(question, texts), form.answers[question.code]),
        )
        for question in route_page.questions
        if form.answers.get(question.code) not in (None, stored.get(question.code))
    ]


def what_was_answered(journey: Journey) -> list[Row]:
    """Return every answer on the route, blanks left out and with no way to change them."""
    return [
        replace(row, url="")
        for section in answers_by_section(journey)
        for row in section.rows
        if journey.answers.get(row.code) is not None
    ]


def _rows(
    route_page: RoutePage,
    answers: Mapping[str, Any],
    names: Mapping[str, SafeString],
    texts: Texts,
    *,
    url: str,
) -> list[Row]:
    return [
        Row(
            code=question.code,
            key=names[question.code],
            lines=_lines(_as_shown(question, texts), answers.get(question.code)),
            url=url,
        )
        for question in route_page.questions
    ]


def _as_shown(question: Question, texts: Texts) -> Question:
    """Return *question* with the placeholders in its labels filled, as the respondent met them."""
    return replace(
        question,
        choices=tuple(
            replace(choice, label=fill(choice.label, texts)) for choice in question.choices
        ),
        rows=tuple(replace(row, label=fill(row.label, texts)) for row in question.rows),
    )


def _lines(question: Question, value: Any) -> list[str]:
    read = [] if value is None else question.type.reading(question, value)
    return [_written(line) for line in read]


def _written(line: str | date) -> str:
    return date_format(line) if isinstance(line, date) else line
