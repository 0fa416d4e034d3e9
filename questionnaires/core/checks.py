"""What must hold between the parts of a definition, beyond the schema of each part.

Errors stop loading and publishing; warnings are for the author's eye. Every problem carries the
path of the part it is about, which a file's reader turns into a line.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator

from disclosure.vocabulary import Release
from questionnaires.core.answer_types import ANSWER_TYPES
from questionnaires.core.compiler import compile_instrument
from questionnaires.core.conditions import Operator
from questionnaires.core.definition import (
    ConditionDefinition,
    Definition,
    QuestionDefinition,
    RecodeDefinition,
    ShownWhenDefinition,
)
from questionnaires.core.instrument import Instrument
from questionnaires.core.problems import Path, Problem, Severity
from questionnaires.core.reachability import Reachability, unreachable
from questionnaires.core.schema import questions_in, texts_in
from questionnaires.core.suggestions import Guesses
from questionnaires.core.text_checks import (
    blank_texts,
    equal_labels,
    equal_titles,
    markup_to_be_seen,
)
from questionnaires.core.texts import PLACEHOLDERS, unknown_placeholders
from questionnaires.core.variables import Variable

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
        *_column_names(definition, instrument),
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


def _conditions(definition: Definition) -> Iterator[Problem]:
    """A condition reads a question on an earlier page, and choices which that question has.

    The page must be earlier, not the same one: without a script nothing appears on a page that
    the respondent is already looking at.
    """
    sources = _Sources(definition)
    for s, section in enumerate(definition.sections):
        path: Path = ("sections", s)
        yield from sources.problems(section.shown_when, path)
        for p, page in enumerate(section.pages):
            at: Path = (*path, "pages", p)
            yield from sources.problems(page.shown_when, at)
            for q, question in enumerate(page.questions):
                yield from sources.problems(question.shown_when, (*at, "questions", q))
            sources.asked |= {question.code for question in page.questions}


class _Sources:
    """The questions that conditions may read; `asked` are those of the pages so far."""

    def __init__(self, definition: Definition) -> None:
        self.asked: set[str] = set()
        self._guess = Guesses()
        self._types: dict[str, str] = {}
        self._choices: dict[str, set[str]] = {}
        for _path, question in questions_in(definition):
            self._types[question.code] = question.type
            self._choices[question.code] = {choice.code for choice in question.choices}

    def problems(self, shown_when: ShownWhenDefinition | None, path: Path) -> Iterator[Problem]:
        if shown_when is None:
            return
        for n, condition in enumerate(shown_when.conditions):
            at = (*path, "shown_when", shown_when.match.value, n)
            code = condition.question
            if code not in self._types:
                reason = f"there is no question {code}{self._guess(code, self._types)}"
                yield Problem((*at, "question"), reason)
            elif code not in self.asked:
                yield Problem((*at, "question"), f"{code} is not asked on an earlier page")
            elif condition.operator is not Operator.ANSWERED:
                yield from self._unknown_choices(condition, at)

    def _unknown_choices(self, condition: ConditionDefinition, at: Path) -> Iterator[Problem]:
        source = condition.question
        if not ANSWER_TYPES[self._types[source]].may_route:
            yield Problem(at, f"{source} has no single choices: ask only whether it was answered")
            return
        known = self._choices[source]
        for code in condition.choices:
            if code not in known:
                # The code itself ends the path: those of a condition have lost their order.
                place = (*at, condition.operator.value, code)
                yield Problem(place, f"{source} has no choice {code}{self._guess(code, known)}")


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


def _placeholders(definition: Definition) -> Iterator[Problem]:
    """Only placeholders that a survey can fill, in whatever text they stand."""
    guess = Guesses()
    known = ", ".join(f"{{{name}}}" for name in PLACEHOLDERS)
    for path, text, _field in texts_in(definition):
        for name in unknown_placeholders(text):
            reason = f"nothing fills {{{name}}}; known are {known}{guess(name, PLACEHOLDERS)}"
            yield Problem(path, reason, excerpt=f"{{{name}}}")


def _undeclared(definition: Definition) -> Iterator[Problem]:
    """A question whose release is not declared never leaves the database: is that meant?"""
    for path, question in questions_in(definition):
        if question.release is None:
            reason = f"{question.code} declares no release, so no dataset will hold it"
            yield Problem(path, reason, Severity.WARNING)


def _numbers_like_missing_values(definition: Definition) -> Iterator[Problem]:
    """Datasets write −7, −8 and −9 for missing values: a number that may be one misleads."""
    for path, question in questions_in(definition):
        is_number = "minimum" in ANSWER_TYPES[question.type].takes
        may_be_low = question.minimum is None or question.minimum <= -7
        if is_number and may_be_low and question.release is Release.KEEP:
            reason = "set minimum above -7: datasets write -7, -8 and -9 for missing values"
            yield Problem((*path, "minimum"), reason, Severity.WARNING)


def _column_names(definition: Definition, instrument: Instrument) -> Iterator[Problem]:
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


_RULES: tuple[Callable[[Definition], Iterator[Problem]], ...] = (
    _unique_codes,
    _free_codes,
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
    blank_texts,
    markup_to_be_seen,
    equal_labels,
    _undeclared,
    _numbers_like_missing_values,
)


def check_succession(earlier: Definition, later: Definition) -> list[Problem]:
    """Return what in *later* would change the meaning of a code that *earlier* has published.

    A code, once published, means one thing for ever: a choice or row is retired, not deleted; its
    number stays, its group in a recode and its place off the scale; a question keeps the stem of
    its columns and its type, or gets one that takes each answer of the old one. So answers of two
    versions can stand in one dataset.
    """
    before = {question.code: question for _, question in questions_in(earlier)}
    return [
        problem
        for path, question in questions_in(later)
        if question.code in before
        for problem in _question_succession(before[question.code], question, path)
    ]


def _question_succession(
    earlier: QuestionDefinition, later: QuestionDefinition, path: Path
) -> Iterator[Problem]:
    if earlier.type not in {later.type, *ANSWER_TYPES[later.type].succeeds}:
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
    yield from _column_succession(earlier, later, path)


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


def _column_succession(
    earlier: QuestionDefinition, later: QuestionDefinition, path: Path
) -> Iterator[Problem]:
    stem = earlier.variable or earlier.code
    if (later.variable or later.code) != stem:
        yield Problem((*path, "variable"), f"{later.code} was published with the variable {stem}")
    recodes = {recode.code: recode for recode in earlier.recodes}
    for n, recode in enumerate(later.recodes):
        if recode.code in recodes:
            yield from _recode_succession(recodes[recode.code], recode, (*path, "recodes", n))


def _recode_succession(
    earlier: RecodeDefinition, later: RecodeDefinition, path: Path
) -> Iterator[Problem]:
    group_of = {code: group.code for group in earlier.groups for code in group.choices}
    values = {group.code: group.value for group in earlier.groups}
    for n, group in enumerate(later.groups):
        if values.get(group.code, group.value) != group.value:
            reason = f"{group.code} was published with the value {values[group.code]}"
            yield Problem((*path, "groups", n, "value"), reason)
        for code in group.choices:
            if group_of.get(code, group.code) != group.code:
                reason = (
                    f"{code} was published in the group {group_of[code]}: "
                    f"leave it there, or give {later.code} a new code"
                )
                yield Problem((*path, "groups", n, "choices"), reason)


def check_columns(earlier: Definition, later: Definition) -> list[Problem]:
    """Return the columns of *later* that belonged to another question in *earlier*.

    Both have passed `check` without errors. A column, once published, has one meaning too.
    """
    owners = {one.name: one.question for one in compile_instrument(earlier).variables()}
    paths = {question.code: path for path, question in questions_in(later)}
    return [
        Problem(
            paths[one.question],
            f"column name {one.name} was published for {owners[one.name]}: choose another",
        )
        for one in compile_instrument(later).variables()
        if owners.get(one.name, one.question) != one.question
    ]
