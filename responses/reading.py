"""Reading the answers back to the respondent before they are sent."""

from __future__ import annotations

from dataclasses import dataclass, replace
from itertools import groupby
from typing import Any

from django.urls import reverse
from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _

from questionnaires.core.instrument import Question
from questionnaires.core.routing import Stop
from questionnaires.core.texts import fill, plain
from questionnaires.rendering import Texts, inline_text_html
from responses.journey import Journey


@dataclass(frozen=True, slots=True)
class Row:
    """One question with its answer, as `components/summary_list.html` shows it."""

    key: SafeString
    value: SafeString | str
    url: str
    hidden_text: str


@dataclass(frozen=True, slots=True)
class AnsweredSection:
    title: SafeString
    rows: list[Row]


def answers_by_section(journey: Journey) -> list[AnsweredSection]:
    """Return every question of the route with its answer or "Not answered", by section."""
    asking = (stop for stop in journey.route if stop.questions)
    by_section = groupby(asking, key=lambda stop: stop.section)
    return [
        AnsweredSection(
            inline_text_html(section.title, texts=journey.texts),
            [row for stop in stops for row in _rows(journey, stop)],
        )
        for section, stops in by_section
    ]


def _rows(journey: Journey, stop: Stop) -> list[Row]:
    url = reverse("page", args=[journey.response.link.code, stop.page.code]) + "?return=check"
    return [
        Row(
            key=inline_text_html(question.text, texts=journey.texts),
            value=_value(_as_shown(question, journey.texts), journey.answers.get(question.code)),
            url=url,
            hidden_text=fill(plain(question.text), journey.texts),
        )
        for question in stop.questions
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


def _value(question: Question, value: Any) -> SafeString | str:
    lines = [] if value is None else question.type.reading(question, value)
    if not lines:
        return _("Not answered")
    if len(lines) == 1:
        return lines[0]
    items = format_html_join("", "<li>{}</li>", ((line,) for line in lines))
    return format_html('<ul class="govuk-list">{}</ul>', items)
