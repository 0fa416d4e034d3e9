"""Translations for tests: made of the texts themselves, so that nobody invents a language."""

from __future__ import annotations

from questionnaires.core.definition import Definition
from questionnaires.core.translation import Text, texts_of


def pseudo_translation(definition: Definition, mark: str = "‹›") -> dict[str, str]:
    """Return a sound translation of *definition*: each text between the two signs of *mark*."""
    return {address: _marked(text, mark) for address, text in texts_of(definition).items()}


def _marked(text: Text, mark: str) -> str:
    marked = f"{mark[0]}{text.words}{mark[1]}"
    fits = text.max_length is None or len(marked) <= text.max_length
    return marked if fits else text.words
