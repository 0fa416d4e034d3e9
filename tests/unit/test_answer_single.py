"""One option of several."""

import pytest

from questionnaires.core.question import AnswerError, Filled
from tests.builders import answered, compiled, options, question

ROLE = compiled(
    question(
        "role",
        choices=options(
            "practitioner",
            {"code": "manager", "label": "Service **manager**"},
            {"code": "other", "label": "Other", "specify": "Please specify"},
            {"code": "clerk", "label": "Clerk", "retired": True},
        ),
    )
)
REQUIRED = compiled(question("role", required=True))


def test_stores_the_code_of_the_option_that_was_chosen() -> None:
    assert answered(ROLE, {"role": "manager"}) == {"choice": "manager"}


@pytest.mark.parametrize("fields", [{}, {"role": ""}, {"role-other--specify": "Cook"}])
def test_nothing_chosen_is_a_blank(fields: dict[str, str]) -> None:
    assert answered(ROLE, fields) is None


def test_a_required_answer_that_is_missing_is_asked_for_at_the_first_option() -> None:
    with pytest.raises(AnswerError, match="^Choose an answer$") as (refused):
        answered(REQUIRED, {})
    assert refused.value.input_id == "id_role-yes"


@pytest.mark.parametrize("code", ["clerk", "Manager", "no_such_option", "x" * 20_000])
def test_an_option_that_is_retired_or_never_was_is_refused(code: str) -> None:
    with pytest.raises(AnswerError, match="^Choose one of the answers in the list$") as refused:
        answered(ROLE, {"role": code})
    assert refused.value.input_id == "id_role-practitioner"


def test_keeps_what_was_specified_for_the_chosen_option_tidied() -> None:
    stored = answered(ROLE, {"role": "other", "role-other--specify": "  School\x00 \r\n nurse "})
    assert stored == {"choice": "other", "specify": {"other": "School nurse"}}


def test_an_empty_specify_box_leaves_no_trace() -> None:
    assert answered(ROLE, {"role": "other", "role-other--specify": " "}) == {"choice": "other"}


def test_what_was_specified_for_an_option_that_is_no_longer_chosen_is_dropped() -> None:
    fields = {"role": "manager", "role-other--specify": "School nurse"}
    assert answered(ROLE, fields) == {"choice": "manager"}


def test_text_for_a_box_that_does_not_exist_is_dropped() -> None:
    posted = {"choice": "manager", "specify": {"manager": "Boxes", "nobody": "Boxes"}}
    assert ROLE.type.clean(ROLE, posted) == {"choice": "manager"}


def test_a_specified_text_may_have_250_characters_and_no_more() -> None:
    assert answered(ROLE, {"role": "other", "role-other--specify": "x" * 250}) is not None
    message = "^Shorten the text to 250 characters or fewer; it has 251$"
    with pytest.raises(AnswerError, match=message) as refused:
        answered(ROLE, {"role": "other", "role-other--specify": "x" * 251})
    assert refused.value.input_id == "id_role-other--specify"


def test_shows_the_chosen_option_and_every_text_that_was_typed() -> None:
    posted = {"choice": "manager", "specify": {"other": "School nurse"}}
    shown = Filled(frozenset({"manager"}), {"other": "School nurse"})
    assert ROLE.type.filled(ROLE, posted) == shown
    assert ROLE.type.filled(ROLE, None) == Filled()


def test_is_read_back_by_its_label_and_what_was_specified() -> None:
    assert ROLE.type.reading(ROLE, {"choice": "manager"}) == ["Service manager"]
    stored = {"choice": "other", "specify": {"other": "School nurse"}}
    assert ROLE.type.reading(ROLE, stored) == ["Other: School nurse"]


def test_conditions_see_the_chosen_code() -> None:
    assert ROLE.type.codes({"choice": "other", "specify": {"other": "x"}}) == {"other"}


@pytest.mark.parametrize("junk", [None, 5, "manager", ["manager"], {"choice": ["manager"]}])
def test_conditions_see_nothing_in_what_is_not_an_answer(junk: object) -> None:
    assert ROLE.type.codes(junk) == frozenset()
