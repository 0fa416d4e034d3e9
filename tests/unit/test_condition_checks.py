"""What a condition may ask about."""

from __future__ import annotations

import pytest

from tests.builders import (
    all_of,
    any_of,
    definition,
    definition_of_pages,
    page,
    question,
    section,
)
from tests.unit.definition_findings import found

ON_ROLE = {"question": "role", "any_of": ["yes"]}


def test_a_condition_may_ask_about_any_earlier_page() -> None:
    checked = definition(
        section("a", page("one", question("role")), page("two", question("q2"), **all_of(ON_ROLE))),
        section("b", page("three", {**question("q3"), **any_of(ON_ROLE)}), **all_of(ON_ROLE)),
    )
    assert found(checked) == []


def test_a_condition_on_the_same_page_a_later_page_or_itself_is_refused() -> None:
    checked = definition(
        section(
            "a",
            page("one", question("role"), {**question("same_page"), **all_of(ON_ROLE)}),
            page("two", {**question("early"), **any_of({"question": "late", "answered": True})}),
            page("three", {**question("late"), **all_of({"question": "late", "answered": True})}),
        ),
        section("b", page("four", question("q4")), **all_of({"question": "q4", "answered": True})),
    )
    reason = "is not asked on an earlier page"
    assert found(checked) == [
        f"error: sections.0.pages.0.questions.1.shown_when.all.0.question: role {reason}",
        f"error: sections.0.pages.1.questions.0.shown_when.any.0.question: late {reason}",
        f"error: sections.0.pages.2.questions.0.shown_when.all.0.question: late {reason}",
        f"error: sections.1.shown_when.all.0.question: q4 {reason}",
    ]


def test_a_condition_names_a_question_that_there_is() -> None:
    lost = all_of({"question": "roel", "any_of": ["yes"]}, {"question": "size", "answered": True})
    checked = definition_of_pages(page("one", question("role")), page("two", **lost))
    at = "error: sections.0.pages.1.shown_when.all"
    assert found(checked) == [
        f"{at}.0.question: there is no question roel; did you mean role?",
        f"{at}.1.question: there is no question size",
    ]


def test_a_condition_names_choices_that_its_question_has() -> None:
    wrong = {"question": "role", "none_of": ["yes", "maybe"]}
    checked = definition_of_pages(
        page("one", question("role")), page("two", **any_of(ON_ROLE, wrong))
    )
    assert found(checked) == [
        "error: sections.0.pages.1.shown_when.any.1.none_of.maybe: role has no choice maybe"
    ]


@pytest.mark.parametrize("type_name", ["grid", "text", "long_text", "number", "date"])
def test_only_choice_questions_can_be_asked_for_choices(type_name: str) -> None:
    source = question("role", type_name, release="drop")
    asks_choice = definition_of_pages(page("one", source), page("two", **all_of(ON_ROLE)))
    assert found(asks_choice) == [
        "error: sections.0.pages.1.shown_when.all.0: role has no single choices: "
        "ask only whether it was answered"
    ]
    asks_answer = all_of({"question": "role", "answered": True})
    assert found(definition_of_pages(page("one", source), page("two", **asks_answer))) == []
