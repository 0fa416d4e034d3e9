"""What becomes of the answers of LARC 7."""

from __future__ import annotations

import re

import pytest

from disclosure.vocabulary import Measure, Release
from questionnaires.core.column_checks import MAX_VARIABLE_NAME
from questionnaires.core.definition import Definition
from questionnaires.core.instrument import Instrument
from tests.unit.larc7.conftest import (
    OPTIONS_IN_THE_SOURCE,
    ROWS_AND_POINTS_IN_THE_SOURCE,
    questions_of_type,
)


def test_every_agency_belongs_to_exactly_one_of_the_seven_groups(larc7: Instrument) -> None:
    agency = larc7.questions["agency"]
    (recode,) = agency.recodes
    assert len(recode.groups) == 7
    grouped = [code for group in recode.groups for code in group.choices]
    assert sorted(grouped) == sorted(choice.code for choice in agency.choices)


def test_agencies_are_grouped_as_the_report_groups_them(larc7: Instrument) -> None:
    (recode,) = larc7.questions["agency"].recodes
    assert {group.code: set(group.choices) for group in recode.groups} == {
        "early_help": {"early_help", "disabilities"},
        "children_in_care": {
            "corporate_parenting",
            "fostering",
            "reviewing_officers",
            "residential_care",
        },
        "youth_offending": {"youth_offending"},
        "childrens_services_general": {"general"},
        "education": {"education"},
        "health": {"clinical_commissioning", "physical_health", "mental_health", "public_health"},
        "other": {"police", "youth_services", "voluntary_sector", "secure_justice", "other"},
    }


def test_agency_and_age_groups_leave_only_as_groups(larc7: Instrument) -> None:
    released = {
        variable.name
        for code in ("agency", "age_groups")
        for variable in larc7.questions[code].type.variables(larc7.questions[code])
        if variable.release is Release.KEEP
    }
    assert released == {
        "agency_group",
        "age_bands_from_0_to_10",
        "age_bands_from_11_to_18",
        "age_bands_over_18",
    }


@pytest.mark.parametrize(
    "codes",
    [
        pytest.param(
            {"strongly_disagree", "disagree", "neither", "agree", "strongly_agree"},
            id="agreement in both directions",
        ),
        pytest.param({"none", "a_few", "some", "a_lot", "most", "unsure"}, id="proportion"),
        pytest.param({"not_at_all", "not_a_lot", "somewhat", "a_lot", "dont_know"}, id="impact"),
    ],
)
def test_a_scale_point_has_the_same_number_in_every_grid(
    larc7: Instrument, codes: set[str]
) -> None:
    scales = [
        {choice.code: choice.value for choice in question.choices if choice.code in codes}
        for question in questions_of_type(larc7, "grid")
        if codes <= {choice.code for choice in question.choices}
    ]
    assert len(scales) >= 4
    assert all(scale == scales[0] for scale in scales)


def test_agreement_rises_from_1_to_5_whichever_way_it_is_printed(larc7: Instrument) -> None:
    printed = {
        code: [choice.value for choice in larc7.questions[code].choices]
        for code in ("knowledge", "confidence")
    }
    assert printed == {"knowledge": [1, 2, 3, 4, 5, 6], "confidence": [5, 4, 3, 2, 1, 7]}


def test_a_managers_question_has_the_numbers_of_its_counterpart(larc7: Instrument) -> None:
    with_counterpart = {
        code: larc7.questions[code.removeprefix("manager_")]
        for code in OPTIONS_IN_THE_SOURCE
        if code.startswith("manager_")
    }
    assert len(with_counterpart) == 6
    for code, counterpart in with_counterpart.items():
        numbers = {choice.code: choice.value for choice in counterpart.choices}
        for choice in larc7.questions[code].choices:
            assert choice.value == numbers[choice.code], f"{code}: {choice.code}"


def test_every_question_declares_what_may_leave(definition: Definition) -> None:
    undeclared = [
        question.code
        for section in definition.sections
        for page in section.pages
        for question in page.questions
        if question.release is None
    ]
    assert undeclared == []


def test_typed_words_are_released_as_free_text_and_nothing_else_is(larc7: Instrument) -> None:
    for variable in larc7.variables():
        is_free_text = variable.release is Release.FREE_TEXT
        assert is_free_text == (variable.measure is Measure.TEXT), variable.name


def test_column_names_are_unique_and_valid_in_spss_and_r(larc7: Instrument) -> None:
    names = [variable.name for variable in larc7.variables()]
    assert len(names) == len(set(names))
    assert all(re.fullmatch(r"[a-z][a-z0-9_]*", name) for name in names)
    assert max(map(len, names)) <= MAX_VARIABLE_NAME


def test_the_halves_of_a_split_grid_share_their_column_stem(larc7: Instrument) -> None:
    names = [variable.name for variable in larc7.variables()]
    for stem in ("groups_", "factors_", "manager_groups_", "manager_factors_"):
        rows, _ = ROWS_AND_POINTS_IN_THE_SOURCE[stem.removesuffix("_")]
        columns = [n for n in names if n.startswith(stem) and not n.endswith("_text")]
        assert len(columns) == rows
    assert not [name for name in names if "_more_" in name]
