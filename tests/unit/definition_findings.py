"""What the checker finds in a definition."""

from __future__ import annotations

from questionnaires.core.checks import check
from questionnaires.core.definition import Definition
from tests.builders import (
    Fields,
)

FIRST = "sections.0.pages.0.questions.0"


UNSURE: Fields = {"code": "unsure", "label": "Unsure", "off_scale": True}


def found(checked: Definition) -> list[str]:
    return [str(problem) for problem in check(checked)]


KNOWN = "known are {area}, {closing_date}, {contact}"
