"""Entries of a translation that a paper shows are those that the command writes."""

from __future__ import annotations

from io import BytesIO
from pathlib import Path

import pytest
from babel.messages.catalog import Message
from babel.messages.pofile import read_po
from django.core.management import call_command

from tests.integration.papers.blocks import Snippet, snippets_in

EXAMPLE = snippets_in("yaml", paper="docs/questionnaire-format.md")[0].content


@pytest.fixture
def written(tmp_path: Path) -> dict[str | None, Message]:
    """What `translate_questionnaire` writes for the example of the format, by addresses."""
    (tmp_path / "visits.yaml").write_text(EXAMPLE)
    call_command("translate_questionnaire", tmp_path / "visits.yaml", "cy", verbosity=0)
    return entries((tmp_path / "visits.cy.po").read_text())


def entries(text: str) -> dict[str | None, Message]:
    return {entry.context: entry for entry in read_po(BytesIO(text.encode())) if entry.id}


@pytest.mark.parametrize("snippet", snippets_in("po"), ids=str)
def test_each_is_written_like_this(snippet: Snippet, written: dict[str | None, Message]) -> None:
    shown = entries(snippet.content)
    assert shown
    for address, entry in shown.items():
        real = written[address]
        assert (entry.id, entry.string) == (real.id, real.string)
        assert entry.auto_comments == real.auto_comments
        assert entry.flags == real.flags
