"""What a question becomes in a dataset: one or more variables, each a column.

The codebook, the value labels and the data all read these, so they cannot disagree.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from enum import StrEnum
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from questionnaires.core.instrument import Instrument, Question, Release

Cell = int | float | str


class Measure(StrEnum):
    """What the cells of a variable are."""

    CATEGORY = "one category"
    TICK = "ticked or not"
    NUMBER = "number"
    DATE = "date"
    TEXT = "text"


@dataclass(frozen=True, slots=True)
class Variable:
    """One column of a dataset.

    `read` turns the question's stored value into the cell, None where that part was left blank; it
    is never called for a question that was not asked. `part` names the row or option, empty when
    the variable is the whole question. `value_labels` are (number, label) pairs.
    """

    name: str
    question: Question
    part: str
    measure: Measure
    release: Release
    read: Callable[[Any], Cell | None]
    value_labels: tuple[tuple[int, str], ...] = ()


def variables(instrument: Instrument) -> Iterator[Variable]:
    """Yield every variable of *instrument* in the order of its questions, whatever its release."""
    for question in instrument.questions.values():
        yield from question.type.variables(question)
