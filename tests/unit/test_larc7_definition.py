"""LARC 7 as it is shipped: complete, routed as the source says, and fit for datasets."""

from __future__ import annotations

import re
from pathlib import Path
from typing import Any

import pytest

import questionnaires
from disclosure.vocabulary import Measure, Release
from questionnaires.core import yaml_format
from questionnaires.core.checks import MAX_GRID_ROWS, check
from questionnaires.core.column_checks import MAX_VARIABLE_NAME
from questionnaires.core.compiler import compile_instrument
from questionnaires.core.definition import Definition
from questionnaires.core.instrument import Instrument
from questionnaires.core.question import Question
from questionnaires.core.routing import walk
from questionnaires.core.texts import PLACEHOLDER, PLACEHOLDERS

FILE = Path(questionnaires.__file__).parent / "definitions" / "larc7.yaml"

OPTIONS_IN_THE_SOURCE = {
    # Section A, for all respondents
    "agency": 18,
    "lscb": 2,
    "role": 3,
    "age_groups": 5,
    "specialist_service": 3,
    "service_support": 7,
    "threshold": 5,
    "agency_has": 2,
    "area_has": 3,
    # Section B, for frontline practitioners and carers
    "children_3_months": 9,
    "children_last_year": 9,
    "change": 8,
    "feelings": 10,
    "supervision": 5,
    "training": 3,
    "training_available": 3,
    "support_used": 15,
    "support_wanted": 15,
    # Section C, for managers and commissioners
    "manager_children_3_months": 9,
    "manager_children_last_year": 9,
    "manager_change": 7,
    "manager_feelings": 10,
    "manager_training": 3,
    "manager_support_used": 15,
}
"""Question -> options of single and multiple choice, misprints settled."""

ROWS_AND_POINTS_IN_THE_SOURCE = {
    "groups": (10, 6),
    "factors": (10, 6),
    "knowledge": (7, 6),
    "confidence": (6, 6),
    "training_impact": (5, 5),
    "support_impact": (4, 6),
    "manager_groups": (11, 6),
    "manager_factors": (10, 6),
    "manager_knowledge": (6, 6),
    "manager_confidence": (6, 6),
    "manager_leadership": (4, 6),
    "manager_training_impact": (5, 5),
    "manager_support_impact": (4, 6),
}
"""Stem of a grid -> its rows, over both pages where it is split, and its scale points."""

TYPED_IN_THE_SOURCE = {
    "service_name",
    "tools",
    "challenge_1",
    "challenge_2",
    "challenge_3",
    "training_description",
    "support_comments",
    "manager_tools",
    "manager_challenge_1",
    "manager_challenge_2",
    "manager_challenge_3",
    "manager_training_description",
    "manager_support_comments",
    "additional_comments",
}

BEFORE_THE_ROLE_DECIDES = ["your_agency", "your_role", "specialist_service"]
PRACTITIONER_PAGES = [
    "numbers",
    "change",
    "groups",
    "groups_more",
    "factors",
    "factors_more",
    "tools",
    "challenges",
    "knowledge",
    "feelings",
    "supervision",
    "confidence",
    "training",
    "training_details",
    "training_impact",
    "support",
    "support_impact",
    "support_wanted",
]
MANAGER_PAGES = [
    "manager_numbers",
    "manager_change",
    "manager_groups",
    "manager_groups_more",
    "manager_factors",
    "manager_factors_more",
    "manager_tools",
    "manager_challenges",
    "manager_knowledge",
    "manager_confidence",
    "manager_leadership",
    "manager_feelings",
    "manager_training",
    "manager_training_impact",
    "manager_support",
    "manager_support_impact",
]

PRACTITIONER = {"role": {"choice": "practitioner"}}
SERVICE_MANAGER = {"role": {"choice": "service_manager"}}
STRATEGIC_MANAGER = {"role": {"choice": "strategic_manager"}}
MANAGERS = pytest.mark.parametrize(
    "role", [SERVICE_MANAGER, STRATEGIC_MANAGER], ids=["service_manager", "strategic_manager"]
)
NOTHING_FOLLOWS = pytest.mark.parametrize(
    "ticked", [None, {"choices": ["none"]}], ids=["left blank", "none of the above"]
)
SOMETHING_FOLLOWS = pytest.mark.parametrize("option", ["first", "other"])


@pytest.fixture(scope="module")
def definition() -> Definition:
    return yaml_format.parse(FILE.read_text(encoding="utf-8"), file=FILE.name)


@pytest.fixture(scope="module")
def larc7(definition: Definition) -> Instrument:
    return compile_instrument(definition)


def pages_on_route(instrument: Instrument, answers: dict[str, Any]) -> list[str]:
    return [route_page.page.code for route_page in walk(instrument, answers)]


def questions_on_route(instrument: Instrument, answers: dict[str, Any]) -> set[str]:
    return {
        question.code
        for route_page in walk(instrument, answers)
        for question in route_page.questions
    }


def questions_of_type(instrument: Instrument, *names: str) -> list[Question]:
    return [question for question in instrument.questions.values() if question.type.name in names]


def without(pages: list[str], *left_out: str) -> list[str]:
    return [page for page in pages if page not in left_out]


def one_option(instrument: Instrument, question: str, option: str) -> dict[str, list[str]]:
    """Return an answer of one tick: at the *first* option of *question*, or at the one named."""
    codes = [choice.code for choice in instrument.questions[question].choices]
    return {"choices": [codes[0] if option == "first" else option]}


# The file


def test_the_checker_has_nothing_to_say(definition: Definition) -> None:
    assert check(definition) == []


def test_loading_what_was_dumped_gives_the_same_definition(definition: Definition) -> None:
    assert yaml_format.parse(yaml_format.dump(definition), file="dump") == definition


def test_what_belongs_to_one_round_is_left_to_the_survey(definition: Definition) -> None:
    text = yaml_format.dump(definition)
    assert set(PLACEHOLDER.findall(text)) == set(PLACEHOLDERS)
    assert not re.search(r"Hampshire|31st December|2014|two years", text)


# Routes


def test_before_a_role_is_chosen_only_the_questions_for_all_are_asked(larc7: Instrument) -> None:
    assert pages_on_route(larc7, {}) == [
        *BEFORE_THE_ROLE_DECIDES,
        "policies",
        "additional_comments",
    ]


def test_a_practitioner_with_every_follow_up_meets_all_of_a_and_b(larc7: Instrument) -> None:
    answers = PRACTITIONER | {
        "specialist_service": {"choice": "yes"},
        "feelings": {"choices": ["worried"]},
        "training": {"choice": "yes"},
        "support_used": {"choices": ["peers"]},
    }
    assert pages_on_route(larc7, answers) == [
        *BEFORE_THE_ROLE_DECIDES,
        "service_details",
        "policies",
        *PRACTITIONER_PAGES,
        "additional_comments",
    ]
    assert questions_on_route(larc7, answers) == {
        code for code in larc7.questions if not code.startswith("manager_")
    }


def test_a_practitioner_who_leaves_all_else_blank_meets_no_follow_up(larc7: Instrument) -> None:
    follow_ups = ("supervision", "training_impact", "support_impact")
    assert pages_on_route(larc7, PRACTITIONER) == [
        *BEFORE_THE_ROLE_DECIDES,
        "policies",
        *without(PRACTITIONER_PAGES, *follow_ups),
        "additional_comments",
    ]


@MANAGERS
def test_a_manager_with_every_follow_up_meets_all_of_a_and_c(
    larc7: Instrument, role: dict[str, Any]
) -> None:
    answers = role | {
        "specialist_service": {"choice": "yes"},
        "manager_training": {"choice": "yes"},
        "manager_support_used": {"choices": ["peers"]},
    }
    assert pages_on_route(larc7, answers) == [
        *BEFORE_THE_ROLE_DECIDES,
        "service_details",
        "policies",
        *MANAGER_PAGES,
        "additional_comments",
    ]
    for_practitioners = {
        question.code
        for section in larc7.sections
        if section.code in {"scale", "experience", "knowledge"}
        for page in section.pages
        for question in page.questions
    }
    assert questions_on_route(larc7, answers) == larc7.questions.keys() - for_practitioners


@MANAGERS
def test_a_manager_who_leaves_all_else_blank_meets_no_follow_up(
    larc7: Instrument, role: dict[str, Any]
) -> None:
    follow_ups = ("manager_training_impact", "manager_support_impact")
    assert pages_on_route(larc7, role) == [
        *BEFORE_THE_ROLE_DECIDES,
        "policies",
        *without(MANAGER_PAGES, *follow_ups),
        "additional_comments",
    ]


@pytest.mark.parametrize(
    ("answer", "asked"), [("yes", True), ("no", False), ("unsure", False)], ids=str
)
def test_the_specialist_service_is_described_only_by_those_aware_of_one(
    larc7: Instrument, answer: str, asked: bool
) -> None:
    route = questions_on_route(larc7, {"specialist_service": {"choice": answer}})
    follow_ups = {"service_name", "service_support", "threshold"}
    assert route & follow_ups == (follow_ups if asked else set())


@pytest.mark.parametrize(
    ("answer", "asked"), [("yes", True), ("no", False), ("unsure", False)], ids=str
)
def test_training_is_described_and_judged_only_where_there_was_some(
    larc7: Instrument, answer: str, asked: bool
) -> None:
    follow_ups = {"training_description", "training_impact"}
    route = questions_on_route(larc7, PRACTITIONER | {"training": {"choice": answer}})
    assert route & follow_ups == (follow_ups if asked else set())
    assert "training_available" in route

    follow_ups = {f"manager_{code}" for code in follow_ups}
    route = questions_on_route(larc7, SERVICE_MANAGER | {"manager_training": {"choice": answer}})
    assert route & follow_ups == (follow_ups if asked else set())


@SOMETHING_FOLLOWS
def test_supervision_is_asked_after_any_feeling(larc7: Instrument, option: str) -> None:
    feelings = one_option(larc7, "feelings", option)
    assert "supervision" in questions_on_route(larc7, PRACTITIONER | {"feelings": feelings})


@NOTHING_FOLLOWS
def test_supervision_is_not_asked_without_a_feeling(
    larc7: Instrument, ticked: dict[str, Any] | None
) -> None:
    answers = PRACTITIONER | {"feelings": ticked}
    assert "supervision" not in questions_on_route(larc7, answers)


@pytest.mark.parametrize(
    ("role", "prefix"), [(PRACTITIONER, ""), (SERVICE_MANAGER, "manager_")], ids=["B", "C"]
)
@SOMETHING_FOLLOWS
def test_the_impact_of_support_is_asked_after_any_method(
    larc7: Instrument, role: dict[str, Any], prefix: str, option: str
) -> None:
    used = f"{prefix}support_used"
    route = questions_on_route(larc7, role | {used: one_option(larc7, used, option)})
    assert {f"{prefix}support_impact", f"{prefix}support_comments"} <= route


@pytest.mark.parametrize(
    ("role", "prefix"), [(PRACTITIONER, ""), (SERVICE_MANAGER, "manager_")], ids=["B", "C"]
)
@NOTHING_FOLLOWS
def test_the_impact_of_support_is_not_asked_without_a_method(
    larc7: Instrument, role: dict[str, Any], prefix: str, ticked: dict[str, Any] | None
) -> None:
    route = questions_on_route(larc7, role | {f"{prefix}support_used": ticked})
    assert not route & {f"{prefix}support_impact", f"{prefix}support_comments"}


def test_only_the_role_must_be_answered(larc7: Instrument) -> None:
    required = [question.code for question in larc7.questions.values() if question.required]
    assert required == ["role"]


# What is asked


def test_every_question_of_the_source_is_asked_and_no_other(larc7: Instrument) -> None:
    stems = {question.variable for question in larc7.questions.values()}
    assert stems == {
        *OPTIONS_IN_THE_SOURCE,
        *ROWS_AND_POINTS_IN_THE_SOURCE,
        *TYPED_IN_THE_SOURCE,
    }
    split_over_two_pages = {"groups", "factors", "manager_groups", "manager_factors"}
    assert len(larc7.questions) == len(stems) + len(split_over_two_pages)


def test_every_choice_question_has_the_options_of_the_source(larc7: Instrument) -> None:
    options = {
        question.code: len(question.choices)
        for question in questions_of_type(larc7, "single", "multiple")
    }
    assert options == OPTIONS_IN_THE_SOURCE


def test_every_grid_has_the_rows_and_scale_points_of_the_source(larc7: Instrument) -> None:
    sizes: dict[str, tuple[int, int]] = {}
    for question in questions_of_type(larc7, "grid"):
        rows, _ = sizes.get(question.variable, (0, 0))
        sizes[question.variable] = (rows + len(question.rows), len(question.choices))
    assert sizes == ROWS_AND_POINTS_IN_THE_SOURCE


def test_everything_else_is_typed(larc7: Instrument) -> None:
    typed = {question.code for question in questions_of_type(larc7, "text", "long_text")}
    assert typed == TYPED_IN_THE_SOURCE


def test_no_label_stands_twice_in_one_question(larc7: Instrument) -> None:
    for question in larc7.questions.values():
        for parts in (question.choices, question.rows):
            labels = [part.label for part in parts]
            assert len(labels) == len(set(labels)), question.code


def test_the_halves_of_a_split_grid_read_the_same(larc7: Instrument) -> None:
    halves = [q for q in larc7.questions.values() if q.variable != q.code]
    assert len(halves) == 4
    for second in halves:
        first = larc7.questions[second.variable]
        assert (first.text, first.hint, first.choices) == (
            second.text,
            second.hint,
            second.choices,
        )


def test_a_page_asks_little(larc7: Instrument) -> None:
    for page in larc7.pages.values():
        grids = [question for question in page.questions if question.type.name == "grid"]
        assert 1 <= len(page.questions) <= (2 if grids else 4), page.code
        assert len(grids) <= 1, page.code
        assert all(len(grid.rows) <= MAX_GRID_ROWS for grid in grids), page.code


def test_the_definition_is_shown_at_the_start_and_before_the_knowledge_questions(
    larc7: Instrument,
) -> None:
    assert [panel.code for panel in larc7.start_panels] == ["introduction", "definition", "purpose"]
    (definition,) = larc7.pages["knowledge"].panels
    assert larc7.pages["manager_knowledge"].panels == (definition,)
    assert [step.name for step in definition.steps] == [
        "Normal",
        "Inappropriate",
        "Problematic",
        "Abusive",
        "Violent",
    ]


def test_none_of_the_above_excludes_the_other_options_everywhere(larc7: Instrument) -> None:
    multiple = questions_of_type(larc7, "multiple")
    exclusive = {
        question.code: [choice.label for choice in question.choices if choice.exclusive]
        for question in multiple
    }
    offers_none = {
        "feelings",
        "support_used",
        "support_wanted",
        "manager_feelings",
        "manager_support_used",
    }
    assert {code for code, labels in exclusive.items() if labels} == offers_none
    assert all(exclusive[code] == ["None of the above"] for code in offers_none)
    assert all(
        choice.exclusive
        for question in larc7.questions.values()
        for choice in question.choices
        if choice.label == "None of the above"
    )


def test_what_is_no_point_of_its_scale_is_declared(larc7: Instrument) -> None:
    """ "Other" only beside points of a scale: beside agencies it is one more of them."""
    always = {"unsure", "dont_know", "not_applicable"}
    for question in larc7.questions.values():
        off = always | ({"other"} if question.code in OTHER_BESIDE_A_SCALE else set())
        for choice in question.choices:
            assert choice.off_scale == (choice.code in off), (question.code, choice.code)


OTHER_BESIDE_A_SCALE = {"threshold", "change", "manager_change"}


def test_other_can_always_be_specified(larc7: Instrument) -> None:
    for question in larc7.questions.values():
        for part in (*question.choices, *question.rows):
            if part.label == "Other":
                assert part.specify.startswith("Please specify"), question.code


# What becomes of the answers


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
