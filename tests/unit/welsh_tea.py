"""A small questionnaire and its translation file."""

from __future__ import annotations

from questionnaires.core.definition import Definition
from questionnaires.core.translation_update import Update, dump, update
from tests.builders import definition_of_questions, question


def tea(text: str = "Do you drink tea in {area}?", **fields: str) -> Definition:
    return definition_of_questions(question("tea", text=text, **fields), title="Tea")


WELSH_TEA = {
    "questionnaire / title": "Te",
    "section only / title": "Adran",
    "page only / title": "Tudalen",
    "question tea / text": "Ydych chi’n yfed te yn {area}?",
    "question tea / choice yes / label": "Ydw",
    "question tea / choice no / label": "Nac ydw",
}


def changed(old: str, new: str) -> str:
    """Return the file of a sound translation of `tea()` after one change by hand."""
    text = dump(tea(), "cy", WELSH_TEA)
    assert text.count(old) == 1
    return text.replace(old, new)


def updated(definition: Definition, text: str | None) -> Update:
    return update(definition, "cy", text, file="tea.cy.po")
