"""Questions of every type, and their markup."""

from __future__ import annotations

from typing import Any

import pytest

from questionnaires.core.answer_types import ANSWER_TYPES
from questionnaires.core.question import Question
from questionnaires.rendering import question_html
from tests.builders import options, question
from tests.markup import Element, parse

OTHER = {"code": "other", "label": "Other", "specify": "Please specify"}


NONE = {"code": "none", "label": "None", "exclusive": True}


QUESTIONS = {
    "single": question("asked", choices=options("yes", OTHER), hint="Tick one."),
    "multiple": question(
        "asked", "multiple", choices=options("yes", NONE, OTHER), hint="Tick all."
    ),
    "grid": question("asked", "grid", rows=options("upper", OTHER), hint="One a row."),
    "text": question("asked", "text", hint="A few words."),
    "long_text": question("asked", "long_text", hint="As you like.", max_length=300),
    "number": question("asked", "number", hint="In figures.", maximum=9),
    "date": question("asked", "date", hint="Such as 27 3 2016."),
}


FILLED: dict[str, tuple[Any, dict[str, list[str]]]] = {
    "single": (
        {"choice": "other", "specify": {"other": "Tea"}},
        {"asked": ["other"], "asked-other--specify": ["Tea"]},
    ),
    "multiple": (
        {"choices": ["yes", "other"], "specify": {"other": "Tea"}},
        {"asked": ["yes", "other"], "asked-other--specify": ["Tea"]},
    ),
    "grid": (
        {"rows": {"upper": "disagree"}, "specify": {"other": "Tea"}},
        {"asked-upper": ["disagree"], "asked-other--specify": ["Tea"]},
    ),
    "text": ("Words", {"asked": ["Words"]}),
    "long_text": ("\nTwo\n\nlines\n", {"asked": ["\r\nTwo\r\n\r\nlines\r\n"]}),
    "number": (2.5, {"asked": ["2.5"]}),
    "date": ("2016-03-27", {"asked-day": ["27"], "asked-month": ["3"], "asked-year": ["2016"]}),
}
"""A stored value of each type, and what a browser sends when its form is left as it is."""


TEXTS = {"area": "<i>North & South</i>", "since_year": "2014", "contact": "\"'><script>"}


each_type = pytest.mark.parametrize("type_name", ANSWER_TYPES)


def drawn(asked: Question, value: Any = None, error: str = "") -> Element:
    return parse(question_html(asked, value=value, error=error, texts=TEXTS))


def named(page: Element) -> tuple[Element, Element]:
    """Return what names the question and what it names: legend and group, or label and box."""
    groups = page.all("fieldset")
    if groups:
        return groups[0].all("legend")[0], groups[0]
    return page.one("label", **{"for": "id_asked"}), page.one(id="id_asked")


def described(page: Element, element: Element) -> str:
    """What a screen reader reads out after the name of *element*."""
    return " ".join(page.one(id=name).text for name in element.get("aria-describedby").split())
