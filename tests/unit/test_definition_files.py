"""Definition files: what is read from YAML, and what is said about wrong ones."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from questionnaires.core.file_problems import FileProblem
from questionnaires.core.instrument import Match, Operator, Release
from questionnaires.core.yaml_format import DefinitionError, parse
from tests.strategies import ANY_TEXT

SURVEY = """\
slug: staff-survey
title: Staff survey
start_panels: [meaning]
panels:
  - code: meaning
    title: What we mean
    body: |
      First line.

      - a point
sections:
  - code: about
    title: About you
    pages:
      - code: role_page
        title: Your role
        panels: [meaning]
        questions:
          - code: role
            type: single
            text: What is your role?
            required: true
            release: recode
            choices: &roles
              - {code: clerk, label: Clerk}
              - {code: driver, label: Driver}
              - {code: other, label: Other, specify: Please specify}
            recodes:
              - code: role_group
                label: Group of roles
                groups:
                  - {code: office, label: Office, choices: [clerk]}
                  - {code: road, label: Elsewhere, choices: [driver, other]}
      - code: more_page
        title: More
        questions:
          - code: helped
            type: multiple
            text: Who helped?
            release: keep
            choices: *roles
          - code: age
            type: number
            text: How old are you?
            minimum: 16
            shown_when:
              all:
                - {question: role, any_of: [driver, clerk]}
"""


def refusal(text: str) -> list[str]:
    with pytest.raises(DefinitionError) as refused:
        parse(text, file="survey.yaml")
    return str(refused.value).splitlines()


def problems_in(text: str) -> list[FileProblem]:
    try:
        parse(text, file="survey.yaml")
    except DefinitionError as error:
        return error.problems
    return []


def changed(old: str, new: str) -> str:
    assert SURVEY.count(old) == 1
    return SURVEY.replace(old, new)


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


WRONG = {
    "a field is missing": (
        "            text: What is your role?\n",
        "",
        ["survey.yaml:19: text is missing"],
    ),
    "a field that nobody knows": (
        "required: true",
        "mandatory: true",
        ["survey.yaml:22: mandatory is not a field that is known here"],
    ),
    "a field twice": (
        "title: Your role\n",
        "title: Your role\n        title: Again\n",
        ["survey.yaml:17: title stands twice here"],
    ),
    "a number for a word": (
        "label: Driver}",
        "label: 5}",
        ["survey.yaml:26: label must be text (put it in quotes)"],
    ),
    "a fraction for a word": (
        "label: Driver}",
        "label: 1.5}",
        ["survey.yaml:26: label must be text (put it in quotes)"],
    ),
    "a truth for a word": (
        "label: Driver}",
        "label: true}",
        ["survey.yaml:26: label must be text (put it in quotes)"],
    ),
    "a placeholder without quotes": (
        "title: Your role",
        "title: {area}",
        ["survey.yaml:16: title must be text (put it in quotes)"],
    ),
    "braces for a placeholder twice": (
        "title: Your role",
        "title: {{area}}",
        ["survey.yaml:16: not YAML: found unhashable key"],
    ),
    "a code with capitals": (
        "code: role_page",
        "code: Role page",
        [
            "survey.yaml:15: code must be small letters, digits and underscores "
            "(a slug or language: hyphens), beginning with a letter"
        ],
    ),
    "a column name with a hyphen": (
        "required: true",
        "variable: job-role",
        [
            "survey.yaml:22: variable must be small letters, digits and underscores "
            "(a slug or language: hyphens), beginning with a letter"
        ],
    ),
    "a code that is too long": (
        "code: role_page",
        f"code: {'x' * 41}",
        ["survey.yaml:15: code must have at most 40 characters"],
    ),
    "a title of blanks": (
        "title: Your role",
        'title: "  "',
        ["survey.yaml:16: title must not be empty"],
    ),
    "a title that is too long": (
        "title: Your role",
        f"title: {'x' * 301}",
        ["survey.yaml:16: title must have at most 300 characters"],
    ),
    "an invisible character": (
        "title: Your role",
        'title: "Your \\0 role"',
        ["survey.yaml:16: there is an invisible character in it that cannot be kept"],
    ),
    "an unknown type": (
        "type: number",
        "type: slider",
        [
            "survey.yaml:42: type is one of single, multiple, grid, text, long_text, number, date",
        ],
    ),
    "a field of another type": (
        "minimum: 16",
        "max_length: 16",
        ["survey.yaml:42: a number question has no max_length"],
    ),
    "a part that its type needs": (
        "            choices: *roles\n",
        "",
        ["survey.yaml:37: a multiple question needs choices"],
    ),
    "an unknown release": (
        "release: keep",
        "release: Keep",
        ["survey.yaml:40: release: Input should be 'keep', 'recode', 'free_text' or 'drop'"],
    ),
    "a limit beyond all numbers": (
        "minimum: 16",
        "minimum: -10000000000000",
        ["survey.yaml:45: minimum: Input should be greater than or equal to -1000000000000"],
    ),
    "a condition that asks nothing": (
        "{question: role, any_of: [driver, clerk]}",
        "{question: role}",
        ["survey.yaml:48: give exactly one of any_of, none_of and answered"],
    ),
    "a condition that asks two things": (
        "any_of: [driver, clerk]",
        "any_of: [driver], answered: true",
        ["survey.yaml:48: give exactly one of any_of, none_of and answered"],
    ),
    "conditions without all or any": (
        "              all:\n                - {question: role, any_of: [driver, clerk]}\n",
        "              all: []\n",
        ["survey.yaml:46: give conditions under either all or any"],
    ),
    "one thing where a list belongs": (
        "any_of: [driver, clerk]",
        "any_of: driver",
        ["survey.yaml:48: any_of must be a list"],
    ),
    "a word where fields belong": (
        "              - {code: driver, label: Driver}",
        "              - Driver",
        [
            "survey.yaml:26: an entry of choices must be a group of fields",
        ],
    ),
    "a recode with one group": (
        "                  - {code: office, label: Office, choices: [clerk]}\n",
        "",
        ["survey.yaml:31: groups has too few entries"],
    ),
    "a panel that does not exist": (
        "start_panels: [meaning]",
        "start_panels: [meaning, sources]",
        ["survey.yaml:3: there is no panel sources"],
    ),
    "a choice that a condition invents": (
        "any_of: [driver, clerk]",
        "any_of: [driver, cook]",
        ["survey.yaml:48: role has no choice cook"],
    ),
    "a question asked too late": (
        "question: role, any_of: [driver, clerk]",
        "question: helped, any_of: [driver, clerk]",
        ["survey.yaml:48: helped is not asked on an earlier page"],
    ),
    "a placeholder that nothing fills": (
        "      First line.",
        "      In {county}.",
        [
            "survey.yaml:7: nothing fills {county}; known are {area}, {closing_date}, {contact}, "
            "{since_year}, {recent_period}"
        ],
    ),
    "a bracket left open": (
        "panels: [meaning]\n        questions",
        "panels: [meaning\n        questions",
        ["survey.yaml:18: not YAML: expected ',' or ']', but got ':'"],
    ),
    "a tab for indentation": (
        "        title: Your role",
        "\ttitle: Your role",
        ["survey.yaml:16: not YAML: found character '\\t' that cannot start any token"],
    ),
    "an unknown alias": (
        "*roles",
        "*jobs",
        ["survey.yaml:41: not YAML: found undefined alias 'jobs'"],
    ),
    "a character that nobody sees": (
        "First line.",
        "First\x0bline.",
        ["survey.yaml:8: not YAML: special characters are not allowed"],
    ),
    "a second document": (
        "sections:",
        "---\nsections:",
        ["survey.yaml:11: not YAML: but found another document"],
    ),
}


@pytest.mark.parametrize(("old", "new", "reasons"), WRONG.values(), ids=WRONG)
def test_a_wrong_file_is_refused_with_file_line_and_reason(
    old: str, new: str, reasons: list[str]
) -> None:
    assert refusal(changed(old, new)) == reasons


def test_all_problems_are_named_in_the_order_of_their_lines() -> None:
    text = changed("type: number", "type: slider").replace("label: Clerk}", "label: 5}")
    text = text.replace("title: About you", "titel: About you")
    assert refusal(text) == [
        "survey.yaml:12: title is missing",
        "survey.yaml:13: titel is not a field that is known here",
        "survey.yaml:25: label must be text (put it in quotes)",
        "survey.yaml:42: type is one of single, multiple, grid, text, long_text, number, date",
    ]


@pytest.mark.parametrize("limit", ["nan", "inf", "Infinity"])
def test_a_limit_is_a_number(limit: str) -> None:
    (reason,) = refusal(changed("minimum: 16", f"minimum: {limit}"))
    assert reason.startswith("survey.yaml:45: minimum: ")


def test_a_part_that_stands_twice_is_named_once_not_field_by_field() -> None:
    assert refusal("a: {b: 1}\na: {b: 2}\n") == ["survey.yaml:2: a stands twice here"]


@pytest.mark.parametrize("text", ["", "# nothing yet\n", "Hello", "- a\n- b\n", "5"])
def test_a_file_that_is_no_group_of_fields_is_refused(text: str) -> None:
    assert refusal(text) == ["survey.yaml:1: the file must be a group of fields"]


@pytest.mark.parametrize("text", ["[" * 5000, "slug: &itself [*itself]\n"])
def test_a_file_without_a_bottom_is_refused(text: str) -> None:
    assert refusal(text) == ["survey.yaml:1: not YAML: nested too deeply"]


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
