"""Whether an order can be read off values: the attack of somebody who knows who came after whom."""

from __future__ import annotations

import re
from collections.abc import Hashable, Mapping, Sequence
from statistics import correlation
from typing import Any

TELLING = 0.9
"""Rank correlation from which an order counts as told. For 24 responses in random order it is
reached once in some hundred million times; a leak has 1."""

NUMBERS = re.compile(r"[\s(){},.:\-+]*(?:\d+[\s(){},.:\-+]*)+")

Ordering = Mapping[Hashable, Any]


def comparable(value: Any) -> Any:
    """Return *value* as it sorts: texts of numbers, such as `(0,12)`, as their numbers."""
    if isinstance(value, str) and NUMBERS.fullmatch(value):
        return [float(number) for number in re.findall(r"\d+(?:\.\d+)?", value)]
    return value


def ranks(values: Sequence[Any]) -> list[float]:
    """Return the rank of each value; equal ones share the mean of theirs."""
    ordered = sorted(values)
    first = {repr(value): position for position, value in reversed(list(enumerate(ordered)))}
    last = {repr(value): position for position, value in enumerate(ordered)}
    return [(first[repr(value)] + last[repr(value)]) / 2 for value in values]


def rank_correlation(known_order: Sequence[Hashable], ordering: Ordering) -> float:
    """Return how well *ordering* tells *known_order*: 0 not at all, 1 or -1 wholly (Spearman)."""
    values = [comparable(ordering[key]) for key in known_order if ordering.get(key) is not None]
    if len(values) < len(known_order):
        return 0.0  # those that have a value are told from the others, and no more
    if len({type(value) for value in values}) > 1:
        values = [str(ordering[key]) for key in known_order]
    ranked = ranks(values)
    if len(set(ranked)) == 1:
        return 0.0
    return correlation(list(range(len(ranked))), ranked)


def telling(
    known_orders: Mapping[str, Sequence[Hashable]], orderings: Mapping[str, Ordering]
) -> dict[str, float]:
    """Return the orderings that tell one of the known orders, as "what from which": how well."""
    rated = {
        f"{known} from {name}": rank_correlation(sequence, ordering)
        for known, sequence in known_orders.items()
        for name, ordering in orderings.items()
        if ordering.keys() >= set(sequence)
    }
    return {name: rate for name, rate in rated.items() if abs(rate) >= TELLING}
