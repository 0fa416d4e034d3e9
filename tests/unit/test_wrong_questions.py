"""Questions that cannot be asked as they are written."""

from __future__ import annotations

from typing import Any

import pytest

from tests.builders import (
    Fields,
    definition_of_questions,
    options,
    question,
)
from tests.unit.definition_findings import FIRST, KNOWN, UNSURE, found

NO_VIEW: Fields = {"code": "other", "label": "No view", "off_scale": True}


GONE: Fields = {"code": "gone", "label": "Gone", "retired": True}


TWO_GROUPS = [
    {"code": "left", "label": "Left", "choices": ["yes"]},
    {"code": "right", "label": "Right", "choices": ["no"]},
]


def recoded(*groups: Fields, **fields: Any) -> Fields:
    recode = {"code": "side", "label": "Side", "groups": list(groups)}
    return question("role", **{"release": "recode", "recodes": [recode], **fields})


WRONG_QUESTIONS: dict[str, tuple[list[Fields], list[str]]] = {
    "a question's code twice": (
        [question("role"), question("role")],
        [
            "error: sections.0.pages.0.questions.1.code: "
            "code role is already taken by an earlier one"
        ],
    ),
    "a choice's code twice": (
        [question("role", choices=options("yes", "no", "yes"))],
        [f"error: {FIRST}.choices.2.code: code yes is already taken by an earlier one"],
    ),
    "a row's code twice": (
        [question("views", "grid", rows=options("upper", "upper"))],
        [f"error: {FIRST}.rows.1.code: code upper is already taken by an earlier one"],
    ),
    "a group's code twice": (
        [recoded(TWO_GROUPS[0], {**TWO_GROUPS[1], "code": "left"})],
        [
            f"error: {FIRST}.recodes.0.groups.1.code: code left is already taken by an earlier one",
        ],
    ),
    "values for some choices only": (
        [question("role", choices=[{"code": "yes", "label": "Y", "value": 1}, *options("no")])],
        [f"error: {FIRST}.choices.1: give every entry a value, or none of them"],
    ),
    "a value twice": (
        [
            question(
                "role",
                choices=[{"code": code, "label": code, "value": 7} for code in ("yes", "no")],
            )
        ],
        [f"error: {FIRST}.choices.1.value: value 7 stands for an earlier entry too"],
    ),
    "a group's value twice": (
        [recoded(*({**group, "value": 2} for group in TWO_GROUPS))],
        [
            f"error: {FIRST}.recodes.0.groups.1.value: value 2 stands for an earlier entry too",
        ],
    ),
    "a grid of eight rows": (
        [question("views", "grid", rows=options(*"abcdefgh"))],
        [f"error: {FIRST}.rows: 8 rows: split the grid so that a page has at most 7"],
    ),
    "nothing but retired choices": (
        [question("role", choices=[{"code": "yes", "label": "Yes", "retired": True}])],
        [f"error: {FIRST}.choices: all of them are retired"],
    ),
    "nothing but retired rows": (
        [question("views", "grid", rows=[{"code": "upper", "label": "Up", "retired": True}])],
        [f"error: {FIRST}.rows: all of them are retired"],
    ),
    "an exclusive option where one is chosen anyway": (
        [question("role", choices=[{"code": "none", "label": "None", "exclusive": True}])],
        [
            f"error: {FIRST}.choices.0.exclusive: "
            "a choice of a single question cannot have exclusive"
        ],
    ),
    "a text box on a scale point": (
        [question("views", "grid", choices=[{"code": "a", "label": "A", "specify": "Which?"}])],
        [f"error: {FIRST}.choices.0.specify: a choice of a grid question cannot have specify"],
    ),
    "a point of a scale after what is off it": (
        [
            question("views", "grid", choices=options("low", UNSURE, "high")),
            question(
                "change",
                choices=options("low", UNSURE, NO_VIEW, "high"),
            ),
        ],
        [
            f"error: {FIRST}.choices.1.off_scale: "
            "unsure is off the scale, so it stands after the points of it",
            "error: sections.0.pages.0.questions.1.choices.1.off_scale: "
            "unsure is off the scale, so it stands after the points of it",
            "error: sections.0.pages.0.questions.1.choices.2.off_scale: "
            "other is off the scale, so it stands after the points of it",
        ],
    ),
    "nothing but what is off the scale": (
        [question("views", choices=options(GONE, UNSURE))],
        [f"error: {FIRST}.choices: all of them are off the scale"],
    ),
    "an option off the scale where any may be ticked": (
        [question("views", "multiple", choices=options("low", UNSURE))],
        [
            f"error: {FIRST}.choices.1.off_scale: "
            "a choice of a multiple question cannot have off_scale"
        ],
    ),
    "a recode without its release": (
        [recoded(*TWO_GROUPS, release="keep")],
        [f"error: {FIRST}.recodes: recodes want release: recode"],
    ),
    "a release without its recode": (
        [question("role", release="recode")],
        [f"error: {FIRST}.release: release: recode wants recodes"],
    ),
    "a recode that invents and forgets choices": (
        [recoded(TWO_GROUPS[0], {**TWO_GROUPS[1], "choices": ["maybe", "yess"]})],
        [
            f"error: {FIRST}.recodes.0.groups.1.choices.maybe: role has no choice maybe",
            f"error: {FIRST}.recodes.0.groups.1.choices.yess: role has no choice yess; "
            "did you mean yes?",
            f"error: {FIRST}.recodes.0: choice no is in no group",
        ],
    ),
    "a recode with a choice in two groups": (
        [recoded(TWO_GROUPS[0], {**TWO_GROUPS[1], "choices": ["no", "yes"]})],
        [f"error: {FIRST}.recodes.0.groups.1.choices.yes: choice yes is in two groups"],
    ),
    "limits the wrong way round": (
        [
            question("age", "number", minimum=1, maximum=0),
            question("years", "number", minimum=0, maximum=-1),
        ],
        [
            f"error: {FIRST}.minimum: minimum is above maximum",
            "error: sections.0.pages.0.questions.1.minimum: minimum is above maximum",
        ],
    ),
    "a limit that no answer can express": (
        [question("age", "number", minimum=0.5, maximum=9.25, decimals=1)],
        [f"error: {FIRST}.maximum: maximum has more decimal places than an answer may have"],
    ),
    "a placeholder in a label": (
        [question("role", choices=[*options("yes"), {"code": "no", "label": "Not in {town}"}])],
        [f"error: {FIRST}.choices.1.label: nothing fills {{town}}; {KNOWN}"],
    ),
    "a placeholder with a blank in it": (
        [question("role", hint="Until {closing date}")],
        [
            f"error: {FIRST}.hint: nothing fills {{closing date}}; {KNOWN}; did you mean "
            "closing_date?"
        ],
    ),
    "a column name that is reserved": (
        [question("all"), question("role", variable="area")],
        [
            f"error: {FIRST}.code: column name all is reserved",
            "error: sections.0.pages.0.questions.1.variable: column name area is reserved",
        ],
    ),
    "a code that is a field of every page": (
        [question("csrfmiddlewaretoken", variable="token")],
        [f"error: {FIRST}.code: code csrfmiddlewaretoken is reserved"],
    ),
    "a column name that is too long, of a choice": (
        [question("q" * 40, "multiple", choices=options("d" * 23, "c" * 24))],
        [
            f"error: {FIRST}.choices.1.code: the column would be called {'q' * 40}_{'c' * 24}, "
            "which has 65 characters: at most 64 fit, so shorten this code or that of "
            f"{'q' * 40}, or give the question a short `variable`",
        ],
    ),
    "a column name that is too long, of a text box": (
        [
            question(
                "views",
                "grid",
                variable="v" * 36,
                rows=options("a", {"code": "r" * 23, "label": "R", "specify": "Which?"}),
            )
        ],
        [
            f"error: {FIRST}.rows.1.code: the column would be called {'v' * 36}_{'r' * 23}_text, "
            "which has 65 characters: at most 64 fit, so shorten this code or that of views, or "
            "give the question a short `variable`",
        ],
    ),
    "a column name that is too long, of a group": (
        [
            question(
                "who",
                "multiple",
                release="recode",
                choices=options("yes", "no"),
                recodes=[
                    {
                        "code": "s" * 40,
                        "label": "Side",
                        "groups": [TWO_GROUPS[0], {**TWO_GROUPS[1], "code": "g" * 24}],
                    }
                ],
            )
        ],
        [
            f"error: {FIRST}.recodes.0.groups.1.code: the column would be called "
            f"{'s' * 40}_{'g' * 24}, which has 65 characters: at most 64 fit, so shorten this code "
            "or that of its recode",
        ],
    ),
    "a column name for two questions": (
        [question("role", "multiple", choices=options("yes")), question("role_yes")],
        [
            "error: sections.0.pages.0.questions.1.code: "
            "column name role_yes is already used by role"
        ],
    ),
    "a column name for a text and an option": (
        [
            question(
                "role",
                "multiple",
                choices=[{"code": "other", "label": "O", "specify": "W"}, *options("other_text")],
            )
        ],
        [f"error: {FIRST}.choices.0.code: column name role_other_text is already used by role"],
    ),
}


@pytest.mark.parametrize(
    ("questions", "problems"), WRONG_QUESTIONS.values(), ids=list(WRONG_QUESTIONS)
)
def test_wrong_questions_are_found(questions: list[Fields], problems: list[str]) -> None:
    assert found(definition_of_questions(*questions)) == problems


def test_a_full_page_of_grid_rows_may_have_retired_ones_besides() -> None:
    rows = [*options(*"abcdefg"), {"code": "h", "label": "H", "retired": True}]
    assert found(definition_of_questions(question("views", "grid", rows=rows))) == []


def test_a_retired_choice_still_belongs_to_its_group() -> None:
    choices = [*options("yes"), {"code": "no", "label": "No", "retired": True}]
    assert found(definition_of_questions(recoded(*TWO_GROUPS, choices=choices))) == []


def test_several_choices_may_stand_off_the_scale_and_retired_ones_anywhere() -> None:
    low_once, off_once = {**GONE, "code": "low_once"}, {**GONE, "off_scale": True}
    choices = options("low", off_once, "high", UNSURE, NO_VIEW, low_once)
    for kind in ("single", "grid"):
        assert found(definition_of_questions(question("views", kind, choices=choices))) == []
