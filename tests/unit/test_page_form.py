"""The form of a page: whether anything on it is wrong, or only missing."""

from __future__ import annotations

import pytest
from django.http import QueryDict

from questionnaires.core.compiler import compile_instrument
from questionnaires.forms import PageForm
from tests.builders import definition_of_questions, question

ASKED = compile_instrument(
    definition_of_questions(
        question("role", required=True), question("number", "number", minimum=0, maximum=9)
    )
)


def form_with(posted: str) -> PageForm:
    questions = tuple(ASKED.questions.values())
    return PageForm(questions, answers={}, texts={}, data=QueryDict(posted))


@pytest.mark.parametrize(
    ("posted", "only_lacks"),
    [
        ("role=yes&number=3", True),
        ("role=yes", True),
        ("", True),
        ("number=3", True),
        ("number=many", False),
        ("role=yes&number=10", False),
        ("role=perhaps", False),
    ],
)
def test_a_page_may_lack_answers_or_hold_wrong_ones(posted: str, only_lacks: bool) -> None:
    assert form_with(posted).only_lacks_answers() is only_lacks


def test_what_is_there_can_be_saved_though_a_required_answer_is_missing() -> None:
    form = form_with("number=3")
    assert form.only_lacks_answers()
    assert form.answers == {"number": 3}
