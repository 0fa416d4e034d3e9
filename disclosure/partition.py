"""The cells in which the coordinators of an area see counts, chosen once when a survey opens.

One partition and no second split: then no subtraction of cells, totals or days separates people
(docs/disclosure.md, Live counts).
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

WHOLE_BELOW = 150
"""An area in which fewer people were asked is one cell."""

SMALLEST_CELL = 10
"""A group of fewer people is put together with others."""


@dataclass(frozen=True, slots=True)
class Cell:
    """Groups that are counted together; `asked` is how many people, None where nobody knows.

    `is_rest` marks the cell that also takes people whose group is not known; no groups at all are
    the whole area.
    """

    groups: tuple[str, ...]
    asked: int | None
    is_rest: bool = False


def partition(asked: Mapping[str, int | None]) -> tuple[Cell, ...]:
    """Return the cells of an area in whose groups so many people were asked.

    One cell where fewer than WHOLE_BELOW were asked, or where no headcount is known. Else a cell
    for each group of at least SMALLEST_CELL people. The others are folded into one rest, which
    takes those who do not state their group too; while it stays below SMALLEST_CELL, the next
    smallest group joins it. A group without a headcount is among the rest: how small it is, nobody
    can say.
    """
    known = {group: number for group, number in asked.items() if number is not None}
    total = sum(known.values())
    if total < WHOLE_BELOW:
        return (Cell((), total if known else None),)
    alone = sorted(
        (group for group in known if known[group] >= SMALLEST_CELL), key=known.__getitem__
    )
    rest = [group for group in asked if group not in alone]
    while alone and sum(known.get(group, 0) for group in rest) < SMALLEST_CELL:
        rest.append(alone.pop(0))
    if not alone:
        return (Cell((), total),)
    cells = [Cell((group,), known[group]) for group in asked if group in alone]
    in_order = tuple(group for group in asked if group in rest)
    return (*cells, Cell(in_order, sum(known.get(group, 0) for group in rest), is_rest=True))
