"""Whether conditions hold."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from questionnaires.core.conditions import (
    ALWAYS,
    Chosen,
    Condition,
    Match,
    Operator,
    ShownWhen,
    holds,
)

CODES = st.frozensets(st.sampled_from("abcd"))
ROUTES = st.dictionaries(st.sampled_from(["role", "team", "age"]), CODES)
CONDITIONS = st.builds(
    Condition, st.sampled_from(["role", "team", "age"]), st.sampled_from(Operator), CODES
)


def only(operator: Operator, *choices: str) -> ShownWhen:
    return ShownWhen(Match.ALL, (Condition("role", operator, frozenset(choices)),))


@pytest.mark.parametrize(
    ("shown_when", "route", "expected"),
    [
        (only(Operator.ANY_OF, "a", "b"), {"role": {"b"}}, True),
        (only(Operator.ANY_OF, "a", "b"), {"role": {"b", "c"}}, True),
        (only(Operator.ANY_OF, "a", "b"), {"role": {"c"}}, False),
        (only(Operator.ANY_OF, "a", "b"), {"team": {"a"}}, False),
        (only(Operator.ANY_OF, "a", "b"), {}, False),
        (only(Operator.NONE_OF, "a"), {"role": {"b"}}, True),
        (only(Operator.NONE_OF, "a"), {"role": {"a", "b"}}, False),
        (only(Operator.NONE_OF, "a"), {}, True),
        (only(Operator.ANSWERED), {"role": {"a"}}, True),
        (only(Operator.ANSWERED), {"role": set()}, True),
        (only(Operator.ANSWERED), {"team": {"a"}}, False),
    ],
)
def test_one_condition(shown_when: ShownWhen, route: Chosen, expected: bool) -> None:
    assert holds(shown_when, route) is expected


@given(ROUTES)
def test_a_part_without_conditions_is_always_shown(route: Chosen) -> None:
    assert holds(ALWAYS, route)
    assert holds(ShownWhen(Match.ANY, ()), route)


@given(CODES, ROUTES)
def test_none_of_is_the_opposite_of_any_of(choices: frozenset[str], route: Chosen) -> None:
    assert holds(only(Operator.NONE_OF, *choices), route) is not holds(
        only(Operator.ANY_OF, *choices), route
    )


@given(st.lists(CONDITIONS, min_size=1, max_size=4), ROUTES)
def test_all_needs_every_condition_and_any_needs_one(
    conditions: list[Condition], route: Chosen
) -> None:
    single = [holds(ShownWhen(Match.ALL, (condition,)), route) for condition in conditions]
    assert holds(ShownWhen(Match.ALL, tuple(conditions)), route) is all(single)
    assert holds(ShownWhen(Match.ANY, tuple(conditions)), route) is any(single)
