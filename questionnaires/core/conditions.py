"""Conditions of a section, page or question: whether it is shown, given the answers so far."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum


class Operator(StrEnum):
    """What a condition asks of an earlier answer."""

    ANY_OF = "any_of"
    NONE_OF = "none_of"
    ANSWERED = "answered"


class Match(StrEnum):
    """How several conditions combine."""

    ALL = "all"
    ANY = "any"


@dataclass(frozen=True, slots=True)
class Condition:
    question: str
    operator: Operator
    choices: frozenset[str] = frozenset()


@dataclass(frozen=True, slots=True)
class ShownWhen:
    """Conditions of a section, page or question; none at all means always shown."""

    match: Match = Match.ALL
    conditions: tuple[Condition, ...] = ()


ALWAYS = ShownWhen()


Chosen = Mapping[str, frozenset[str]]


def holds(shown_when: ShownWhen, route: Chosen) -> bool:
    """Return whether *shown_when* is fulfilled.

    *route* maps the code of every question answered on the route so far to the codes chosen there
    (empty for typed answers). A question that was left blank, or is not on the route, is absent.
    """
    if not shown_when.conditions:
        return True
    results = (_condition_holds(condition, route) for condition in shown_when.conditions)
    return all(results) if shown_when.match is Match.ALL else any(results)


def _condition_holds(condition: Condition, route: Chosen) -> bool:
    chosen = route.get(condition.question)
    if condition.operator is Operator.ANSWERED:
        return chosen is not None
    overlaps = chosen is not None and not condition.choices.isdisjoint(chosen)
    return overlaps if condition.operator is Operator.ANY_OF else not overlaps
