"""What must hold between the parts of a definition, beyond the schema of each part.

Errors stop loading and publishing; warnings are for the author's eye. Every problem carries the
path of the part it is about, which a file's reader turns into a line.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from functools import partial

from disclosure.missing import LABELS
from disclosure.vocabulary import Release
from questionnaires.core.answer_types import ANSWER_TYPES
from questionnaires.core.column_checks import column_names
from questionnaires.core.compiler import compile_instrument
from questionnaires.core.condition_checks import conditions
from questionnaires.core.definition import (
    Definition,
    RecodeDefinition,
)
from questionnaires.core.parameter_checks import parameters, placeholders, unused_parameters
from questionnaires.core.problems import Path, Problem, Severity
from questionnaires.core.reachability import Reachability, unreachable
from questionnaires.core.schema import questions_in
from questionnaires.core.suggestions import Guesses
from questionnaires.core.text_checks import (
    blank_texts,
    equal_labels,
    equal_titles,
    markup_to_be_seen,
)

MAX_GRID_ROWS = 7
"""Rows of a grid on one page; more are tiring on a phone and are split over pages."""

FIELD_OF_THE_PAGE = "csrfmiddlewaretoken"
"""The one field of a page of Django's that has a name which the code of a question could have."""


def check(definition: Definition) -> list[Problem]:
    """Return everything that is wrong or doubtful in *definition*, in no particular order."""
    problems = [problem for rule in _RULES for problem in rule(definition)]
    if any(problem.severity is Severity.ERROR for problem in problems):
        return problems
    instrument = compile_instrument(definition)
    reach = Reachability(instrument)
    return [
        *problems,
        *column_names(definition, instrument),
        *unreachable(instrument, reach),
        *equal_titles(instrument, reach),
    ]


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
        [(path, question.code) for path, question in questions_in(definition)],
    ]
    for path, question in questions_in(definition):
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


def _free_codes(definition: Definition) -> Iterator[Problem]:
    """The code of a question names its field in the page, so no other field may have it."""
    for path, question in questions_in(definition):
        if question.code == FIELD_OF_THE_PAGE:
            yield Problem((*path, "code"), f"code {question.code} is reserved")


def _values(definition: Definition) -> Iterator[Problem]:
    """Numbers stand for answers in datasets: all given or none, and each once."""
    for path, question in questions_in(definition):
        lists: list[tuple[Path, list[int | None]]] = [
            ((*path, "choices"), [choice.value for choice in question.choices])
        ]
        for n, recode in enumerate(question.recodes):
            lists.append(((*path, "recodes", n, "groups"), [g.value for g in recode.groups]))
        for at, values in lists:
            if None in values:
                reason = "give every entry a value, or none of them"
                yield Problem((*at, values.index(None)), reason)
            else:
                yield from _repeated_values(at, values)


def _repeated_values(path: Path, values: list[int | None]) -> Iterator[Problem]:
    seen: set[int | None] = set()
    for n, value in enumerate(values):
        if value in seen:
            yield Problem((*path, n, "value"), f"value {value} stands for an earlier entry too")
        seen.add(value)


def _headcounts(definition: Definition) -> Iterator[Problem]:
    """Headcounts are given in the groups of one recode that is there."""
    known = [recode.code for _path, one in questions_in(definition) for recode in one.recodes]
    named = definition.headcounts
    if named is not None and known.count(named) != 1:
        how_many = "no recode" if named not in known else "more than one recode"
        reason = f"{how_many} is called {named}{Guesses()(named, set(known))}"
        yield Problem(("headcounts",), reason)


def _panels(definition: Definition) -> Iterator[Problem]:
    """A page or the start can only show panels that exist."""
    known, guess = {panel.code for panel in definition.panels}, Guesses()
    for n, code in enumerate(definition.start_panels):
        if code not in known:
            yield Problem(("start_panels", n), f"there is no panel {code}{guess(code, known)}")
    for s, section in enumerate(definition.sections):
        for p, page in enumerate(section.pages):
            for n, code in enumerate(page.panels):
                if code not in known:
                    path = ("sections", s, "pages", p, "panels", n)
                    yield Problem(path, f"there is no panel {code}{guess(code, known)}")


def _grids(definition: Definition) -> Iterator[Problem]:
    for path, question in questions_in(definition):
        shown = [row for row in question.rows if not row.retired]
        if len(shown) > MAX_GRID_ROWS:
            reason = f"{len(shown)} rows: split the grid so that a page has at most {MAX_GRID_ROWS}"
            yield Problem((*path, "rows"), reason)


def _live_parts(definition: Definition) -> Iterator[Problem]:
    """A question needs something to answer with that is not retired."""
    for path, question in questions_in(definition):
        for name in ("choices", "rows"):
            parts = getattr(question, name)
            if parts and all(part.retired for part in parts):
                yield Problem((*path, name), "all of them are retired")


def _choice_fields(definition: Definition) -> Iterator[Problem]:
    """Only choices that can be ticked together exclude one another; scale points have no box.

    Where any of them may be ticked there is no scale to stand off.
    """
    for path, question in questions_in(definition):
        for n, choice in enumerate(question.choices):
            for name in ("exclusive", "off_scale", "specify"):
                if getattr(choice, name) and name not in ANSWER_TYPES[question.type].choice_takes:
                    reason = f"a choice of a {question.type} question cannot have {name}"
                    yield Problem((*path, "choices", n, name), reason)


def _scales(definition: Definition) -> Iterator[Problem]:
    """Choices off the scale stand after all of its points, so that one line sets them apart."""
    for path, question in questions_in(definition):
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
    for path, question in questions_in(definition):
        if question.recodes and question.release is not Release.RECODE:
            yield Problem((*path, "recodes"), "recodes want release: recode")
        if question.release is Release.RECODE and not question.recodes:
            yield Problem((*path, "release"), "release: recode wants recodes")
        codes = {choice.code for choice in question.choices}
        for n, recode in enumerate(question.recodes):
            yield from _groups(recode, (*path, "recodes", n), question.code, codes)


def _groups(
    recode: RecodeDefinition, path: Path, question: str, codes: set[str]
) -> Iterator[Problem]:
    grouped: set[str] = set()
    guess = Guesses()
    for n, group in enumerate(recode.groups):
        for code in group.choices:
            at = (*path, "groups", n, "choices", code)
            if code not in codes:
                yield Problem(at, f"{question} has no choice {code}{guess(code, codes)}")
            elif code in grouped:
                yield Problem(at, f"choice {code} is in two groups")
        grouped |= set(group.choices)
    for code in sorted(codes - grouped):
        yield Problem(path, f"choice {code} is in no group")


def _limits(definition: Definition) -> Iterator[Problem]:
    for path, question in questions_in(definition):
        low, high = question.minimum, question.maximum
        if low is not None and high is not None and low > high:
            yield Problem((*path, "minimum"), "minimum is above maximum")
        for name, limit in (("minimum", low), ("maximum", high)):
            if limit is not None and round(limit, question.decimals or 0) != limit:
                reason = f"{name} has more decimal places than an answer may have"
                yield Problem((*path, name), reason)


def _undeclared(definition: Definition) -> Iterator[Problem]:
    """A question whose release is not declared never leaves the database: is that meant?"""
    for path, question in questions_in(definition):
        if question.release is None:
            reason = f"{question.code} declares no release, so no dataset will hold it"
            yield Problem(path, reason, Severity.WARNING)


def _numbers_like_missing_values(definition: Definition) -> Iterator[Problem]:
    """Datasets write −7, −8 and −9 for missing values: a number that may be one misleads."""
    for path, question in questions_in(definition):
        may_be = partial(ANSWER_TYPES[question.type].may_be, minimum=question.minimum)
        if question.release is Release.KEEP and any(map(may_be, LABELS)):
            reason = "set minimum above -7: datasets write -7, -8 and -9 for missing values"
            yield Problem((*path, "minimum"), reason, Severity.WARNING)


_RULES: tuple[Callable[[Definition], Iterator[Problem]], ...] = (
    _unique_codes,
    _free_codes,
    _values,
    _headcounts,
    _panels,
    conditions,
    _grids,
    _live_parts,
    _choice_fields,
    _scales,
    _recodes,
    _limits,
    parameters,
    placeholders,
    unused_parameters,
    blank_texts,
    markup_to_be_seen,
    equal_labels,
    _undeclared,
    _numbers_like_missing_values,
)
