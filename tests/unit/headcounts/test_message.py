"""Sentences with values, told in English here and translated elsewhere."""

from __future__ import annotations

from fieldwork.core.message import Message


def test_it_is_its_text_with_the_values() -> None:
    assert str(Message("“%(text)s” is in row %(row)s", {"text": "Leeds", "row": 3})) == (
        "“Leeds” is in row 3"
    )


def test_values_are_no_templates() -> None:
    assert str(Message("“%(text)s”", {"text": "50% %(text)s"})) == "“50% %(text)s”"


def test_without_values_it_is_a_template_all_the_same() -> None:
    assert str(Message("100%%")) == "100%"
