"""From a stored response to a row: what was asked, what was left blank, what was grouped."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest

from exports.models import Export
from responses.models import Response
from tests.integration.exports.workbooks import Made

pytestmark = pytest.mark.django_db

PRACTITIONER = {"role": {"choice": "practitioner"}}
MANAGER = {"role": {"choice": "manager"}}

Respond = Callable[..., Response]
RowOf = Callable[[dict[str, Any]], dict[str, Any]]


@pytest.fixture
def row_of(respond: Respond, new_export: Callable[..., Export]) -> RowOf:
    """`row_of(answers)` exports one response and returns its row of codes."""

    def export(answers: dict[str, Any]) -> dict[str, Any]:
        respond(answers)
        [row] = Made(new_export()).codes
        return row

    return export


def test_an_answer_becomes_its_code(row_of: RowOf) -> None:
    assert row_of(MANAGER)["role"] == 1


def test_a_question_that_was_left_blank_is_9(row_of: RowOf) -> None:
    assert row_of(MANAGER)["agency_group"] == -9


def test_a_question_off_the_route_is_8_in_all_its_columns(row_of: RowOf) -> None:
    row = row_of(MANAGER)
    off_route = ["feelings_angry", "feelings_sad", "support_upper", "support_lower", "years"]
    assert {row[name] for name in off_route} == {-8}


def test_an_answer_stranded_off_the_route_does_not_leave(row_of: RowOf) -> None:
    row = row_of(MANAGER | {"feelings": {"choices": ["angry"]}, "years": 7})
    assert (row["feelings_angry"], row["years"]) == (-8, -8)


def test_nothing_ticked_is_9_for_every_option(row_of: RowOf) -> None:
    row = row_of(PRACTITIONER)
    assert (row["feelings_angry"], row["feelings_sad"]) == (-9, -9)


def test_ticked_is_1_and_the_options_beside_it_are_0(row_of: RowOf) -> None:
    row = row_of(PRACTITIONER | {"feelings": {"choices": ["sad"]}})
    assert (row["feelings_angry"], row["feelings_sad"]) == (0, 1)


def test_a_row_of_a_grid_that_was_left_blank_is_9(row_of: RowOf) -> None:
    feelings = {"feelings": {"choices": ["sad"]}}
    row = row_of(PRACTITIONER | feelings | {"support": {"rows": {"lower": "disagree"}}})
    assert (row["support_upper"], row["support_lower"]) == (-9, 2)


def test_a_question_that_waits_for_an_answer_is_not_asked_after_a_blank(row_of: RowOf) -> None:
    assert row_of(PRACTITIONER)["support_upper"] == -8


def test_a_number_stays_a_number(row_of: RowOf) -> None:
    assert row_of(PRACTITIONER | {"years": 7})["years"] == 7


def test_an_agency_leaves_as_its_group_only(row_of: RowOf) -> None:
    row = row_of(MANAGER | {"agency": {"choice": "other", "specify": {"other": "A circus"}}})
    assert row["agency_group"] == 2
    assert "agency" not in row
    assert "A circus" not in row.values()


def test_what_was_typed_or_not_declared_has_no_column(row_of: RowOf) -> None:
    row = row_of(MANAGER | {"comment": "I am Jo from Aberly", "nickname": "Jo"})
    assert set(row) == {
        "respondent",
        "area",
        "agency_group",
        "role",
        "feelings_angry",
        "feelings_sad",
        "support_upper",
        "support_lower",
        "years",
    }
