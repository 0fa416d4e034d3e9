"""What the checker finds in texts."""

from __future__ import annotations

from questionnaires.core.checks import check
from questionnaires.core.definition import Definition

FIRST = "sections.0.pages.0.questions.0"


def found(checked: Definition) -> list[str]:
    return [str(problem) for problem in check(checked)]
