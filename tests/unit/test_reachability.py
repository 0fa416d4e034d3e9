"""Which parts of a questionnaire anybody can meet, and what is said of those that nobody can."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import combinations, product
from math import prod
from typing import Any

import pytest
from hypothesis import assume, given, settings

from questionnaires.core.checks import check
from questionnaires.core.definition import Definition
from questionnaires.core.instrument import Instrument
from questionnaires.core.question import Question, TooManyCombinations
from questionnaires.core.reachability import Reachability
from questionnaires.core.routing import walk
from tests.builders import (
    Fields,
    all_of,
    any_of,
    compiled,
    definition,
    options,
    page,
    question,
    section,
)
from tests.strategies import instruments

CONTRADICT = "its conditions cannot hold together"
AGAINST_AROUND = "its conditions cannot hold together with those around it"

# Against the walk itself


def ways_to_answer(asked: Question) -> list[Any]:
    """Return every answer that differs to conditions, None for a blank."""
    if asked.type.name == "single":
        return [None, *({"choice": choice.code} for choice in asked.choices)]
    if asked.type.name == "multiple":
        alone = [(choice.code,) for choice in asked.choices if choice.exclusive]
        codes = [choice.code for choice in asked.choices if not choice.exclusive]
        sets = [ticked for n in range(1, len(codes) + 1) for ticked in combinations(codes, n)]
        return [None, *({"choices": list(ticked)} for ticked in [*alone, *sets])]
    return [None, "answered"]


def respondents(instrument: Instrument) -> Iterator[dict[str, Any]]:
    """Yield every respondent who differs to conditions."""
    sources = [instrument.questions[code] for code in sorted(instrument.sources)]
    ways = [ways_to_answer(asked) for asked in sources]
    assume(prod(map(len, ways)) <= 1500)
    for answers in product(*ways):
        yield dict(zip(sorted(instrument.sources), answers, strict=True))


def met_by_somebody(instrument: Instrument) -> set[str]:
    """Return the codes of questions and of pages without any that are on a complete route."""
    met: set[str] = set()
    for answers in respondents(instrument):
        route_pages = list(walk(instrument, answers))
        asked = [one for route_page in route_pages for one in route_page.questions]
        if all(answers[one.code] for one in asked if one.required and one.decides):
            met |= {one.code for one in asked}
            met |= {route_page.page.code for route_page in route_pages if not route_page.questions}
    return met


@settings(max_examples=150)
@given(instruments())
def test_a_part_can_be_met_exactly_if_some_respondent_meets_it(instrument: Instrument) -> None:
    met, reach = met_by_somebody(instrument), Reachability(instrument)
    for one in instrument.sections:
        for shown in one.pages:
            around = (one.shown_when, shown.shown_when)
            for asked in shown.questions:
                assert reach.can_meet(*around, asked.shown_when) is (asked.code in met)
            if not shown.questions:
                assert reach.can_meet(*around) is (shown.code in met)


# What the checker says


def warnings(checked: Definition) -> list[str]:
    """Return the places of all parts that nobody can reach, and why."""
    return [
        f"{'.'.join(map(str, problem.path))}: {problem.reason.partition(': ')[2]}"
        for problem in check(checked)
        if "nobody can reach" in problem.reason
    ]


ROLE = question("role", choices=options("clerk", "driver", "cook"), required=True)
NO_TOOL = {"code": "none", "label": "None", "exclusive": True}
TOOLS = question("tools", "multiple", choices=options("pen", "van", NO_TOOL))
IS_CLERK = {"question": "role", "any_of": ["clerk"]}
IS_DRIVER = {"question": "role", "any_of": ["driver"]}
NO_CLERK = {"question": "role", "none_of": ["clerk"]}


def asked_under(*conditions: Fields, **source: Any) -> Definition:
    """Return a page under *conditions* behind one with the questions `role` and `tools`."""
    first = page("first", {**ROLE, **source}, TOOLS)
    return definition(section("a", first, page("second", question("last"), **all_of(*conditions))))


IMPOSSIBLE: dict[str, list[Fields]] = {
    "chosen and not chosen": [IS_CLERK, NO_CLERK],
    "two different single choices": [IS_CLERK, IS_DRIVER],
    "none of all choices of a required question": [
        {"question": "role", "none_of": ["clerk", "driver", "cook"]}
    ],
    "answered, and none of its choices": [
        {"question": "tools", "answered": True},
        {"question": "tools", "none_of": ["pen", "van", "none"]},
    ],
    "an exclusive choice with another": [
        {"question": "tools", "any_of": ["none"]},
        {"question": "tools", "any_of": ["pen", "van"]},
    ],
    "three that contradict only together": [
        {"question": "role", "none_of": ["clerk"]},
        {"question": "role", "none_of": ["driver"]},
        {"question": "role", "any_of": ["clerk", "driver"]},
    ],
}


@pytest.mark.parametrize("conditions", IMPOSSIBLE.values(), ids=IMPOSSIBLE)
def test_conditions_that_contradict_one_another_are_told(conditions: list[Fields]) -> None:
    alone = len(conditions) == 1
    reason = "no answer to role can fulfil its condition" if alone else CONTRADICT
    assert warnings(asked_under(*conditions)) == [f"sections.0.pages.1.shown_when: {reason}"]


POSSIBLE: dict[str, list[Fields]] = {
    "any of overlapping choices": [
        {"question": "role", "any_of": ["clerk", "cook"]},
        {"question": "role", "any_of": ["cook", "driver"]},
    ],
    "two ticks": [
        {"question": "tools", "any_of": ["pen"]},
        {"question": "tools", "any_of": ["van"]},
    ],
    "a blank": [{"question": "tools", "none_of": ["pen", "van", "none"]}],
    "two questions": [IS_CLERK, {"question": "tools", "any_of": ["none"]}],
}


@pytest.mark.parametrize("conditions", POSSIBLE.values(), ids=POSSIBLE)
def test_conditions_that_somebody_fulfils_are_not(conditions: list[Fields]) -> None:
    assert warnings(asked_under(*conditions)) == []


def test_who_may_leave_a_question_blank_has_chosen_none() -> None:
    none = {"question": "role", "none_of": ["clerk", "driver", "cook"]}
    assert warnings(asked_under(none, required=False)) == []


def test_a_retired_choice_is_chosen_by_nobody() -> None:
    choices = options("driver", {"code": "clerk", "label": "Clerk", "retired": True})
    assert warnings(asked_under(IS_CLERK, choices=choices)) == [
        "sections.0.pages.1.shown_when: no answer to role can fulfil its condition"
    ]


def test_any_of_several_conditions_needs_one_that_can_hold() -> None:
    first = page("first", question("role", choices=options("clerk", "driver")))
    clerks = page("clerks", question("desk"), **all_of(IS_CLERK))
    desk = {"question": "desk", "answered": True}
    dead = {"question": "desk", "any_of": ["yes"]}
    both = definition(
        section("a", first, clerks),
        section("b", page("c", question("q"), **any_of(desk, dead)), **all_of(IS_DRIVER)),
        section("d", page("e", question("r"), **any_of(desk, IS_DRIVER)), **all_of(IS_DRIVER)),
    )
    assert warnings(both) == [f"sections.1.pages.0.shown_when: {AGAINST_AROUND}"]


def test_the_conditions_of_section_page_and_question_count_together() -> None:
    inside = page("in", {**question("q"), **all_of(IS_DRIVER)}, question("r"))
    checked = definition(
        section("a", page("first", ROLE)),
        section("b", inside, page("no", question("s"), **all_of(NO_CLERK)), **all_of(IS_CLERK)),
    )
    assert warnings(checked) == [
        f"sections.1.pages.0.questions.0.shown_when: {AGAINST_AROUND}",
        f"sections.1.pages.1.shown_when: {AGAINST_AROUND}",
    ]


def test_questions_that_are_never_asked_of_the_same_people_cannot_both_count() -> None:
    desk, van = {"question": "desk", "any_of": ["yes"]}, {"question": "van", "answered": True}
    checked = definition(
        section("a", page("first", ROLE)),
        section("b", page("desk", question("desk")), **all_of(IS_CLERK)),
        section("c", page("van", question("van")), **all_of(IS_DRIVER)),
        section("d", page("end", question("end")), **all_of(desk, van)),
    )
    assert warnings(checked) == [f"sections.3.shown_when: {CONTRADICT}"]


def test_of_a_part_that_nobody_reaches_only_the_outermost_is_told() -> None:
    inside = page("in", {**question("q"), **all_of(IS_CLERK)}, **all_of(IS_DRIVER))
    checked = definition(
        section("a", page("first", ROLE)), section("b", inside, **all_of(IS_CLERK, NO_CLERK))
    )
    assert warnings(checked) == [f"sections.1.shown_when: {CONTRADICT}"]


def test_what_waits_for_a_part_that_nobody_reaches_is_not_reached_either() -> None:
    lost = page("lost", question("lost"), **all_of(IS_CLERK, IS_DRIVER))
    after = page("after", question("q"), **all_of({"question": "lost", "answered": True}))
    assert warnings(definition(section("a", page("first", ROLE), lost, after))) == [
        f"sections.0.pages.1.shown_when: {CONTRADICT}",
        "sections.0.pages.2.shown_when: no answer to lost can fulfil its condition",
    ]


# Within bounds


def test_many_questions_that_decide_one_after_another_are_searched_whole() -> None:
    """Forty questions of which any is enough: 2 to the power of 40 ways to answer."""
    sources = [page(f"p{n}", question(f"q{n}")) for n in range(40)]
    any_yes = [{"question": f"q{n}", "any_of": ["yes"]} for n in range(40)]
    no_yes = [{"question": f"q{n}", "none_of": ["yes"]} for n in range(40)]
    checked = definition(
        section("a", *sources),
        section("b", page("any", question("b")), **any_of(*any_yes)),
        section("c", page("none", question("c")), **all_of(*no_yes)),
        section("d", page("both", question("d"), **any_of(*any_yes)), **all_of(*no_yes)),
    )
    assert warnings(checked) == [f"sections.3.pages.0.shown_when: {AGAINST_AROUND}"]


def entangled(size: int) -> Definition:
    """Return a questionnaire whose last page reads pages that all read all of the first ones."""
    choices = options(*(f"c{n}" for n in range(size)))
    sources = [page(f"p{n}", question(f"q{n}", "multiple", choices=choices)) for n in range(size)]
    followed = [
        page(
            f"f{n}",
            question(f"g{n}"),
            **any_of(
                *({"question": f"q{m}", "any_of": [f"c{(n * m) % size}"]} for m in range(size))
            ),
        )
        for n in range(size)
    ]
    last = all_of(*({"question": f"g{n}", "any_of": ["yes"]} for n in range(size)))
    return definition(section("a", *sources, *followed, page("last", question("last"), **last)))


def test_a_search_that_grows_too_large_is_given_up_and_told() -> None:
    told = [str(problem) for problem in check(entangled(40)) if "combinations" in problem.reason]
    assert told == [
        "warning: sections.0.pages.80.shown_when: whether anybody can reach this page, and those "
        "behind it, was not tried: too many combinations of answers lead there"
    ]


def test_ticks_that_combine_in_too_many_ways_are_not_gone_through() -> None:
    codes = [f"c{n}" for n in range(20)]
    many = compiled(question("many", "multiple", choices=options(*codes)))
    with pytest.raises(TooManyCombinations):
        many.type.overlaps(many, [frozenset({code}) for code in codes])
