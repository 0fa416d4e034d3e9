"""What holds for every answer type, whatever is asked and whatever is sent."""

import json
from random import Random
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from questionnaires.core.answer_types import ANSWER_TYPES
from questionnaires.core.question import AnswerError, Question
from tests.builders import compiled, question, sent_again
from tests.strategies import ANY_STRING, hostile_forms, junk_answers, questions, randoms, sample

every_type = pytest.mark.parametrize("type_name", ANSWER_TYPES)


def is_storable(value: Any) -> bool:
    """Return whether PostgreSQL's jsonb takes *value* and gives the same back."""
    text = json.dumps(value, allow_nan=False, ensure_ascii=False)
    return json.loads(text.encode()) == value and "\\u0000" not in text


def cleaned_or_refused(asked: Question, posted: Any) -> Any:
    try:
        return asked.type.clean(asked, posted)
    except AnswerError as error:
        refusal = error
    assert str(refusal)
    assert refusal.input_id.startswith(f"id_{asked.code}")
    return None


@every_type
@given(data=st.data(), random=randoms())
def test_a_plausible_answer_is_accepted_and_can_be_stored(
    type_name: str, data: st.DataObject, random: Random
) -> None:
    asked = data.draw(questions(type_name))
    assert is_storable(sample(asked, random))


@every_type
@given(data=st.data(), random=randoms())
def test_a_stored_answer_submitted_again_untouched_stays_the_same(
    type_name: str, data: st.DataObject, random: Random
) -> None:
    asked = data.draw(questions(type_name))
    stored = sample(asked, random)
    form = sent_again(asked, asked.type.filled(asked, stored))
    assert asked.type.clean(asked, asked.type.posted(asked, form)) == stored
    assert asked.type.clean(asked, stored) == stored


@every_type
@given(data=st.data())
def test_any_form_is_stored_or_refused_and_can_be_shown(
    type_name: str, data: st.DataObject
) -> None:
    asked = data.draw(questions(type_name))
    posted = asked.type.posted(asked, data.draw(hostile_forms(asked)))
    stored = cleaned_or_refused(asked, posted)
    assert is_storable(stored)
    assert asked.type.cleaned(asked, stored) == stored
    texts = asked.type.filled(asked, posted).texts
    assert all(isinstance(text, str) for text in texts.values())


@every_type
@settings(max_examples=100)
@given(data=st.data())
def test_any_json_is_stored_or_refused_and_can_be_shown(
    type_name: str, data: st.DataObject
) -> None:
    asked = data.draw(questions(type_name))
    junk = data.draw(junk_answers(asked))
    assert is_storable(cleaned_or_refused(asked, junk))
    texts = asked.type.filled(asked, junk).texts
    assert all(isinstance(text, str) for text in texts.values())
    assert all(isinstance(code, str) for code in asked.type.codes(junk))


@every_type
@given(data=st.data(), random=randoms())
def test_a_stored_answer_reads_back_as_text(
    type_name: str, data: st.DataObject, random: Random
) -> None:
    asked = data.draw(questions(type_name))
    stored = sample(asked, random)
    if stored is not None:
        lines = asked.type.reading(asked, stored)
        assert lines
        assert all(line for line in lines)


@every_type
@given(data=st.data(), random=randoms())
def test_the_cells_of_an_answer_are_values_that_its_variables_declare(
    type_name: str, data: st.DataObject, random: Random
) -> None:
    asked = data.draw(questions(type_name))
    stored = sample(asked, random)
    for variable in asked.type.variables(asked):
        cell = variable.read(stored)
        declared = [value for value, _label in variable.value_labels]
        assert cell is None or isinstance(cell, int | float | str)
        assert cell is None or not declared or cell in declared
        assert stored is not None or cell is None


@every_type
@given(data=st.data(), seed=st.integers(0, 2**32))
def test_a_made_up_answer_depends_on_nothing_but_its_seed(
    type_name: str, data: st.DataObject, seed: int
) -> None:
    asked = data.draw(questions(type_name))
    assert sample(asked, Random(seed)) == sample(asked, Random(seed))


SUCCESSIONS = [
    (earlier, later.name) for later in ANSWER_TYPES.values() for earlier in sorted(later.succeeds)
]


@pytest.mark.parametrize(("earlier", "later"), SUCCESSIONS)
@given(text=ANY_STRING)
def test_an_answer_keeps_its_worth_when_its_question_gets_a_type_that_succeeds_its_own(
    earlier: str, later: str, text: str
) -> None:
    before, after = (compiled(question("asked", kind, max_length=500)) for kind in (earlier, later))
    stored = cleaned_or_refused(before, text)
    assert after.type.clean(after, stored) == stored
    columns = [
        [(one.name, one.measure, one.read(stored)) for one in asked.type.variables(asked)]
        for asked in (before, after)
    ]
    assert columns[0] == columns[1]


def test_a_line_of_text_is_succeeded_by_several_lines() -> None:
    assert SUCCESSIONS == [("text", "long_text")]
