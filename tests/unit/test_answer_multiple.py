"""All options that apply."""

import pytest

from questionnaires.core.question import AnswerError, Filled
from tests.builders import answered, compiled, options, question

FEELINGS = compiled(
    question(
        "feelings",
        "multiple",
        choices=options(
            "angry",
            "sad",
            {"code": "old", "label": "Old", "retired": True},
            {"code": "other", "label": "Other", "specify": "Please specify"},
            {"code": "none", "label": "**None** of these", "exclusive": True},
            {"code": "unsure", "label": "100% unsure", "exclusive": True},
        ),
    )
)


def test_stores_the_ticked_codes_once_each_in_the_order_of_the_questionnaire() -> None:
    stored = answered(FEELINGS, {"feelings": ["sad", "angry", "sad"]})
    assert stored == {"choices": ["angry", "sad"]}


@pytest.mark.parametrize("fields", [{}, {"feelings": []}, {"feelings": ["", ""]}])
def test_nothing_ticked_is_a_blank(fields: dict[str, list[str]]) -> None:
    assert answered(FEELINGS, fields) is None


def test_a_required_answer_that_is_missing_is_asked_for_at_the_first_option() -> None:
    required = compiled(question("feelings", "multiple", required=True))
    with pytest.raises(AnswerError, match="^Give an answer$") as (refused):
        answered(required, {})
    assert refused.value.input_id == "id_feelings-first"


@pytest.mark.parametrize("code", ["old", "no_such_option"])
def test_an_option_that_is_retired_or_never_was_is_refused_even_among_others(code: str) -> None:
    with pytest.raises(AnswerError, match="^Choose one of the answers in the list$") as refused:
        answered(FEELINGS, {"feelings": ["sad", code]})
    assert refused.value.input_id == "id_feelings-angry"


def test_an_exclusive_option_may_stand_alone() -> None:
    assert answered(FEELINGS, {"feelings": ["none"]}) == {"choices": ["none"]}


@pytest.mark.parametrize(
    ("ticked", "label", "code"),
    [
        (["sad", "none"], "None of these", "none"),
        (["unsure", "sad"], "100% unsure", "unsure"),
        (["unsure", "none"], "None of these", "none"),
    ],
)
def test_an_exclusive_option_refuses_company_and_is_named(
    ticked: list[str], label: str, code: str
) -> None:
    with pytest.raises(AnswerError) as refused:
        answered(FEELINGS, {"feelings": ticked})
    reason = f"Untick “{label}” or the other answers: they cannot both be true"
    assert str(refused.value) == reason
    assert refused.value.input_id == f"id_feelings-{code}"


def test_a_refused_combination_keeps_its_ticks_on_the_page() -> None:
    posted = {"choices": ["sad", "none"], "specify": {"other": "Tired"}}
    shown = Filled(frozenset({"sad", "none"}), {"other": "Tired"})
    assert FEELINGS.type.filled(FEELINGS, posted) == shown


def test_keeps_what_was_specified_for_a_ticked_option_only() -> None:
    fields: dict[str, str | list[str]] = {"feelings": ["sad"], "feelings-other--specify": "Tired"}
    assert answered(FEELINGS, fields) == {"choices": ["sad"]}
    fields["feelings"] = ["sad", "other"]
    stored = {"choices": ["sad", "other"], "specify": {"other": "Tired"}}
    assert answered(FEELINGS, fields) == stored


def test_is_read_back_one_line_a_tick_in_the_order_of_the_questionnaire() -> None:
    stored = {"choices": ["none", "angry", "other"], "specify": {"other": "Tired"}}
    lines = ["Angry", "Other: Tired", "None of these"]
    assert FEELINGS.type.reading(FEELINGS, stored) == lines


def test_conditions_see_every_ticked_code() -> None:
    assert FEELINGS.type.codes({"choices": ["sad", "other"]}) == {"sad", "other"}


@pytest.mark.parametrize("junk", [None, 5, "sad", ["sad"], {"choices": 5}, {"choices": "sad"}])
def test_conditions_see_nothing_in_what_is_not_an_answer(junk: object) -> None:
    assert FEELINGS.type.codes(junk) == frozenset()
