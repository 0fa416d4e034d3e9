"""HTML of questions, panels and texts: compiled once per process, filled for each respondent.

A question's template runs once for each language. Its HTML is cut at the slots of
`templatetags.question_slots` and at the placeholders of its texts; a page then joins strings. The
same ordinary Django templates serve pages, previews and tests.
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Mapping, Sequence
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

from questionnaires.core.characters import is_blank, without_unstored
from questionnaires.core.instrument import Panel
from questionnaires.core.links import linked
from questionnaires.core.question import Choice, GridRow, Question
from questionnaires.core.texts import (
    FILLABLE,
    block_html,
    inline_html,
    linked_block_html,
)
from questionnaires.table_width import table_class

MARK = "\ue000"
"""Around a slot of a question's template: a character that no text of a questionnaire contains."""

LINKED = "linked"
"""The kind of a slot whose text gets links."""

Texts = Mapping[str, str]
"""What fills the placeholders of a questionnaire's texts for one area."""


@dataclass(frozen=True, slots=True)
class Piece:
    """Fixed HTML and the slot behind it; the last piece of a page has an empty slot."""

    html: str
    kind: str = ""
    key: str = ""


def question_html(
    question: Question,
    *,
    value: Any,
    error: str,
    texts: Texts,
    error_inputs: Collection[str] = (),
) -> SafeString:
    """Return *question* as HTML showing a posted or stored *value* and an *error* ("" for none).

    *error_inputs* are the ids of the inputs that have to be mended.
    """
    filled = question.type.filled(question, value)

    def is_in_box(part: str) -> bool:
        return bool(error) and f"id_{question.code}-{part}--specify" in error_inputs

    def is_in_part(part: str) -> bool:
        """Whether this part of an answer is wrong; where nothing at all was given, each is."""
        is_missing = all(map(is_blank, filled.texts.values()))
        return bool(error) and (is_missing or f"id_{question.code}-{part}" in error_inputs)

    fillers: dict[str, Callable[[str], str]] = {
        "": lambda key: "",
        "ticked": lambda key: " checked" if key in filled.ticked else "",
        "filled": lambda key: escape(without_unstored(filled.texts.get(key, ""))),
        "if_error": lambda key: key if error else "",
        "box_error_class": lambda key: " govuk-input--error" if is_in_box(key) else "",
        "box_invalid": lambda key: _invalid(question) if is_in_box(key) else "",
        "part_error_class": lambda key: " govuk-input--error" if is_in_part(key) else "",
        "part_invalid": lambda key: _invalid(question) if is_in_part(key) else "",
        "error_message": lambda key: _error_message(question, error),
        "described_by": lambda key: _described_by(question, error),
        "placeholder": lambda key: escape(_text_at(key, texts)),
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


def survey_text_html(text: str, *, texts: Texts) -> SafeString:
    """Return a text of a survey, of one or more paragraphs, as HTML with its addresses as links."""
    return _filled(_survey_text_pieces(text, get_language()), texts)


def with_links(text: str) -> SafeString:
    """Return one line that somebody typed, such as a contact, as HTML with its links."""
    return mark_safe(linked(text, new_tab=_new_tab()))  # noqa: S308 - escaped by `linked`


def _new_tab() -> str:
    return _("(opens in a new tab)")


def inline_text_html(text: str, *, texts: Texts) -> SafeString:
    """Return a text that stands in a heading or a line as HTML."""
    return _filled(_inline_pieces(text), texts)


def _filled(pieces: tuple[Piece, ...], texts: Texts) -> SafeString:
    html = "".join(piece.html + _placed(piece, texts) for piece in pieces)
    return mark_safe(html)  # noqa: S308 - escaped when it was compiled


def _placed(piece: Piece, texts: Texts) -> str:
    if not piece.kind:
        return ""
    text = _text_at(piece.key, texts)
    return with_links(text) if piece.kind == LINKED else escape(text)


def _text_at(name: str, texts: Texts) -> str:
    """Return what fills a placeholder; one that nothing fills stays, as in `texts.fill`."""
    return texts.get(name, f"{{{name}}}")


@lru_cache(maxsize=4096)
def _question_pieces(question: Question, language: str | None) -> tuple[Piece, ...]:
    template = f"questionnaires/questions/{question.type.name}.html"
    return _cut(render_to_string(template, {"question": _question_context(question)}))


@lru_cache(maxsize=512)
def _panel_pieces(panel: Panel, language: str | None) -> tuple[Piece, ...]:
    context = {
        "code": panel.code,
        "title": panel.title,
        "body": mark_safe(_linkable(block_html(panel.body))),  # noqa: S308 - HTML is off
        "steps": panel.steps,
        "source": panel.source,
    }
    return _cut(render_to_string("questionnaires/panel.html", {"panel": context}))


@lru_cache(maxsize=1024)
def _text_pieces(text: str) -> tuple[Piece, ...]:
    return _cut(_linkable(block_html(text)))


@lru_cache(maxsize=1024)
def _survey_text_pieces(text: str, language: str | None) -> tuple[Piece, ...]:
    return _cut(_linkable(linked_block_html(text, new_tab=_new_tab())))


@lru_cache(maxsize=4096)
def _inline_pieces(text: str) -> tuple[Piece, ...]:
    return _cut(inline_html(text))


def _question_context(question: Question) -> SimpleNamespace:
    return SimpleNamespace(
        code=question.code,
        text=_inline(question.text),
        hint=_inline(question.hint),
        required=question.required,
        keypad=question.type.keypad(question),
        box_rows=question.type.box_rows(question),
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


def _linkable(html: str) -> str:
    """Return the *html* of a prose text with a slot for the links of its contact.

    Not in headings, labels and drawings, which nobody expects to lead away.
    """
    return html.replace("{contact}", f"{MARK}{LINKED}:contact{MARK}")


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
    for match in FILLABLE.finditer(html):
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
