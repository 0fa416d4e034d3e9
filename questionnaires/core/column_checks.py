"""Names of the columns that a definition makes in datasets."""

from __future__ import annotations

import re
from collections.abc import Iterator

from questionnaires.core.definition import Definition, QuestionDefinition
from questionnaires.core.instrument import Instrument
from questionnaires.core.problems import Path, Problem
from questionnaires.core.schema import questions_in
from questionnaires.core.variables import Variable

MAX_VARIABLE_NAME = 64
"""Bytes of a variable name in SPSS Statistics."""

RESERVED_NAMES = frozenset(
    "all and by eq ge gt le lt ne not or to with "  # SPSS
    "if else repeat while function for next break in true false null inf nan na".split()  # R
)

OWN_COLUMNS = frozenset({"respondent", "area"})
"""Columns that a dataset has besides those of the questions."""


def column_names(definition: Definition, instrument: Instrument) -> Iterator[Problem]:
    """Column names are valid in SPSS and R and stand for one column each."""
    authored = {question.code: (path, question) for path, question in questions_in(definition)}
    seen: dict[str, Variable] = {}
    for variable in instrument.variables():
        name, (path, question) = variable.name, authored[variable.question]
        end = _end_of(name, question)
        at = (*path, *end)
        if len(name.encode()) > MAX_VARIABLE_NAME:
            yield Problem(at, _too_long(name, question, end))
        if name in RESERVED_NAMES or name in OWN_COLUMNS:
            yield Problem(at, f"column name {name} is reserved")
        if name in seen:
            other = seen[name].question
            yield Problem(at, f"column name {name} is already used by {other}")
        if not re.fullmatch(r"[a-z][a-z0-9_]*", name):
            yield Problem(at, f"column name {name} is not valid in SPSS and R")
        seen[name] = variable


def _too_long(name: str, question: QuestionDefinition, end: Path) -> str:
    stem = f"that of {question.code}, or give the question a short `variable`"
    if end[0] == "recodes":
        stem = "that of its recode"
    return (
        f"the column would be called {name}, which has {len(name)} characters: at most "
        f"{MAX_VARIABLE_NAME} fit, so shorten this code or {stem}"
    )


def _end_of(name: str, question: QuestionDefinition) -> Path:
    """Return where, in *question*, the code stands with which the *name* of a column ends."""
    stem = question.variable or question.code
    parts: list[tuple[Path, str]] = [
        ((listed, n, "code"), f"{stem}_{part.code}")
        for listed in ("choices", "rows")
        for n, part in enumerate(getattr(question, listed))
    ]
    parts += [
        (("recodes", r, "groups", n, "code"), f"{recode.code}_{group.code}")
        for r, recode in enumerate(question.recodes)
        for n, group in enumerate(recode.groups)
    ]
    own: Path = ("variable" if question.variable else "code",)
    return next((path for path, part in parts if name in (part, f"{part}_text")), own)
