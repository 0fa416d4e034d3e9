"""The columns of a dataset: what is in the Instrument is everywhere, what is not is nowhere."""

from __future__ import annotations

from datetime import date, timedelta

import pytest

from accounts.models import User
from disclosure.release import ReleaseDecision
from exports.columns import described_columns
from exports.models import Export
from fieldwork.models import Survey
from questionnaires.core.answer_types import ANSWER_TYPES
from questionnaires.core.instrument import Instrument
from questionnaires.models import Version
from responses.models import Response
from tests.builders import (
    all_of,
    any_of,
    definition_of_pages,
    instrument_of_pages,
    page,
    question,
)
from tests.integration.exports.surveys import survey_of
from tests.integration.exports.workbooks import Made
from tests.publishing import published


@pytest.mark.django_db
def test_a_new_question_appears_on_all_four_sheets(today: date, lead: User) -> None:
    """Two surveys that differ in one question: so do codebook, value labels and both data."""
    first = page("first", question("old"))
    without = exported(published(definition_of_pages(first)), "without", today, lead)
    both = definition_of_pages(first, page("second", question("new", "multiple")))
    with_it = exported(published(both), "with-it", today, lead)
    added = {"new_first", "new_second", "new_third"}
    assert names(with_it, "Codebook") - names(without, "Codebook") == added
    assert names(with_it, "Value labels") - names(without, "Value labels") == added
    assert set(with_it.codes[0]) - set(without.codes[0]) == added
    assert set(with_it.labels[0]) - set(without.labels[0]) == added


def exported(version: Version, slug: str, today: date, lead: User) -> Made:
    survey = survey_of(version, slug, closes_on=today - timedelta(days=1))
    area = survey.areas.first()
    Response.objects.create(
        area=area,
        link=area.links.get(),
        version=version,
        status=Response.Status.SUBMITTED,
        submitted_on=survey.closes_on,
    )
    return Made(export_of(survey, lead))


def export_of(survey: Survey, lead: User) -> Export:
    return Export.objects.create(
        survey=survey, requested_by=lead, cut_off=survey.closes_on, is_interim=False
    )


def names(made: Made, sheet: str) -> set[str]:
    return {row["Name"] for row in made.table(sheet)}


@pytest.mark.django_db
def test_all_four_sheets_have_the_columns_in_one_order(survey: Survey, lead: User) -> None:
    made = Made(export_of(survey, lead))
    codebook = [row["Name"] for row in made.table("Codebook")]
    labelled = list(dict.fromkeys(row["Name"] for row in made.table("Value labels")))
    assert headings(made, "Data (codes)") == headings(made, "Data (labels)") == codebook
    assert [name for name in codebook if name in labelled] == labelled


def headings(made: Made, sheet: str) -> list[str]:
    return [cell.value for cell in made.workbook[sheet][1]]


def columns_of(instrument: Instrument) -> dict[str, str]:
    """Return who was asked by the name of each column."""
    columns = (one.column for one in described_columns({1: instrument}, texts={}))
    return {one.name: one.asked_of for one in columns if one.becomes is ReleaseDecision.LEAVES}


@pytest.mark.parametrize("type_name", ANSWER_TYPES)
def test_every_answer_type_has_columns_unless_it_is_typed(type_name: str) -> None:
    asked = instrument_of_pages(page("only", question("q", type_name)))
    own = [name for name in columns_of(asked) if name.startswith("q")]
    assert bool(own) == (type_name not in ("text", "long_text"))


def asked_of(**shown_when: object) -> str:
    early = page("early", question("role"), question("feelings", "multiple"))
    late = page("late", question("late", **shown_when))
    return columns_of(instrument_of_pages(early, late))["late"]


def test_without_a_condition_everyone_is_asked() -> None:
    assert asked_of() == "Everyone"


@pytest.mark.parametrize(
    ("condition", "words"),
    [
        ({"any_of": ["yes"]}, "role is any of “Yes”"),
        ({"any_of": ["yes", "no"]}, "role is any of “Yes”, “No”"),
        ({"none_of": ["no"]}, "role is none of “No”"),
        ({"answered": True}, "role was answered"),
    ],
)
def test_a_condition_is_put_into_words(condition: dict, words: str) -> None:
    rule = all_of({"question": "role", **condition})
    assert asked_of(**rule) == f"Respondents for whom {words}"


CONDITIONS = (
    {"question": "role", "any_of": ["yes"]},
    {"question": "feelings", "answered": True},
)


def test_conditions_that_must_all_hold_are_joined_by_and() -> None:
    words = "Respondents for whom role is any of “Yes” and feelings was answered"
    assert asked_of(**all_of(*CONDITIONS)) == words


def test_conditions_of_which_one_is_enough_are_joined_by_or() -> None:
    words = "Respondents for whom (role is any of “Yes” or feelings was answered)"
    assert asked_of(**any_of(*CONDITIONS)) == words


def test_the_conditions_of_page_and_question_both_count() -> None:
    early = page("early", question("role"), question("feelings", "multiple"))
    late = page("late", question("late", **all_of(CONDITIONS[1])), **all_of(CONDITIONS[0]))
    words = "Respondents for whom role is any of “Yes” and feelings was answered"
    assert columns_of(instrument_of_pages(early, late))["late"] == words
