"""Definition files: what is read from YAML."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from disclosure.vocabulary import Release
from questionnaires.core.conditions import Match, Operator
from questionnaires.core.yaml_format import parse
from tests.definition_file import SURVEY, changed, problems_in, refusal
from tests.text_strategies import ANY_TEXT


def test_a_right_file_becomes_a_definition() -> None:
    survey = parse(SURVEY, file="survey.yaml")
    role = survey.sections[0].pages[0].questions[0]
    age = survey.sections[0].pages[1].questions[1]
    assert (survey.slug, survey.start_panels) == ("staff-survey", ("meaning",))
    assert survey.panels[0].body == "First line.\n\n- a point"
    assert (role.type, role.required, role.release) == ("single", True, Release.RECODE)
    assert [choice.specify for choice in role.choices] == ["", "", "Please specify"]
    assert age.minimum == 16
    assert age.shown_when is not None
    assert age.shown_when.match is Match.ALL
    (condition,) = age.shown_when.conditions
    assert (condition.operator, condition.choices) == (Operator.ANY_OF, ("clerk", "driver"))


def test_choices_and_groups_without_values_are_numbered_from_1() -> None:
    role = parse(SURVEY, file="survey.yaml").sections[0].pages[0].questions[0]
    assert [choice.value for choice in role.choices] == [1, 2, 3]
    assert [group.value for group in role.recodes[0].groups] == [1, 2]


def test_values_that_the_author_gives_stay() -> None:
    text = SURVEY
    for code, value in (("clerk", 5), ("driver", 3), ("other", 99)):
        text = text.replace(f"{{code: {code},", f"{{code: {code}, value: {value},")
    role = parse(text, file="survey.yaml").sections[0].pages[0].questions[0]
    assert [choice.value for choice in role.choices] == [5, 3, 99]


def test_an_alias_shares_a_list() -> None:
    role, helped = (page.questions[0] for page in parse(SURVEY, file="x").sections[0].pages)
    assert helped.choices == role.choices


@pytest.mark.parametrize(
    "word", ["Yes", "no", "On", "off", "1e3", "0_5", "010x", "1:30", "2016-03-27"]
)
def test_bare_words_stay_words(word: str) -> None:
    survey = parse(changed("Staff survey", word), file="survey.yaml")
    assert survey.title == word


def test_all_problems_are_named_in_the_order_of_their_lines() -> None:
    text = changed("type: number", "type: slider").replace("label: Clerk}", "label: 5}")
    text = text.replace("title: About you", "heading: About you")
    assert refusal(text) == [
        "survey.yaml:12: title is missing",
        "survey.yaml:13: heading is not a field of a section",
        'survey.yaml:25: label is read as a number: put it in quotes ("5")',
        "survey.yaml:43: type must be one of single, multiple, grid, text, long_text, number, date",
    ]


def test_a_field_that_is_misspelt_is_not_missed_besides() -> None:
    text = changed("title: About you", "titel: About you")
    assert refusal(text) == [
        "survey.yaml:13: titel is not a field of a section; did you mean title?"
    ]


@pytest.mark.parametrize("limit", ["nan", "inf", "Infinity"])
def test_a_limit_is_a_number(limit: str) -> None:
    text = changed("minimum: 16", f"minimum: {limit}")
    assert refusal(text) == ["survey.yaml:45: minimum must be a number, in figures"]


def test_a_part_that_stands_twice_is_named_once_not_field_by_field() -> None:
    assert refusal("a: {b: 1}\na: {b: 2}\n") == [
        "survey.yaml:2: a stands twice here, first in line 1"
    ]


@pytest.mark.parametrize(
    ("text", "reason"),
    [
        ("", "is empty"),
        ("# nothing yet\n", "is empty"),
        ("Hello", "must be a group of fields, with slug, title, sections"),
        ("- a\n- b\n", "must be a group of fields, not a list: look at the dashes"),
        ("5", "must be a group of fields, with slug, title, sections"),
    ],
)
def test_a_file_that_is_no_group_of_fields_is_refused(text: str, reason: str) -> None:
    assert refusal(text) == [f"survey.yaml:1: the file {reason}"]


@given(st.data())
def test_a_file_with_any_damage_is_loaded_or_refused_never_worse(data: st.DataObject) -> None:
    start, end = sorted(data.draw(st.tuples(*[st.integers(0, len(SURVEY))] * 2)))
    junk = data.draw(
        ANY_TEXT | st.sampled_from(["!!int x", '"\\UFFFFFFFF"', "&a *a", "? [a]", "1: 2"])
    )
    text = SURVEY[:start] + junk + SURVEY[min(end, start + 40) :]
    problems = problems_in(text)
    assert all(problem.reason for problem in problems)
    assert all(1 <= problem.line <= len(text.splitlines()) + 1 for problem in problems)
