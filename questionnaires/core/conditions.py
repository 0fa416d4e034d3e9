"""Whether a section, page or question is shown, given the answers on the route so far."""

from __future__ import annotations

from collections.abc import Mapping

from questionnaires.core.instrument import Condition, Match, Operator, ShownWhen

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
