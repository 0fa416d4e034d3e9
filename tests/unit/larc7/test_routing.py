"""Who is asked what in LARC 7."""

from __future__ import annotations

from typing import Any

import pytest

from questionnaires.core.instrument import Instrument
from questionnaires.core.routing import walk

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


def pages_on_route(instrument: Instrument, answers: dict[str, Any]) -> list[str]:
    return [route_page.page.code for route_page in walk(instrument, answers)]


def questions_on_route(instrument: Instrument, answers: dict[str, Any]) -> set[str]:
    return {
        question.code
        for route_page in walk(instrument, answers)
        for question in route_page.questions
    }


def without(pages: list[str], *left_out: str) -> list[str]:
    return [page for page in pages if page not in left_out]


def one_option(instrument: Instrument, question: str, option: str) -> dict[str, list[str]]:
    """Return an answer of one tick: at the *first* option of *question*, or at the one named."""
    codes = [choice.code for choice in instrument.questions[question].choices]
    return {"choices": [codes[0] if option == "first" else option]}


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
