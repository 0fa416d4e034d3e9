"""Texts of a questionnaire: a little Markdown, and named placeholders.

Authors may write `**bold**`, `*emphasis*`, paragraphs, lists and block quotes. HTML is switched
off in the parser, so a text can never carry markup of its own. Placeholders such as `{area}` stand
for what a survey or its area decides: the names below, and the parameters of a questionnaire.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Mapping
from enum import StrEnum
from typing import Any

from markdown_it import MarkdownIt
from markdown_it.renderer import RendererHTML

from questionnaires.core.links import linked, literal


class Markup(StrEnum):
    """How much Markdown works in a text."""

    NONE = "none"
    INLINE = "bold and emphasis"
    BLOCK = "bold and emphasis, paragraphs, lists and quotations"


PLACEHOLDERS: dict[str, str] = {
    "area": "the name of the respondent's local authority",
    "closing_date": "the last day on which the survey is open",
    "contact": "whom to ask about the survey",
}
"""What every survey fills, whatever its questionnaire: name -> what it stands for."""

PLACEHOLDER = re.compile(r"\{([^{}]*)\}")

FILLABLE = re.compile(r"\{([a-z][a-z0-9_]*)\}")
"""A placeholder with a name that may be one."""

RULES = ["emphasis", "list", "blockquote", "newline", "escape"]

_markdown = MarkdownIt("zero").enable(RULES)


def _linked_text(self: RendererHTML, tokens: Any, index: int, options: Any, env: Any) -> str:
    return linked(tokens[index].content, new_tab=env["new_tab"])


_markdown_with_links = MarkdownIt("zero").enable(RULES)
_markdown_with_links.add_render_rule("text", _linked_text)


def inline_html(text: str) -> str:
    """Return *text* as HTML without a surrounding paragraph; placeholders stay as they are."""
    rendered: str = _markdown.renderInline(text.strip())
    return rendered


def block_html(text: str) -> str:
    """Return *text* as HTML paragraphs, lists and block quotes; placeholders stay as they are."""
    rendered: str = _markdown.render(text)
    return rendered


def linked_block_html(text: str, *, new_tab: str) -> str:
    """Return *text* as `block_html` does, with links (`links.linked`)."""
    rendered: str = _markdown_with_links.render(literal(text), {"new_tab": new_tab})
    return rendered


def plain(text: str) -> str:
    """Return *text* without bold and emphasis, on one line, as codebooks and summaries print it.

    It is read as a label is, not as a block: "> 5 years" is no quotation and "1. Never" no list.
    """
    tokens = [child for token in _markdown.parseInline(text) for child in token.children or ()]
    words = "".join(" " if token.type.endswith("break") else token.content for token in tokens)
    return " ".join(words.split())


def has_emphasis(text: str) -> bool:
    """Return whether there is bold or emphasis in *text*."""
    tokens = [child for token in _markdown.parseInline(text) for child in token.children or ()]
    return any(token.type in ("em_open", "strong_open") for token in tokens)


def unknown_placeholders(text: str, known: Collection[str]) -> list[str]:
    """Return the placeholder names in *text* that are not *known*, in order."""
    return [name for name in PLACEHOLDER.findall(text) if name not in known]


def fill(text: str, values: Mapping[str, str]) -> str:
    """Return *text* with its placeholders replaced from *values*; a name not given stays."""
    return PLACEHOLDER.sub(lambda match: values.get(match[1], match[0]), text)
