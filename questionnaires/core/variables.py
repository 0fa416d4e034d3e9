"""What a question becomes in a dataset: one or more variables, each a column.

The codebook, the value labels and the data all read these, so they cannot disagree.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from disclosure.vocabulary import Cell, Measure, Release


@dataclass(frozen=True, slots=True)
class Variable:
    """One column of a dataset.

    `question` is the code of the question, `part` names the row or option, empty when the variable
    is the whole question. `read` turns the question's stored value into the cell, None where that
    part was left blank; it is never called for a question that was not asked. `value_labels` are
    (number, label) pairs.
    """

    name: str
    question: str
    part: str
    measure: Measure
    release: Release
    read: Callable[[Any], Cell | None]
    value_labels: tuple[tuple[int, str], ...] = ()
