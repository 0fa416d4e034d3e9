"""What may change from a published version to the next."""

from __future__ import annotations

from typing import Any

import pytest
from hypothesis import given

from questionnaires.core.definition import Definition
from questionnaires.core.succession import check_columns, check_succession
from tests.builders import (
    Fields,
    definition_of_questions,
    options,
    question,
)
from tests.strategies import definitions
from tests.unit.definition_findings import FIRST, UNSURE


def successor(**fields: Any) -> list[str]:
    """Return what is wrong with changing a published question as *fields* say."""
    earlier = definition_of_questions(question("views", "grid"))
    later = definition_of_questions(question("views", **{"type": "grid", **fields}))
    return [str(problem) for problem in check_succession(earlier, later)]


def test_wording_order_and_new_parts_may_change_after_publication() -> None:
    values = [
        {"code": "disagree", "label": "No", "value": 2},
        {"code": "unsure", "label": "?", "value": 3},
        {"code": "agree", "label": "Yes", "value": 1, "retired": True},
    ]
    assert successor(text="New", choices=values, rows=options("new", "lower", "upper")) == []


def test_a_published_choice_or_row_is_retired_never_deleted() -> None:
    assert successor(choices=options("agree"), rows=options("lower")) == [
        f"error: {FIRST}.choices: disagree was published: retire it instead of deleting it",
        f"error: {FIRST}.rows: upper was published: retire it instead of deleting it",
    ]


def test_a_published_value_stays() -> None:
    assert successor(choices=options("disagree", "agree")) == [
        f"error: {FIRST}.choices.0.value: disagree was published with the value 2",
        f"error: {FIRST}.choices.1.value: agree was published with the value 1",
    ]


def test_a_choice_may_be_declared_off_the_scale_but_not_put_on_it_again() -> None:
    later = definition_of_questions(question("views", choices=options("low", UNSURE)))
    earlier = definition_of_questions(
        question("views", choices=options("low", {**UNSURE, "off_scale": False}))
    )
    assert check_succession(earlier, later) == []
    assert [str(problem) for problem in check_succession(later, earlier)] == [
        f"error: {FIRST}.choices.1.off_scale: "
        "unsure was published off the scale: it cannot become a point of it"
    ]


def test_a_published_question_keeps_its_type() -> None:
    assert successor(type="text") == [
        f"error: {FIRST}.type: views was published as grid: give the new question a new code"
    ]


def changed_type(before: str, after: str) -> list[str]:
    earlier, later = (definition_of_questions(question("views", kind)) for kind in (before, after))
    return [str(problem) for problem in check_succession(earlier, later)]


def test_a_box_of_one_line_may_become_one_of_several() -> None:
    """What is stored of one line is what would be stored of it in a box of several."""
    assert changed_type("text", "long_text") == []


@pytest.mark.parametrize(
    ("before", "after"),
    [("long_text", "text"), ("number", "text"), ("date", "long_text"), ("text", "number")],
)
def test_no_other_type_takes_the_place_of_a_published_one(before: str, after: str) -> None:
    assert changed_type(before, after) == [
        f"error: {FIRST}.type: views was published as {before}: give the new question a new code"
    ]


def test_questions_may_come_and_go_between_versions() -> None:
    earlier = definition_of_questions(question("old"))
    later = definition_of_questions(question("new", "text"))
    assert check_succession(earlier, later) == []


@given(definitions())
def test_a_definition_succeeds_itself(same: Definition) -> None:
    assert check_succession(same, same) == []


def test_a_published_question_keeps_the_name_of_its_columns() -> None:
    assert successor(variable="opinions") == [
        f"error: {FIRST}.variable: views was published with the variable views"
    ]


@pytest.mark.parametrize("written", ["views", ""])
def test_the_name_of_columns_may_be_written_out_or_left_out(written: str) -> None:
    assert successor(variable=written) == []


def grouped(*groups: Fields) -> Definition:
    """Return a question whose choices are released in *groups*."""
    recode = {"code": "kinds", "label": "In groups", "groups": list(groups)}
    choices = options("police", "school", "health")
    return definition_of_questions(
        question("agency", choices=choices, release="recode", recodes=[recode])
    )


LAW = {"code": "law", "label": "Law", "value": 1, "choices": ["police"]}


CARE = {"code": "care", "label": "Care", "value": 2, "choices": ["school", "health"]}


def test_a_published_choice_stays_in_its_group() -> None:
    moved = grouped(LAW | {"choices": ["police", "health"]}, CARE | {"choices": ["school"]})
    assert list(map(str, check_succession(grouped(LAW, CARE), moved))) == [
        f"error: {FIRST}.recodes.0.groups.0.choices: health was published in the group care: "
        "leave it there, or give kinds a new code"
    ]


def test_a_published_group_keeps_its_value() -> None:
    turned = grouped(LAW | {"value": 2}, CARE | {"value": 1})
    assert list(map(str, check_succession(grouped(LAW, CARE), turned))) == [
        f"error: {FIRST}.recodes.0.groups.0.value: law was published with the value 1",
        f"error: {FIRST}.recodes.0.groups.1.value: care was published with the value 2",
    ]


def test_the_words_and_the_order_of_groups_may_change() -> None:
    same = grouped(CARE | {"label": "Schools and health"}, LAW)
    assert check_succession(grouped(LAW, CARE), same) == []


def test_a_published_column_does_not_pass_to_another_question() -> None:
    earlier = definition_of_questions(question("old", variable="age"))
    later = definition_of_questions(question("new", variable="age"))
    assert list(map(str, check_columns(earlier, later))) == [
        f"error: {FIRST}: column name age was published for old: choose another"
    ]
    assert check_columns(earlier, earlier) == []
