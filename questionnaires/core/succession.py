"""What a later version must keep of what an earlier one has published."""

from __future__ import annotations

from collections.abc import Iterator

from questionnaires.core.answer_types import ANSWER_TYPES
from questionnaires.core.compiler import compile_instrument
from questionnaires.core.definition import Definition, QuestionDefinition, RecodeDefinition
from questionnaires.core.problems import Path, Problem
from questionnaires.core.schema import questions_in


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
