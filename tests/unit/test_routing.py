"""The route of a respondent through a small questionnaire."""

from collections.abc import Callable
from typing import Any

import pytest

from questionnaires.core.instrument import Instrument
from questionnaires.core.routing import on_route, reached, walk, was_left
from tests.builders import (
    Fields,
    all_of,
    any_of,
    instrument,
    instrument_of_pages,
    options,
    page,
    question,
    section,
)

ROLE = question("role", choices=options("practitioner", "manager"), required=True)
TRAINED = question("trained")
IMPACT = question("impact", "grid")
COMMENT = question("comment", "long_text")

SURVEY = instrument(
    section("about", page("start"), page("role_page", ROLE)),
    section(
        "practice",
        page("training", TRAINED),
        page(
            "effect",
            question("liked"),
            {**IMPACT, **all_of({"question": "trained", "any_of": ["yes"]})},
        ),
        **all_of({"question": "role", "any_of": ["practitioner"]}),
    ),
    section(
        "managing",
        page("team", question("size", "number")),
        page("team_more", question("more"), **all_of({"question": "size", "answered": True})),
        **all_of({"question": "role", "any_of": ["manager"]}),
    ),
    section(
        "end",
        page(
            "why_not",
            {**COMMENT, **any_of({"question": "trained", "any_of": ["no"]})},
        ),
        page("last", question("anything", "text")),
    ),
)


def choice(code: str) -> dict[str, str]:
    return {"choice": code}


def route(answers: dict[str, Any], asked: Instrument = SURVEY) -> list[tuple[str, list[str]]]:
    return [
        (route_page.page.code, [question.code for question in route_page.questions])
        for route_page in walk(asked, answers)
    ]


def codes(route_pages: list[Any]) -> list[str]:
    return [route_page.page.code for route_page in route_pages]


def test_before_any_answer_only_what_is_shown_to_all_lies_on_the_route() -> None:
    assert route({}) == [("start", []), ("role_page", ["role"]), ("last", ["anything"])]


def test_a_section_appears_when_its_condition_holds() -> None:
    pages = route({"role": choice("practitioner")})
    assert pages[2:4] == [("training", ["trained"]), ("effect", ["liked"])]
    assert ("team", ["size"]) not in pages


def test_a_question_appears_among_those_of_its_page() -> None:
    answers = {"role": choice("practitioner"), "trained": choice("yes")}
    assert ("effect", ["liked", "impact"]) in route(answers)


def test_a_page_appears_when_its_condition_holds() -> None:
    answers = {"role": choice("manager"), "size": 0}
    assert ("team_more", ["more"]) in route(answers)
    assert ("team_more", ["more"]) not in route({**answers, "size": None})


def test_a_page_all_of_whose_questions_are_hidden_is_passed_over() -> None:
    assert "why_not" not in dict(route({"role": choice("practitioner")}))
    answers = {"role": choice("practitioner"), "trained": choice("no")}
    assert ("why_not", ["comment"]) in route(answers)


@pytest.mark.parametrize(("rule", "is_shown"), [(all_of, False), (any_of, True)])
def test_several_conditions_combine_as_they_are_written(
    rule: Callable[..., Fields], is_shown: bool
) -> None:
    conditions = [{"question": code, "any_of": ["yes"]} for code in ("first", "second")]
    asked = instrument_of_pages(
        page("one", question("first"), question("second")),
        page("two", question("third"), **rule(*conditions)),
    )
    pages = route({"first": choice("yes"), "second": choice("no")}, asked)
    assert (("two", ["third"]) in pages) is is_shown


def test_a_page_of_information_alone_is_kept() -> None:
    assert route({})[0] == ("start", [])


def test_an_answer_on_an_abandoned_branch_steers_nothing() -> None:
    answers = {"role": choice("manager"), "trained": choice("no"), "comment": "left over"}
    assert "why_not" not in dict(route(answers))
    assert on_route(SURVEY, answers) == {"role": choice("manager")}


def test_coming_back_to_a_branch_restores_its_answers() -> None:
    answers = {"role": choice("practitioner"), "trained": choice("no"), "comment": "left over"}
    assert on_route(SURVEY, answers) == answers


def test_blanks_do_not_count_as_answers_on_the_route() -> None:
    answers = {"role": choice("practitioner"), "trained": None, "liked": None}
    assert on_route(SURVEY, answers) == {"role": choice("practitioner")}


def test_an_answer_that_the_instrument_does_not_know_is_left_out() -> None:
    assert on_route(SURVEY, {"anything": "Thanks", "unknown": 1}) == {"anything": "Thanks"}


@pytest.mark.parametrize(
    ("answers", "open_pages"),
    [
        ({}, ["start", "role_page"]),
        ({"role": choice("manager")}, ["start", "role_page", "team"]),
        ({"role": choice("manager"), "size": None}, ["start", "role_page", "team", "last"]),
        (
            {"role": choice("manager"), "size": 3},
            ["start", "role_page", "team", "team_more"],
        ),
        (
            {"role": choice("manager"), "size": 3, "anything": None},
            ["start", "role_page", "team", "team_more"],
        ),
        (
            {"role": choice("manager"), "size": None, "anything": None},
            ["start", "role_page", "team", "last"],
        ),
    ],
)
def test_pages_are_open_up_to_the_first_that_was_not_saved(
    answers: dict[str, Any], open_pages: list[str]
) -> None:
    assert codes(reached(list(walk(SURVEY, answers)), answers)) == open_pages


def test_a_page_was_left_when_each_of_its_questions_was_saved_even_as_a_blank() -> None:
    answers: dict[str, Any] = {"role": choice("practitioner"), "trained": choice("yes")}
    (effect,) = [
        route_page for route_page in walk(SURVEY, answers) if route_page.page.code == "effect"
    ]
    assert not was_left(effect, answers)
    assert not was_left(effect, {**answers, "liked": None})
    assert was_left(effect, {**answers, "liked": None, "impact": None})


def test_each_route_page_knows_its_section() -> None:
    route_pages = walk(SURVEY, {"role": choice("manager")})
    assert [route_page.section.code for route_page in route_pages] == [
        "about",
        "about",
        "managing",
        "end",
    ]
