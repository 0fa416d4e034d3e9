"""HTML of questions, panels and texts: compiled once per process, filled for each respondent.

A question's template runs once for each language. Its HTML is cut at the slots of
`templatetags.question_slots` and at the placeholders of its texts; a page then joins strings. The
same ordinary Django templates serve pages, previews and tests.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache
from types import SimpleNamespace
from typing import Any

from django.template.loader import render_to_string
from django.utils.formats import number_format
from django.utils.html import escape, format_html
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from questionnaires.core.answer_types.base import without_unseen
from questionnaires.core.instrument import Choice, GridRow, Panel, Question
from questionnaires.core.texts import PLACEHOLDER, PLACEHOLDERS, block_html, inline_html
from questionnaires.table_width import table_class
from questionnaires.templatetags.question_slots import MARK

Texts = Mapping[str, str]
"""What fills the placeholders of a questionnaire's texts for one area."""


@dataclass(frozen=True, slots=True)
class Piece:
    """Fixed HTML and the slot behind it; the last piece of a page has an empty slot."""

    html: str
    kind: str = ""
    key: str = ""


def question_html(
    question: Question, *, value: Any, error: str, texts: Texts, error_input: str = ""
) -> SafeString:
    """Return *question* as HTML showing a posted or stored *value* and an *error* ("" for none).

    *error_input* is the id of the input that has to be mended.
    """
    filled = question.type.filled(question, value)

    def is_in_box(part: str) -> bool:
        return bool(error) and error_input == f"id_{question.code}-{part}--specify"

    fillers: dict[str, Callable[[str], str]] = {
        "": lambda key: "",
        "ticked": lambda key: " checked" if key in filled.ticked else "",
        "filled": lambda key: escape(without_unseen(filled.texts.get(key, ""))),
        "if_error": lambda key: key if error else "",
        "box_error_class": lambda key: " govuk-input--error" if is_in_box(key) else "",
        "box_invalid": lambda key: _invalid(question) if is_in_box(key) else "",
        "error_message": lambda key: _error_message(question, error),
        "described_by": lambda key: _described_by(question, error),
        "placeholder": lambda key: escape(texts.get(key, "")),
    }
    pieces = _question_pieces(question, get_language())
    html = "".join(part.html + fillers[part.kind](part.key) for part in pieces)
    return mark_safe(html)  # noqa: S308 - pieces of our templates; what fills them is escaped


def panel_html(panel: Panel, *, texts: Texts) -> SafeString:
    """Return an information *panel* as HTML."""
    return _filled(_panel_pieces(panel, get_language()), texts)


def text_html(text: str, *, texts: Texts) -> SafeString:
    """Return a text of one or more paragraphs as HTML."""
    return _filled(_text_pieces(text), texts)


def inline_text_html(text: str, *, texts: Texts) -> SafeString:
    """Return a text that stands in a heading or a line as HTML."""
    return _filled(_inline_pieces(text), texts)


def _filled(pieces: tuple[Piece, ...], texts: Texts) -> SafeString:
    html = "".join(
        piece.html + (escape(texts.get(piece.key, "")) if piece.kind else "") for piece in pieces
    )
    return mark_safe(html)  # noqa: S308 - escaped when it was compiled


@lru_cache(maxsize=4096)
def _question_pieces(question: Question, language: str | None) -> tuple[Piece, ...]:
    template = f"questionnaires/questions/{question.type.name}.html"
    return _cut(render_to_string(template, {"question": _question_context(question)}))


@lru_cache(maxsize=512)
def _panel_pieces(panel: Panel, language: str | None) -> tuple[Piece, ...]:
    context = {
        "code": panel.code,
        "title": panel.title,
        "body": mark_safe(block_html(panel.body)),  # noqa: S308 - HTML is off in the parser
        "steps": panel.steps,
        "source": panel.source,
    }
    return _cut(render_to_string("questionnaires/panel.html", {"panel": context}))


@lru_cache(maxsize=1024)
def _text_pieces(text: str) -> tuple[Piece, ...]:
    return _cut(block_html(text))


@lru_cache(maxsize=4096)
def _inline_pieces(text: str) -> tuple[Piece, ...]:
    return _cut(inline_html(text))


def _question_context(question: Question) -> SimpleNamespace:
    return SimpleNamespace(
        code=question.code,
        text=_inline(question.text),
        hint=_inline(question.hint),
        required=question.required,
        max_length=question.type.max_length(question),
        limit=number_format(question.type.max_length(question) or 0, force_grouping=True),
        choices=_choices_context(question.choices),
        rows=[_part_context(row) for row in question.rows],
        table_class=table_class(question.choices),
    )


def _choices_context(choices: Sequence[Choice]) -> list[SimpleNamespace]:
    exclusive = _last_ones([choice.exclusive for choice in choices])
    off_scale = _last_ones([choice.off_scale for choice in choices])
    return [
        _part_context(
            choice,
            exclusive=choice.exclusive,
            begins_exclusive=position == exclusive,
            begins_off_scale=position == off_scale,
        )
        for position, choice in enumerate(choices)
    ]


def _last_ones(marks: Sequence[bool]) -> int | None:
    """Return where the marked ones at the end begin, None without any or without others before."""
    unmarked = [position for position, mark in enumerate(marks) if not mark]
    begin = unmarked[-1] + 1 if unmarked else None
    return begin if begin != len(marks) else None


def _part_context(part: Choice | GridRow, **more: Any) -> SimpleNamespace:
    return SimpleNamespace(code=part.code, label=_inline(part.label), specify=part.specify, **more)


def _inline(text: str) -> SafeString:
    return mark_safe(inline_html(text))  # noqa: S308 - HTML is off in the parser


def _cut(html: str) -> tuple[Piece, ...]:
    """Return *html* in pieces, cut at slots and at placeholders."""
    parts = html.split(MARK)
    pieces: list[Piece] = []
    for fixed, slot in zip(parts[::2], [*parts[1::2], ":"], strict=True):
        *before, last = _cut_at_placeholders(fixed)
        kind, _colon, key = slot.partition(":")
        pieces += [*before, Piece(last.html, kind, key)]
    return tuple(pieces)


def _cut_at_placeholders(html: str) -> list[Piece]:
    pieces, end = [], 0
    for match in PLACEHOLDER.finditer(html):
        if match[1] in PLACEHOLDERS:
            pieces.append(Piece(html[end : match.start()], "placeholder", match[1]))
            end = match.end()
    return [*pieces, Piece(html[end:])]


def _error_message(question: Question, error: str) -> str:
    if not error:
        return ""
    return format_html(
        '<p id="id_{}_error" class="govuk-error-message">'
        '<span class="govuk-visually-hidden">{}</span> {}</p>',
        question.code,
        _("Error:"),
        error,
    )


def _described_by(question: Question, error: str) -> str:
    ids = [f"id_{question.code}_helptext"] if question.hint else []
    if error:
        ids.append(f"id_{question.code}_error")
    ids += question.type.described_by(question)
    return format_html(' aria-describedby="{}"', " ".join(ids)) if ids else ""


def _invalid(question: Question) -> str:
    return format_html(' aria-invalid="true" aria-describedby="id_{}_error"', question.code)
