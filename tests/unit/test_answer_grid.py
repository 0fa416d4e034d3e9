"""Several statements, one answer a row on a common scale."""

import pytest

from questionnaires.core.question import AnswerError, Filled
from tests.builders import answered, compiled, options, question

GRID_FIELDS = {
    "choices": options(
        "agree", "disagree", {"code": "maybe", "label": "Maybe", "retired": True}, "unsure"
    ),
    "rows": options(
        {"code": "knows", "label": "I **know** enough"},
        {"code": "send", "label": "Children with SEND", "specify": "More detail"},
        {"code": "dropped", "label": "Dropped", "retired": True},
    ),
}
GRID = compiled(question("views", "grid", **GRID_FIELDS))


def test_stores_a_code_for_each_row_that_was_answered() -> None:
    stored = answered(GRID, {"views-knows": "agree", "views-send": "unsure"})
    assert stored == {"rows": {"knows": "agree", "send": "unsure"}}


def test_a_row_left_blank_is_absent() -> None:
    assert answered(GRID, {"views-send": "agree"}) == {"rows": {"send": "agree"}}


@pytest.mark.parametrize("fields", [{}, {"views-knows": ""}, {"views-dropped": "agree"}])
def test_no_row_answered_is_a_blank(fields: dict[str, str]) -> None:
    assert answered(GRID, fields) is None


def test_a_required_grid_needs_one_answer() -> None:
    required = compiled(question("views", "grid", required=True, **GRID_FIELDS))
    with pytest.raises(AnswerError, match="^Give an answer$") as (refused):
        answered(required, {})
    assert refused.value.input_id == "id_views-knows-agree"
    assert answered(required, {"views-send": "agree"}) == {"rows": {"send": "agree"}}


@pytest.mark.parametrize("code", ["maybe", "no_such_point"])
def test_a_scale_point_that_is_retired_or_never_was_is_refused_in_its_row(code: str) -> None:
    with pytest.raises(AnswerError, match="^Choose one of the answers in the list$") as refused:
        answered(GRID, {"views-knows": "agree", "views-send": code})
    assert refused.value.input_id == "id_views-send-agree"


def test_what_is_specified_beside_a_row_is_kept_with_or_without_an_answer_there() -> None:
    fields = {"views-send--specify": " Autism ", "views-knows": "agree"}
    stored = {"rows": {"knows": "agree"}, "specify": {"send": "Autism"}}
    assert answered(GRID, fields) == stored
    alone = {"views-send--specify": "Autism"}
    assert answered(GRID, alone) == {"rows": {}, "specify": {"send": "Autism"}}


def test_a_specified_text_that_is_too_long_is_refused_at_its_box() -> None:
    message = "^Shorten the text to 250 characters or fewer; it has 300$"
    with pytest.raises(AnswerError, match=message) as refused:
        answered(GRID, {"views-send--specify": "x" * 300})
    assert refused.value.input_id == "id_views-send--specify"


def test_shows_a_tick_for_each_row_and_the_texts_beside_them() -> None:
    stored = {"rows": {"knows": "agree", "send": None}, "specify": {"send": "Autism"}}
    assert GRID.type.filled(GRID, stored) == Filled(frozenset({"knows.agree"}), {"send": "Autism"})


def test_is_read_back_one_line_a_row() -> None:
    stored = {"rows": {"send": "unsure", "knows": "agree"}, "specify": {"send": "Autism"}}
    lines = ["I know enough – Agree", "Children with SEND: Autism – Unsure"]
    assert GRID.type.reading(GRID, stored) == lines


def test_a_row_with_a_text_and_no_answer_is_read_back_with_a_gap() -> None:
    stored = {"rows": {}, "specify": {"send": "Autism"}}
    assert GRID.type.reading(GRID, stored) == ["Children with SEND: Autism – …"]


@pytest.mark.parametrize(
    "junk", [5, "agree", ["agree"], {"rows": "knows"}, {"rows": {"knows": ["agree"], "send": 5}}]
)
def test_what_is_not_an_answer_is_a_blank(junk: object) -> None:
    assert GRID.type.clean(GRID, junk) is None
    assert GRID.type.filled(GRID, junk) == Filled()


def test_conditions_can_ask_only_whether_a_grid_was_answered() -> None:
    assert GRID.type.may_route is False
    assert GRID.type.codes({"rows": {"knows": "agree"}}) == frozenset()
