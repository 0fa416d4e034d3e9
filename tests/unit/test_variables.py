"""What questions become in a dataset."""

import re
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from disclosure.vocabulary import Measure, Release
from questionnaires.core.checks import check
from questionnaires.core.compiler import compile_instrument
from questionnaires.core.problems import Severity
from questionnaires.core.variables import Variable
from tests.builders import (
    Fields,
    compiled,
    definition_of_questions,
    instrument_of_pages,
    options,
    page,
    question,
)
from tests.strategies import journeys

TWO_GROUPS = [
    {"code": "office", "label": "**Office**", "choices": ["clerk", "typist"]},
    {"code": "road", "label": "Road", "choices": ["driver", "other"]},
]
JOBS: Fields = {
    "choices": options(
        {"code": "clerk", "label": "A **clerk**", "value": 4},
        {"code": "typist", "label": "Typist", "value": 3, "retired": True},
        {"code": "driver", "label": "Driver", "value": 9},
        {"code": "other", "label": "*Other*", "value": 1, "specify": "Please **specify**"},
    ),
    "release": "recode",
    "recodes": [{"code": "field", "label": "Field of *work*", "groups": TWO_GROUPS}],
}


def made(written: Fields) -> dict[str, Variable]:
    asked = compiled(written)
    return {variable.name: variable for variable in asked.type.variables(asked)}


def cells(made: dict[str, Variable], stored: Any) -> dict[str, Any]:
    return {name: variable.read(stored) for name, variable in made.items()}


def test_one_choice_is_one_category_with_its_values_and_labels() -> None:
    role = made(question("role", choices=JOBS["choices"]))
    assert role["role"].measure is Measure.CATEGORY
    assert role["role"].release is Release.KEEP
    assert role["role"].value_labels == ((4, "A clerk"), (9, "Driver"), (1, "Other"))
    assert cells(role, {"choice": "driver"}) == {"role": 9, "role_other_text": None}
    assert cells(role, None) == {"role": None, "role_other_text": None}


def test_a_recode_leaves_in_place_of_the_codes_it_is_made_of() -> None:
    role = made(question("role", **JOBS))
    assert {name: variable.release for name, variable in role.items()} == {
        "role": Release.RECODE,
        "field": Release.KEEP,
        "role_other_text": Release.FREE_TEXT,
    }
    assert role["field"].value_labels == ((1, "Office"), (2, "Road"))
    assert role["field"].part == "Field of work"
    assert role["field"].read({"choice": "clerk"}) == 1
    assert role["field"].read({"choice": "other"}) == 2
    assert role["field"].read(None) is None


def test_what_was_specified_is_a_free_text_of_its_own() -> None:
    text = made(question("role", choices=JOBS["choices"]))["role_other_text"]
    assert (text.measure, text.release) == (Measure.TEXT, Release.FREE_TEXT)
    assert text.part == "Other: Please specify"
    assert text.read({"choice": "other", "specify": {"other": "Cook"}}) == "Cook"
    assert text.read({"choice": "clerk"}) is None


def test_tick_all_is_one_column_an_option() -> None:
    jobs = made(question("jobs", "multiple", choices=JOBS["choices"]))
    assert list(jobs) == ["jobs_clerk", "jobs_driver", "jobs_other", "jobs_other_text"]
    assert jobs["jobs_clerk"].measure is Measure.TICK
    assert jobs["jobs_clerk"].part == "A clerk"
    assert jobs["jobs_clerk"].value_labels == ((0, "Not ticked"), (1, "Ticked"))
    stored = {"choices": ["clerk", "other"], "specify": {"other": "Cook"}}
    assert cells(jobs, stored) == {
        "jobs_clerk": 1,
        "jobs_driver": 0,
        "jobs_other": 1,
        "jobs_other_text": "Cook",
    }


def test_nothing_ticked_is_blank_for_every_option() -> None:
    jobs = made(question("jobs", "multiple", choices=JOBS["choices"]))
    assert set(cells(jobs, None).values()) == {None}


def test_a_recode_of_tick_all_is_one_column_a_group() -> None:
    jobs = made(question("jobs", "multiple", **JOBS))
    assert jobs["jobs_clerk"].release is Release.RECODE
    assert jobs["field_office"].release is Release.KEEP
    assert jobs["field_office"].part == "Field of work: Office"
    read = cells(jobs, {"choices": ["clerk", "driver"]})
    assert (read["field_office"], read["field_road"]) == (1, 1)
    assert jobs["field_road"].read({"choices": ["clerk"]}) == 0


def test_a_grid_is_one_category_a_row() -> None:
    rows = options(
        {"code": "up", "label": "Up **there**"},
        {"code": "down", "label": "Down", "specify": "Where?"},
        {"code": "gone", "label": "Gone", "retired": True},
    )
    views = made(question("views", "grid", rows=rows, variable="v"))
    assert list(views) == ["v_up", "v_down", "v_down_text"]
    assert views["v_up"].part == "Up there"
    assert views["v_up"].value_labels == ((1, "Agree"), (2, "Disagree"))
    stored = {"rows": {"up": "disagree"}, "specify": {"down": "Cellar"}}
    assert cells(views, stored) == {"v_up": 2, "v_down": None, "v_down_text": "Cellar"}
    assert set(cells(views, None).values()) == {None}


@pytest.mark.parametrize(
    ("type_name", "stored", "measure"),
    [
        ("text", "Yellow team", Measure.TEXT),
        ("long_text", "one\ntwo", Measure.TEXT),
        ("number", 7.5, Measure.NUMBER),
        ("date", "2016-03-27", Measure.DATE),
    ],
)
def test_a_typed_answer_is_one_column_as_stored(
    type_name: str, stored: Any, measure: Measure
) -> None:
    typed = made(question("typed", type_name, release="free_text"))
    assert cells(typed, stored) == {"typed": stored}
    assert cells(typed, None) == {"typed": None}
    assert typed["typed"].measure is measure
    assert typed["typed"].release is Release.FREE_TEXT
    assert typed["typed"].value_labels == ()


def test_an_undeclared_question_never_leaves() -> None:
    assert made(question("role", release=None))["role"].release is Release.DROP


def test_variables_come_in_the_order_of_the_questions() -> None:
    asked = instrument_of_pages(
        page("one", question("b"), question("a", "grid")), page("two", question("c"))
    )
    assert [variable.name for variable in asked.variables()] == ["b", "a_upper", "a_lower", "c"]


@given(journeys())
def test_each_variable_belongs_to_a_question_and_names_one_column(journey: Any) -> None:
    asked, _answers = journey
    made = list(asked.variables())
    assert len({variable.name for variable in made}) == len(made)
    assert [v.question for v in made] == sorted(
        (v.question for v in made), key=list(asked.questions).index
    )


COLLIDING = st.sampled_from(["a", "b", "a_b", "b_text", "a_b_text", "text"])


@given(st.data())
def test_a_definition_that_passes_the_checks_has_no_two_columns_of_one_name(
    data: st.DataObject,
) -> None:
    def draw_options() -> list[Fields]:
        codes = data.draw(st.lists(COLLIDING, min_size=1, max_size=3, unique=True))
        return [{"code": code, "label": code, "specify": "x"} for code in codes]

    written = [
        question(code, kind, choices=draw_options())
        for code in data.draw(st.lists(COLLIDING, min_size=1, max_size=3, unique=True))
        for kind in [data.draw(st.sampled_from(["single", "multiple"]))]
    ]
    definition = definition_of_questions(*written)
    names = [variable.name for variable in compile_instrument(definition).variables()]
    passes = not any(problem.severity is Severity.ERROR for problem in check(definition))
    assert passes is (len(set(names)) == len(names))
    assert all(re.fullmatch(r"[a-z][a-z0-9_]*", name) for name in names)
