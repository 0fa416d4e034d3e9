"""LARC 7 as it is shipped: complete, routed as the source says, and fit for datasets."""

from __future__ import annotations

import re

from questionnaires.core import yaml_format
from questionnaires.core.checks import MAX_GRID_ROWS, check
from questionnaires.core.definition import Definition
from questionnaires.core.instrument import Instrument
from questionnaires.core.texts import PLACEHOLDER
from tests.unit.larc7.conftest import (
    OPTIONS_IN_THE_SOURCE,
    ROWS_AND_POINTS_IN_THE_SOURCE,
    questions_of_type,
)

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


# The file


def test_the_checker_has_nothing_to_say(definition: Definition) -> None:
    assert check(definition) == []


def test_loading_what_was_dumped_gives_the_same_definition(definition: Definition) -> None:
    assert yaml_format.parse(yaml_format.dump(definition), file="dump") == definition


def test_what_belongs_to_one_round_is_left_to_the_survey(definition: Definition) -> None:
    assert {one.name for one in definition.parameters} == {"since_year", "recent_period"}
    text = yaml_format.dump(definition.model_copy(update={"parameters": ()}))
    assert set(PLACEHOLDER.findall(text)) == set(definition.placeholders)
    assert not re.search(r"Hampshire|31st December|2014|two years", text)


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
