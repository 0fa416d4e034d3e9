"""Texts that read the same, where people could not tell them apart."""

from __future__ import annotations

from typing import Any

import pytest

from tests.builders import (
    Fields,
    all_of,
    definition,
    definition_of_pages,
    definition_of_questions,
    options,
    page,
    question,
    section,
)
from tests.unit.text_findings import FIRST, found

# Equal labels


def labelled(*labels: str) -> list[Fields]:
    return [{"code": f"c{n}", "label": label} for n, label in enumerate(labels)]


@pytest.mark.parametrize("other", ["Yes", "yes", " Yes ", "**Yes**", "Yes\u00a0"])
def test_two_choices_that_read_the_same_are_told(other: str) -> None:
    checked = definition_of_questions(question("q", choices=labelled("Yes", "No", other)))
    assert found(checked) == [
        f"warning: {FIRST}.choices.2.label: two choices read the same, c0 and c2: nobody can tell "
        "them apart"
    ]


def test_a_choice_may_read_like_one_that_is_retired_or_of_another_question() -> None:
    retired = {"code": "old", "label": "Yes", "retired": True}
    first = question("q", choices=[*options("yes"), retired])
    assert found(definition_of_questions(first, question("r", choices=options("yes")))) == []


def test_two_rows_that_read_the_same_are_told() -> None:
    checked = definition_of_questions(question("q", "grid", rows=labelled("One", "Two", "One")))
    assert found(checked) == [
        f"warning: {FIRST}.rows.2.label: two rows read the same, c0 and c2: nobody can tell them "
        "apart"
    ]


def test_the_rows_of_a_grid_on_two_pages_are_looked_at_together() -> None:
    first = question("q", "grid", text="How?", rows=labelled("One", "Two"))
    rows = [{"code": "c7", "label": "Two"}]
    second = question("more", "grid", variable="q", text="How?", rows=rows)
    assert found(definition_of_pages(page("a", first), page("b", second))) == [
        "warning: sections.0.pages.1.questions.0.rows.0.label: two rows read the same, c1 and c7: "
        "nobody can tell them apart"
    ]


def test_two_groups_of_a_recode_that_read_the_same_are_told() -> None:
    groups = [
        {"code": "a", "label": "Side", "choices": ["yes"]},
        {"code": "b", "label": "Side", "choices": ["no"]},
    ]
    recode = {"code": "side", "label": "Side", "groups": groups}
    assert found(definition_of_questions(question("q", release="recode", recodes=[recode]))) == [
        f"warning: {FIRST}.recodes.0.groups.1.label: two groups read the same, a and b: nobody can "
        "tell them apart in a dataset"
    ]


# Equal headings


ROLE = question("role", choices=options("clerk", "driver"))


CLERKS = all_of({"question": "role", "any_of": ["clerk"]})


DRIVERS = all_of({"question": "role", "any_of": ["driver"]})


def asked(code: str, text: str, **fields: Any) -> Fields:
    return {**question(code, text=text), **fields}


def test_two_sections_pages_or_questions_that_read_the_same_are_told() -> None:
    checked = definition(
        section("a", page("p", asked("q", "What?"), title="Work"), title="You"),
        section(
            "b",
            page("r", asked("s", "How?"), asked("t", "how?"), title="Team"),
            page("u", asked("v", "What?"), title="Team"),
            title="You",
        ),
    )
    assert found(checked) == [
        "warning: sections.1.title: two sections read the same, a and b: give each a title of its "
        "own",
        "warning: sections.1.pages.1.title: two pages of one section read the same, r and u: give "
        "each a title of its own",
        "warning: sections.1.pages.0.questions.1.text: two questions of one section read the same, "
        "s and t: say what is different, or give them the same `variable` if they are one grid on "
        "two pages",
    ]


def test_what_nobody_meets_together_may_read_the_same() -> None:
    checked = definition(
        section("a", page("first", ROLE)),
        section(
            "b",
            page("p", asked("q", "What?"), title="Work", **CLERKS),
            page("r", asked("s", "What?"), title="Work", **DRIVERS),
            page("t", asked("u", "How?", **CLERKS), asked("v", "How?", **DRIVERS)),
        ),
        section("c", page("w", asked("x", "Why?")), title="Team", **CLERKS),
        section("d", page("y", asked("z", "Why?")), title="Team", **DRIVERS),
    )
    assert found(checked) == []


def test_the_halves_of_a_grid_on_two_pages_may_read_the_same() -> None:
    first = question("q", "grid", text="How?", rows=options("one"))
    second = question("more", "grid", variable="q", text="How?", rows=options("two"))
    pages = page("a", first, title="How"), page("b", second, title="How")
    assert found(definition_of_pages(*pages)) == []


def test_three_that_read_the_same_are_compared_with_each_other() -> None:
    checked = definition(
        section("a", page("first", ROLE)),
        section(
            "b",
            page("p", title="Work", **CLERKS),
            page("q", title="Work", **DRIVERS),
            page("r", title="Work", **CLERKS),
        ),
    )
    assert found(checked) == [
        "warning: sections.1.pages.2.title: two pages of one section read the same, p and r: give "
        "each a title of its own"
    ]
