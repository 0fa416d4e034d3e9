"""The allow-list: which variables leave (disclosure rules, Datasets 2 and 3).

A variable leaves only if it is declared `keep`. Any other word, an unknown one too, means that it
stays. Of a recoded question the groups are variables of their own and declared `keep`.
"""

from collections.abc import Iterable
from enum import StrEnum
from typing import Protocol, TypeVar


class Declared(Protocol):
    """What is asked of a variable: the release that its author declared, and what it measures."""

    @property
    def release(self) -> str: ...
    @property
    def measure(self) -> str: ...


class Fate(StrEnum):
    """What becomes of a variable; those that stay, with the reason."""

    LEAVES = "leaves"
    RECODED = "only its groups leave"
    FREE_TEXT = "free text stays until a person has reviewed each comment"
    DROPPED = "not declared as safe to leave"


AnyVariable = TypeVar("AnyVariable", bound=Declared)


def fate(variable: Declared) -> Fate:
    """Return what becomes of *variable*.

    Whatever is typed counts as free text, even if it is declared `keep`: a name in an answer is
    still a name.
    """
    if variable.release == "free_text" or (
        variable.release == "keep" and variable.measure == "text"
    ):
        return Fate.FREE_TEXT
    if variable.release == "recode":
        return Fate.RECODED
    return Fate.LEAVES if variable.release == "keep" else Fate.DROPPED


def sorted_by_fate(variables: Iterable[AnyVariable]) -> dict[Fate, list[AnyVariable]]:
    """Return *variables* by what becomes of them, each list in their order."""
    lists: dict[Fate, list[AnyVariable]] = {one: [] for one in Fate}
    for variable in variables:
        lists[fate(variable)].append(variable)
    return lists
