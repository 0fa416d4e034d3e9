"""Fields of a definition file that are missing or unknown are told at their line."""

import pytest

from tests.definition_file import changed, refusal

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
}


@pytest.mark.parametrize(("old", "new", "reasons"), WRONG.values(), ids=WRONG)
def test_a_wrong_file_is_refused_with_file_line_and_reason(
    old: str, new: str, reasons: list[str]
) -> None:
    assert refusal(changed(old, new)) == reasons
