"""A definition file with another text in it."""

from __future__ import annotations

from questionnaires.core.yaml_format import parse
from tests.definition_file import SURVEY


def with_text(*lines: str) -> str:
    """Return a file whose last question has the text that *lines* give it."""
    return SURVEY.replace("            text: How old are you?\n", "".join(lines))


def text_of(*lines: str) -> str:
    return parse(with_text(*lines), file="x").sections[0].pages[1].questions[1].text


AT = "            "
