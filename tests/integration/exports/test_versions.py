"""A dataset over responses to several versions: each is read by its own, in the columns of all."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest

from exports.models import Export
from fieldwork.models import Survey
from questionnaires.models import Version
from responses.models import Response
from tests.amendment import amend
from tests.builders import all_of, definition_of_pages, options, page, question
from tests.integration.exports.workbooks import Made
from tests.publishing import published

pytestmark = pytest.mark.django_db

NOT_ASKED, NOT_ANSWERED = -8, -9


def retired(code: str) -> dict[str, Any]:
    return {"code": code, "label": code.capitalize(), "retired": True}


ROLE = question("role", required=True, choices=options("manager", "practitioner"))
ONLY_MANAGERS = all_of({"question": "role", "any_of": ["manager"]})

FIRST = definition_of_pages(
    page("role", ROLE),
    page("opinion", question("opinion", choices=options("yes", "no"))),
    page("views", question("views", "grid", rows=options("upper", "lower"))),
    page("tools", question("tools", "multiple", choices=options("pen", "ink"))),
    page("gone", question("gone", "number")),
    page("budget", question("budget", "number")),
    page("private", question("private", "number")),
)
SECOND = definition_of_pages(
    page("role", ROLE),
    page("added", question("added", choices=options("left", "right"))),
    page(
        "opinion",
        question(
            "opinion",
            choices=[{"code": "yes", "label": "Yes, I do"}, retired("no"), *options("unsure")],
        ),
    ),
    page("views", question("views", "grid", rows=[*options("upper"), retired("lower")])),
    page("tools", question("tools", "multiple", choices=options("pen", "ink", "brush"))),
    page("budget", question("budget", "number", **ONLY_MANAGERS)),
    page("private", question("private", "number", release="drop")),
)
"""It has a new choice and a new option, a retired choice and a retired row, an added and a removed
question, a new wording, a new condition, and a question that may no longer leave."""


def role(code: str) -> dict[str, Any]:
    return {"role": {"choice": code}}


ANSWERS = {
    "opinion": {"choice": "no"},
    "views": {"rows": {"upper": "agree", "lower": "disagree"}},
    "tools": {"choices": ["ink"]},
    "gone": 3,
    "budget": 500,
    "private": 1,
}
LATER_ANSWERS = {
    "added": {"choice": "right"},
    "opinion": {"choice": "unsure"},
    "views": {"rows": {"upper": "disagree"}},
    "tools": {"choices": ["brush"]},
    "private": 2,
}


@pytest.fixture
def version(db: None) -> Version:
    return published(FIRST)


@pytest.fixture
def made(
    survey: Survey,
    version: Version,
    respond: Callable[..., Response],
    new_export: Callable[..., Export],
) -> Made:
    """A dataset of one response to each version, and one to the second that left all blank."""
    respond(role("practitioner") | ANSWERS)
    amend(survey, published(SECOND))
    area = survey.areas.get(local_authority__name="Zedham")
    respond(role("practitioner") | LATER_ANSWERS, area=area)
    respond(role("manager"), area=area)
    return Made(new_export())


def row_of(rows: list[dict[str, Any]], **cells: Any) -> dict[str, Any]:
    (row,) = (row for row in rows if cells.items() <= row.items())
    return row


OF_THE_FIRST = {
    "role": 2,
    "added": NOT_ASKED,
    "opinion": 2,
    "views_upper": 1,
    "tools_pen": 0,
    "tools_ink": 1,
    "tools_brush": NOT_ASKED,
    "budget": 500,
    "views_lower": 2,
    "gone": 3,
}
OF_THE_SECOND = {
    "role": 2,
    "added": 2,
    "opinion": 3,
    "views_upper": 2,
    "tools_pen": 0,
    "tools_ink": 0,
    "tools_brush": 1,
    "budget": NOT_ASKED,
    "views_lower": NOT_ASKED,
    "gone": NOT_ASKED,
}


def test_each_response_is_read_by_its_own_version(made: Made) -> None:
    for cells in (OF_THE_FIRST, OF_THE_SECOND):
        row = row_of(made.codes, views_upper=cells["views_upper"])
        assert {name: row[name] for name in cells} == cells


def test_columns_that_only_earlier_versions_have_stand_behind_the_others(made: Made) -> None:
    assert list(made.codes[0]) == ["respondent", "area", *OF_THE_FIRST]


def test_a_blank_is_told_from_what_the_version_did_not_hold(made: Made) -> None:
    blank = row_of(made.codes, role=1)
    asked = {name for name in OF_THE_FIRST if blank[name] == NOT_ANSWERED}
    assert asked == set(OF_THE_FIRST) - {"role", "views_lower", "gone"}
    assert blank["views_lower"] == blank["gone"] == NOT_ASKED


def test_labels_are_those_of_all_versions_as_the_last_one_words_them(made: Made) -> None:
    of_opinion = [row for row in made.table("Value labels") if row["Name"] == "opinion"]
    assert {row["Value"]: row["Label"] for row in of_opinion} == {
        1: "Yes, I do",
        3: "Unsure",
        2: "No",
        NOT_ANSWERED: "Asked and not answered",
        NOT_ASKED: "Not asked",
    }
    assert {row["opinion"] for row in made.labels} == {"No", "Unsure", "Asked and not answered"}


def test_the_codebook_says_whom_each_version_asked(made: Made) -> None:
    asked_of = {row["Name"]: row["Asked of"] for row in made.table("Codebook")}
    assert asked_of["opinion"] == "Everyone"
    assert asked_of["added"] == "Version 2: Everyone. Version 1: nobody"
    assert asked_of["views_lower"] == "Version 2: nobody. Version 1: Everyone"
    assert asked_of["budget"] == (
        "Version 2: Respondents for whom role is any of “Manager”. Version 1: Everyone"
    )


def test_what_one_version_keeps_back_does_not_leave_at_all(made: Made) -> None:
    assert "private" not in made.codes[0]
    left_out = made.pairs("Notes")["Left out: not declared as safe to release"]
    assert left_out == "private"


def test_cover_and_notes_name_the_versions(made: Made) -> None:
    assert made.pairs("Cover")["Questionnaire"] == "Test, versions 1 and 2"
    note = made.pairs("Notes")["Versions of the questionnaire"]
    assert note.startswith("Respondents answered versions 1 and 2,")


def test_without_a_response_the_version_of_the_survey_is_described(
    survey: Survey, new_export: Callable[..., Export]
) -> None:
    amend(survey, published(SECOND))
    made = Made(new_export())
    assert made.pairs("Cover")["Questionnaire"] == "Test, version 2"
    assert "Versions of the questionnaire" not in made.pairs("Notes")
    assert "gone" not in [row["Name"] for row in made.table("Codebook")]


def test_an_earlier_version_is_in_the_dataset_while_nobody_has_answered_the_later(
    survey: Survey, respond: Callable[..., Response], new_export: Callable[..., Export]
) -> None:
    respond(role("practitioner") | ANSWERS)
    amend(survey, published(SECOND))
    (row,) = Made(new_export()).codes
    assert {name: row[name] for name in OF_THE_FIRST} == OF_THE_FIRST


def test_responses_to_different_questionnaires_are_never_put_into_one_dataset(
    survey: Survey, respond: Callable[..., Response], new_export: Callable[..., Export]
) -> None:
    respond(role("practitioner") | ANSWERS)
    amend(survey, published(definition_of_pages(page("role", ROLE), slug="other")))
    with pytest.raises(ValueError, match="different questionnaires"):
        Made(new_export())
