"""Definition files: what is read from YAML, and what is said about wrong ones."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from disclosure.vocabulary import Release
from questionnaires.core.conditions import Match, Operator
from questionnaires.core.yaml_format import parse
from tests.definition_file import SURVEY, problems_in, refusal
from tests.strategies import ANY_TEXT


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
        ["survey.yaml:22: mandatory is not a field of a question"],
    ),
    "a field twice": (
        "title: Your role\n",
        "title: Your role\n        title: Again\n",
        ["survey.yaml:17: title stands twice here, first in line 16"],
    ),
    "a number for a word": (
        "label: Driver}",
        "label: 5}",
        ['survey.yaml:26: label is read as a number: put it in quotes ("5")'],
    ),
    "a fraction for a word": (
        "label: Driver}",
        "label: 1.5}",
        ['survey.yaml:26: label is read as a number: put it in quotes ("1.5")'],
    ),
    "a truth for a word": (
        "label: Driver}",
        "label: true}",
        ['survey.yaml:26: label is read as true or false: put it in quotes ("true")'],
    ),
    "a placeholder without quotes": (
        "title: Your role",
        "title: {area}",
        [
            "survey.yaml:16: area is no field: a text that begins with { must be put in quotes",
        ],
    ),
    "braces for a placeholder twice": (
        "title: Your role",
        "title: {{area}}",
        ["survey.yaml:16: a text that begins with { or [ must be put in quotes"],
    ),
    "a code with capitals": (
        "code: role_page",
        "code: Role page",
        [
            "survey.yaml:15: code must be small letters, digits and underscores, beginning with a "
            "letter; it has a capital letter: for example role_page"
        ],
    ),
    "a column name with a hyphen": (
        "required: true",
        "variable: job-role",
        [
            "survey.yaml:22: variable must be small letters, digits and underscores, beginning "
            "with a letter; it has a hyphen: for example job_role"
        ],
    ),
    "a code that ends with an underscore": (
        "code: role_page",
        "code: role_",
        [
            "survey.yaml:15: code must be small letters, digits and underscores, beginning with a "
            "letter; it ends with _: for example role"
        ],
    ),
    "a code that is a number": (
        "code: role_page",
        "code: 1",
        [
            "survey.yaml:15: code must be small letters, digits and underscores, beginning with a "
            "letter; it begins with 1"
        ],
    ),
    "a slug with an underscore": (
        "slug: staff-survey",
        "slug: staff_survey",
        [
            "survey.yaml:1: slug must be small letters, digits and hyphens; it has an underscore: "
            "for example staff-survey"
        ],
    ),
    "a slug with an accent": (
        "slug: staff-survey",
        "slug: Enquête 1",
        [
            "survey.yaml:1: slug must be small letters, digits and hyphens; it has a capital "
            "letter: for example enquete-1"
        ],
    ),
    "a language with a capital": (
        "slug: staff-survey",
        "slug: staff-survey\nlanguage: en_GB",
        [
            "survey.yaml:2: language must be the code of a language in small letters, such as "
            "en-gb or cy, beginning with a letter; it has an underscore: for example en-gb"
        ],
    ),
    "a code that is too long": (
        "code: role_page",
        f"code: {'x' * 41}",
        ["survey.yaml:15: code has 41 characters: at most 40 fit"],
    ),
    "a label that is empty": (
        "label: Driver}",
        "label: }",
        ["survey.yaml:26: label must not be empty: write what belongs to it after the colon"],
    ),
    "a label that only looks like something": (
        "label: Driver}",
        'label: "\u200b\u00a0"}',
        ["survey.yaml:26: label is empty: nobody would see anything of it"],
    ),
    "a hint without words": (
        "required: true",
        "hint:",
        ["survey.yaml:22: hint is empty: say what it is, or leave it out"],
    ),
    "a title of blanks": (
        "title: Your role",
        'title: "  "',
        [
            "survey.yaml:16: title must not be empty: write what belongs to it after the colon",
        ],
    ),
    "a title that is too long": (
        "title: Your role",
        f"title: {'x' * 301}",
        ["survey.yaml:16: title has 301 characters: at most 300 fit"],
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
            "survey.yaml:43: type must be one of single, multiple, grid, text, long_text, number, "
            "date"
        ],
    ),
    "a type that is misspelt": (
        "type: single",
        "type: Singel",
        [
            "survey.yaml:20: type must be one of single, multiple, grid, text, long_text, number, "
            "date; did you mean single?"
        ],
    ),
    "a field that is misspelt": (
        "label: Driver}",
        "lable: Driver}",
        ["survey.yaml:26: lable is not a field of a choice; did you mean label?"],
    ),
    "a field of another part": (
        "required: true",
        "exclusive: true",
        [
            "survey.yaml:22: exclusive is no field of a question but of a choice: look how far "
            "right the line stands"
        ],
    ),
    "a field of another type": (
        "minimum: 16",
        "max_length: 16",
        ["survey.yaml:45: a number question has no max_length"],
    ),
    "yes for true": (
        "required: true",
        "required: yes",
        ["survey.yaml:22: required must be true or false, without quotes: write true"],
    ),
    "another language's no for false": (
        "required: true",
        "required: Nein",
        ["survey.yaml:22: required must be true or false, without quotes: write false"],
    ),
    "a word for true or false": (
        "required: true",
        "required: always",
        ["survey.yaml:22: required must be true or false, without quotes"],
    ),
    "a number for true or false": (
        "required: true",
        "required: 1",
        ["survey.yaml:22: required must be true or false, without quotes: write true"],
    ),
    "a value in quotes": (
        "label: Driver}",
        'label: Driver, value: "2"}',
        ["survey.yaml:26: value must be a whole number, in figures"],
    ),
    "a value below 0": (
        "label: Driver}",
        "label: Driver, value: -1}",
        ["survey.yaml:26: value must be 0 or more"],
    ),
    "a value with a fraction": (
        "label: Driver}",
        "label: Driver, value: 1.0}",
        ["survey.yaml:26: value must be a whole number, in figures"],
    ),
    "a limit in words": (
        "minimum: 16",
        "minimum: sixteen",
        ["survey.yaml:45: minimum must be a number, in figures"],
    ),
    "a part that its type needs": (
        "            choices: *roles\n",
        "",
        ["survey.yaml:37: a multiple question needs choices"],
    ),
    "an unknown release": (
        "release: keep",
        "release: Keep",
        [
            "survey.yaml:40: release must be one of keep, recode, free_text, drop; did you mean "
            "keep?"
        ],
    ),
    "a limit beyond all numbers": (
        "minimum: 16",
        "minimum: -10000000000000",
        ["survey.yaml:45: minimum must be -1000000000000 or more"],
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
        ["survey.yaml:48: any_of must be a list: write [driver]"],
    ),
    "a word where fields belong": (
        "              - {code: driver, label: Driver}",
        "              - Driver",
        [
            "survey.yaml:26: an entry of choices must be a group of fields, such as "
            "{code: …, label: …}",
        ],
    ),
    "a recode with one group": (
        "                  - {code: office, label: Office, choices: [clerk]}\n",
        "",
        ["survey.yaml:31: groups needs at least 2 entries and has 1"],
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
        "      First line\n      in {county}.",
        [
            "survey.yaml:9: nothing fills {county}; known are {area}, {closing_date}, {contact}, "
            "{since_year}, {recent_period}"
        ],
    ),
    "a placeholder that is misspelt": (
        "text: How old are you?",
        "text: >-\n              How old are\n              you in {Aera}?",
        [
            "survey.yaml:46: nothing fills {Aera}; known are {area}, {closing_date}, {contact}, "
            "{since_year}, {recent_period}; did you mean area?"
        ],
    ),
    "a bracket left open": (
        "panels: [meaning]\n        questions",
        "panels: [meaning\n        questions",
        ["survey.yaml:17: the [ that opens here is not closed: add ]"],
    ),
    "a tab for indentation": (
        "        title: Your role",
        "\ttitle: Your role",
        [
            "survey.yaml:16: there is a tab at the beginning of the line: use spaces, two for each "
            "step to the right"
        ],
    ),
    "an unknown alias": (
        "*roles",
        "*role",
        [
            "survey.yaml:41: nothing above has the name &role; did you mean roles? a text that "
            "begins with * must be put in quotes"
        ],
    ),
    "a character that nobody sees": (
        "First line.",
        "First\x0bline.",
        [
            "survey.yaml:8: there is a control character (U+000B), which nobody sees: delete it",
        ],
    ),
    "a second document": (
        "sections:",
        "---\nsections:",
        ["survey.yaml:11: a second document begins here: take the line --- or ... away"],
    ),
}


@pytest.mark.parametrize(("old", "new", "reasons"), WRONG.values(), ids=WRONG)
def test_a_wrong_file_is_refused_with_file_line_and_reason(
    old: str, new: str, reasons: list[str]
) -> None:
    assert refusal(changed(old, new)) == reasons


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
