"""Stored answers that a paper shows are what the answer types store."""

from __future__ import annotations

import json

import pytest

from tests.builders import compiled, options, question
from tests.integration.papers.blocks import Snippet, snippets_in

OTHER = {"code": "other", "label": "Other", "specify": "Please specify"}
QUESTIONS = {
    "role": question("role", choices=options("practitioner", "manager")),
    "feelings": question("feelings", "multiple", choices=options("worried", OTHER)),
    "confidence": question("confidence", "grid", rows=options("identifying")),
    "tools": question("tools", "text"),
}


@pytest.mark.parametrize("snippet", snippets_in("json"), ids=str)
def test_they_are_taken_as_they_are(snippet: Snippet) -> None:
    shown = json.loads(snippet.content)
    assert shown.keys() == QUESTIONS.keys()
    for code, value in shown.items():
        asked = compiled(QUESTIONS[code])
        assert asked.type.clean(asked, value) == value
