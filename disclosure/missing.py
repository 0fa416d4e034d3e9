"""Why a cell of a dataset holds no answer (disclosure rules, Datasets 8).

"Unsure" and "Don't know" are answers and have codes of their own; these numbers stand for the
three ways in which there is none.
"""

from collections.abc import Mapping
from types import MappingProxyType
from typing import Final

NOT_ANSWERED: Final = -9
"""The question was shown and left blank; for tick-all questions in the column of each option."""

NOT_ASKED: Final = -8
"""The respondent's route did not lead to the question."""

SUPPRESSED: Final = -7
"""There was an answer, and it was taken out because it could point to somebody."""

LABELS: Mapping[int, str] = MappingProxyType(
    {
        NOT_ANSWERED: "Asked and not answered",
        NOT_ASKED: "Not asked",
        SUPPRESSED: "Suppressed",
    }
)
