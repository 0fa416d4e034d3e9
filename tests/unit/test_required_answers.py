"""A required question that is left blank says why an answer is needed, if there is a reason."""

import pytest

from questionnaires.core.answer_types import ANSWER_TYPES
from questionnaires.core.question import AnswerMissing
from tests.builders import Fields, all_of, answered, any_of, instrument, page, question
from tests.builders import section as one_section

TYPES = list(ANSWER_TYPES)
ON_SOURCE = {"question": "source", "answered": True}


def told(*pages: Fields, section: Fields | None = None) -> str:
    """Return what a blank answer to the question `source`, on the first page, is told."""
    asked = instrument(one_section("first", *pages), *([section] if section else []))
    with pytest.raises(AnswerMissing) as missing:
        answered(asked.questions["source"], {})
    return str(missing.value)


def source(type_name: str) -> Fields:
    return page("one", question("source", type_name, required=True, release="drop"))


@pytest.mark.parametrize("type_name", TYPES)
def test_a_question_that_no_condition_reads_promises_nothing(type_name: str) -> None:
    other = page("two", question("other"), **all_of({"question": "role", "answered": True}))
    role = page("zero", question("role"))
    wanted = "Choose an answer" if type_name == "single" else "Give an answer"
    assert told(role, source(type_name), other) == wanted


@pytest.mark.parametrize("type_name", TYPES)
def test_a_question_that_a_condition_reads_says_so(type_name: str) -> None:
    on_page = told(source(type_name), page("two", question("other"), **all_of(ON_SOURCE)))
    on_question = told(source(type_name), page("two", {**question("other"), **any_of(ON_SOURCE)}))
    on_section = told(
        source(type_name), section=one_section("b", page("two", question("b")), **all_of(ON_SOURCE))
    )
    assert on_page == on_question == on_section
    assert on_page.endswith(" an answer: the next questions depend on it")


def test_only_the_question_that_is_read_decides() -> None:
    asked = instrument(
        one_section("first", page("one", question("source"), question("other"))),
        one_section("second", page("two", question("last")), **all_of(ON_SOURCE)),
    )
    assert [code for code, one in asked.questions.items() if one.decides] == ["source"]
