"""The allow-list: which variables leave (disclosure rules, Datasets 2 and 3).

A variable leaves only if it is declared `keep`. Any other word, an unknown one too, means that it
stays. Of a recoded question the groups are variables of their own and declared `keep`.
"""

from collections.abc import Iterable
from enum import StrEnum
from typing import Protocol

from disclosure.vocabulary import Measure, Release


class Declared(Protocol):
    """What is asked of a variable: the release that its author declared, and what it measures."""

    @property
    def release(self) -> Release: ...
    @property
    def measure(self) -> Measure: ...


class ReleaseDecision(StrEnum):
    """What becomes of a variable; those that stay, with the reason."""

    LEAVES = "leaves"
    RECODED = "only its groups leave"
    FREE_TEXT = "free text stays until a person has reviewed each comment"
    DROPPED = "not declared as safe to leave"


def release_decision(variable: Declared) -> ReleaseDecision:
    """Return what becomes of *variable*.

    Whatever is typed counts as free text, even if it is declared `keep`: a name in an answer is
    still a name.
    """
    if variable.release == Release.FREE_TEXT or (
        variable.release == Release.KEEP and variable.measure == Measure.TEXT
    ):
        return ReleaseDecision.FREE_TEXT
    if variable.release == Release.RECODE:
        return ReleaseDecision.RECODED
    return ReleaseDecision.LEAVES if variable.release == Release.KEEP else ReleaseDecision.DROPPED


def release_decision_over_versions(versions: Iterable[Declared]) -> ReleaseDecision:
    """Return what becomes of one variable that several versions of a questionnaire hold.

    It leaves only if each of them lets it: whoever answered one of them was asked under its rules,
    and a later version may withdraw what an earlier one released.
    """
    decisions = [release_decision(variable) for variable in versions]
    return next(
        (one for one in decisions if one is not ReleaseDecision.LEAVES), ReleaseDecision.LEAVES
    )
