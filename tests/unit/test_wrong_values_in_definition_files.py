"""Values in a definition file that cannot be right are told at their line."""

import pytest

from tests.definition_file import changed, refusal

WRONG = {
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
    "a type with half a character in it": (
        "type: number",
        'type: "num\\ud800ber"',
        [
            "survey.yaml:43: type must be one of single, multiple, grid, text, long_text, number, "
            "date; did you mean number?"
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
        ["survey.yaml:9: nothing fills {county}; known are {area}, {closing_date}, {contact}"],
    ),
    "a placeholder that is misspelt": (
        "text: How old are you?",
        "text: >-\n              How old are\n              you in {Aera}?",
        [
            "survey.yaml:46: nothing fills {Aera}; known are {area}, {closing_date}, {contact}"
            "; did you mean area?"
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
def test_a_file_with_a_wrong_value_is_refused_with_file_line_and_reason(
    old: str, new: str, reasons: list[str]
) -> None:
    assert refusal(changed(old, new)) == reasons
