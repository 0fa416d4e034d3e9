"""What must hold between the parts of a definition, beyond the schema of each part.

Errors stop loading and publishing; warnings are for the author's eye. Every problem carries the
path of the part it is about, which a file's reader turns into a line.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from enum import StrEnum

from questionnaires.core.answer_types import ANSWER_TYPES
from questionnaires.core.compiler import compile_instrument
from questionnaires.core.definition import (
    Definition,
    QuestionDefinition,
    ShownWhenDefinition,
)
from questionnaires.core.instrument import Operator, Release
from questionnaires.core.texts import PLACEHOLDERS, unknown_placeholders
from questionnaires.core.variables import Variable, variables

MAX_GRID_ROWS = 7
"""Rows of a grid on one page; more are tiring on a phone and are split over pages."""

MAX_VARIABLE_NAME = 64
"""Bytes of a variable name in SPSS Statistics."""

RESERVED_NAMES = frozenset(
    "all and by eq ge gt le lt ne not or to with "  # SPSS
    "if else repeat while function for next break in true false null inf nan na".split()  # R
)

OWN_COLUMNS = frozenset({"respondent", "area"})
"""Columns that a dataset has besides those of the questions."""


class Severity(StrEnum):
    ERROR = "error"
    WARNING = "warning"


@dataclass(frozen=True, slots=True)
class Problem:
    """One thing to mend; `path` leads to the part in the definition's own field names."""

    path: tuple[str | int, ...]
    reason: str
    severity: Severity = Severity.ERROR

    def __str__(self) -> str:
        return f"{self.severity}: {'.'.join(map(str, self.path))}: {self.reason}"


Path = tuple[str | int, ...]


def check(definition: Definition) -> list[Problem]:
    """Return everything that is wrong or doubtful in *definition*, in no particular order."""
    problems = [problem for rule in _RULES for problem in rule(definition)]
    if any(problem.severity is Severity.ERROR for problem in problems):
        return problems
    return [*problems, *_variable_names(definition)]


def _questions(definition: Definition) -> Iterator[tuple[Path, QuestionDefinition]]:
    for s, section in enumerate(definition.sections):
        for p, page in enumerate(section.pages):
            for q, question in enumerate(page.questions):
                yield ("sections", s, "pages", p, "questions", q), question


def _unique_codes(definition: Definition) -> Iterator[Problem]:
    """Codes name one thing each: a condition, a link or a column must not be ambiguous."""
    sections = enumerate(definition.sections)
    groups: list[list[tuple[Path, str]]] = [
        [(("panels", n), panel.code) for n, panel in enumerate(definition.panels)],
        [(("sections", n), section.code) for n, section in sections],
        [
            (("sections", s, "pages", p), page.code)
            for s, section in enumerate(definition.sections)
            for p, page in enumerate(section.pages)
        ],
        [(path, question.code) for path, question in _questions(definition)],
    ]
    for path, question in _questions(definition):
        groups.append([((*path, "choices", n), c.code) for n, c in enumerate(question.choices)])
        groups.append([((*path, "rows", n), row.code) for n, row in enumerate(question.rows)])
        for r, recode in enumerate(question.recodes):
            at = (*path, "recodes", r, "groups")
            groups.append([((*at, n), group.code) for n, group in enumerate(recode.groups)])
    for group in groups:
        yield from _repeated(group)


def _repeated(group: list[tuple[Path, str]]) -> Iterator[Problem]:
    seen: set[str] = set()
    for path, code in group:
        if code in seen:
            yield Problem((*path, "code"), f"code {code} is already taken by an earlier one")
        seen.add(code)


def _values(definition: Definition) -> Iterator[Problem]:
    """Numbers stand for answers in datasets: all given or none, and each once."""
    for path, question in _questions(definition):
        lists: list[tuple[Path, list[int | None]]] = [
            ((*path, "choices"), [choice.value for choice in question.choices])
        ]
        for n, recode in enumerate(question.recodes):
            lists.append(((*path, "recodes", n, "groups"), [g.value for g in recode.groups]))
        for at, values in lists:
            repeated = [value for value, times in Counter(values).items() if times > 1]
            if None in values:
                yield Problem(at, "give every entry a value, or none of them")
            elif repeated:
                yield Problem(at, f"value {repeated[0]} stands for two entries")


def _panels(definition: Definition) -> Iterator[Problem]:
    """A page or the start can only show panels that exist."""
    known = {panel.code for panel in definition.panels}
    for n, code in enumerate(definition.start_panels):
        if code not in known:
            yield Problem(("start_panels", n), f"there is no panel {code}")
    for s, section in enumerate(definition.sections):
        for p, page in enumerate(section.pages):
            for n, code in enumerate(page.panels):
                if code not in known:
                    path = ("sections", s, "pages", p, "panels", n)
                    yield Problem(path, f"there is no panel {code}")


def _conditions(definition: Definition) -> Iterator[Problem]:
    """A condition reads a question on an earlier page, and choices which that question has.

    The page must be earlier, not the same one: without a script nothing appears on a page that
    the respondent is already looking at.
    """
    asked: dict[str, QuestionDefinition] = {}
    for s, section in enumerate(definition.sections):
        path: Path = ("sections", s)
        yield from _shown_when(section.shown_when, path, asked)
        for p, page in enumerate(section.pages):
            page_path = (*path, "pages", p)
            yield from _shown_when(page.shown_when, page_path, asked)
            for q, question in enumerate(page.questions):
                yield from _shown_when(question.shown_when, (*page_path, "questions", q), asked)
            asked |= {question.code: question for question in page.questions}


def _shown_when(
    shown_when: ShownWhenDefinition | None, path: Path, asked: dict[str, QuestionDefinition]
) -> Iterator[Problem]:
    if shown_when is None:
        return
    for n, condition in enumerate(shown_when.conditions):
        at = (*path, "shown_when", shown_when.match.value, n)
        source = asked.get(condition.question)
        if source is None:
            reason = f"{condition.question} is not asked on an earlier page"
            yield Problem((*at, "question"), reason)
        elif condition.operator is not Operator.ANSWERED:
            yield from _condition_choices(source, condition.choices, at)


def _condition_choices(
    source: QuestionDefinition, choices: tuple[str, ...], at: Path
) -> Iterator[Problem]:
    if not ANSWER_TYPES[source.type].may_route:
        yield Problem(at, f"{source.code} has no single choices: ask only whether it was answered")
        return
    known = {choice.code for choice in source.choices}
    for code in choices:
        if code not in known:
            yield Problem(at, f"{source.code} has no choice {code}")


def _grids(definition: Definition) -> Iterator[Problem]:
    for path, question in _questions(definition):
        shown = [row for row in question.rows if not row.retired]
        if len(shown) > MAX_GRID_ROWS:
            reason = f"{len(shown)} rows: split the grid so that a page has at most {MAX_GRID_ROWS}"
            yield Problem((*path, "rows"), reason)


def _live_parts(definition: Definition) -> Iterator[Problem]:
    """A question needs something to answer with that is not retired."""
    for path, question in _questions(definition):
        for name in ("choices", "rows"):
            parts = getattr(question, name)
            if parts and all(part.retired for part in parts):
                yield Problem((*path, name), "all of them are retired")


def _choice_fields(definition: Definition) -> Iterator[Problem]:
    """Only choices that can be ticked together exclude one another; scale points have no box.

    Where any of them may be ticked there is no scale to stand off.
    """
    for path, question in _questions(definition):
        for n, choice in enumerate(question.choices):
            for name in ("exclusive", "off_scale", "specify"):
                if getattr(choice, name) and name not in ANSWER_TYPES[question.type].choice_takes:
                    reason = f"a choice of a {question.type} question cannot have {name}"
                    yield Problem((*path, "choices", n, name), reason)


def _scales(definition: Definition) -> Iterator[Problem]:
    """Choices off the scale stand after all of its points, so that one line sets them apart."""
    for path, question in _questions(definition):
        shown = [(n, choice) for n, choice in enumerate(question.choices) if not choice.retired]
        points = [n for n, choice in shown if not choice.off_scale]
        if shown and not points:
            yield Problem((*path, "choices"), "all of them are off the scale")
        for n, choice in shown:
            if choice.off_scale and points and n < points[-1]:
                reason = f"{choice.code} is off the scale, so it stands after the points of it"
                yield Problem((*path, "choices", n, "off_scale"), reason)


def _recodes(definition: Definition) -> Iterator[Problem]:
    """A recode is a partition: each choice belongs to exactly one group."""
    for path, question in _questions(definition):
        if (question.release is Release.RECODE) != bool(question.recodes):
            yield Problem(path, "release: recode and recodes go together")
        codes = {choice.code for choice in question.choices}
        for n, recode in enumerate(question.recodes):
            at = (*path, "recodes", n)
            grouped = Counter(code for group in recode.groups for code in group.choices)
            for code in sorted(grouped.keys() - codes):
                yield Problem(at, f"{question.code} has no choice {code}")
            for code in sorted(codes - grouped.keys()):
                yield Problem(at, f"choice {code} is in no group")
            for code in (code for code, times in grouped.items() if times > 1):
                yield Problem(at, f"choice {code} is in two groups")


def _limits(definition: Definition) -> Iterator[Problem]:
    for path, question in _questions(definition):
        low, high = question.minimum, question.maximum
        if low is not None and high is not None and low > high:
            yield Problem((*path, "minimum"), "minimum is above maximum")
        for name, limit in (("minimum", low), ("maximum", high)):
            if limit is not None and round(limit, question.decimals or 0) != limit:
                reason = f"{name} has more decimal places than an answer may have"
                yield Problem((*path, name), reason)


def _placeholders(definition: Definition) -> Iterator[Problem]:
    """Only placeholders that a survey can fill, in whatever text they stand."""
    for path, text in _texts(definition.model_dump(), ()):
        for name in unknown_placeholders(text):
            known = ", ".join(f"{{{known}}}" for known in PLACEHOLDERS)
            yield Problem(path, f"nothing fills {{{name}}}; known are {known}")


def _texts(data: object, path: Path) -> Iterator[tuple[Path, str]]:
    if isinstance(data, str):
        yield path, data
    elif isinstance(data, dict):
        for key, item in data.items():
            yield from _texts(item, (*path, key))
    elif isinstance(data, list | tuple):
        for n, item in enumerate(data):
            yield from _texts(item, (*path, n))


def _undeclared(definition: Definition) -> Iterator[Problem]:
    """A question whose release is not declared never leaves the database: is that meant?"""
    for path, question in _questions(definition):
        if question.release is None:
            reason = f"{question.code} declares no release, so no dataset will hold it"
            yield Problem(path, reason, Severity.WARNING)


def _numbers_like_missing_values(definition: Definition) -> Iterator[Problem]:
    """Datasets write −7, −8 and −9 for missing values: a number that may be one misleads."""
    for path, question in _questions(definition):
        is_number = "minimum" in ANSWER_TYPES[question.type].takes
        may_be_low = question.minimum is None or question.minimum <= -7
        if is_number and may_be_low and question.release is Release.KEEP:
            reason = "set minimum above -7: datasets write -7, -8 and -9 for missing values"
            yield Problem((*path, "minimum"), reason, Severity.WARNING)


def _variable_names(definition: Definition) -> Iterator[Problem]:
    """Column names are valid in SPSS and R and stand for one column each."""
    paths = {question.code: path for path, question in _questions(definition)}
    seen: dict[str, Variable] = {}
    for variable in variables(compile_instrument(definition)):
        path = paths[variable.question.code]
        if len(variable.name.encode()) > MAX_VARIABLE_NAME:
            yield Problem(path, f"column name {variable.name} is longer than {MAX_VARIABLE_NAME}")
        if variable.name in RESERVED_NAMES or variable.name in OWN_COLUMNS:
            yield Problem(path, f"column name {variable.name} is reserved")
        if variable.name in seen:
            other = seen[variable.name].question.code
            yield Problem(path, f"column name {variable.name} is already used by {other}")
        if not re.fullmatch(r"[a-z][a-z0-9_]*", variable.name):
            yield Problem(path, f"column name {variable.name} is not valid in SPSS and R")
        seen[variable.name] = variable


_RULES: tuple[Callable[[Definition], Iterator[Problem]], ...] = (
    _unique_codes,
    _values,
    _panels,
    _conditions,
    _grids,
    _live_parts,
    _choice_fields,
    _scales,
    _recodes,
    _limits,
    _placeholders,
    _undeclared,
    _numbers_like_missing_values,
)


def check_succession(earlier: Definition, later: Definition) -> list[Problem]:
    """Return what in *later* would change the meaning of a code that *earlier* has published.

    A code, once published, means one thing for ever: a choice or row is retired, not deleted; its
    number stays, and so does its place off the scale; a question keeps its type. So answers of two
    versions can stand in one dataset.
    """
    before = {question.code: question for _, question in _questions(earlier)}
    return [
        problem
        for path, question in _questions(later)
        if question.code in before
        for problem in _question_succession(before[question.code], question, path)
    ]


def _question_succession(
    earlier: QuestionDefinition, later: QuestionDefinition, path: Path
) -> Iterator[Problem]:
    if earlier.type != later.type:
        reason = f"{later.code} was published as {earlier.type}: give the new question a new code"
        yield Problem((*path, "type"), reason)
        return
    for name in ("choices", "rows"):
        kept = {part.code for part in getattr(later, name)}
        for part in getattr(earlier, name):
            if part.code not in kept:
                reason = f"{part.code} was published: retire it instead of deleting it"
                yield Problem((*path, name), reason)
    yield from _choice_succession(earlier, later, path)


def _choice_succession(
    earlier: QuestionDefinition, later: QuestionDefinition, path: Path
) -> Iterator[Problem]:
    """A choice keeps its number, and one off the scale stays off it.

    One that was published as a point may be declared off the scale later: versions from before
    there was such a declaration have none.
    """
    published = {choice.code: choice for choice in earlier.choices}
    for n, choice in enumerate(later.choices):
        before = published.get(choice.code, choice)
        if before.value != choice.value:
            reason = f"{choice.code} was published with the value {before.value}"
            yield Problem((*path, "choices", n, "value"), reason)
        if before.off_scale and not choice.off_scale:
            reason = f"{choice.code} was published off the scale: it cannot become a point of it"
            yield Problem((*path, "choices", n, "off_scale"), reason)
