"""Parameters: what a questionnaire leaves to each survey to say, such as a year in its questions.

A definition declares them and a survey fills them. In a text a parameter stands in braces, as
`texts.PLACEHOLDERS` do, which every survey fills.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from enum import StrEnum

from questionnaires.core.characters import is_blank, without_unstored
from questionnaires.core.messages import gettext_noop

MAX_LENGTH = 200
"""The most characters of what fills a parameter."""


class ParameterKind(StrEnum):
    """What may fill a parameter."""

    TEXT = "text"
    YEAR = "year"
    NUMBER = "number"


@dataclass(frozen=True, slots=True)
class Parameter:
    """One parameter; `label` says to whoever sets a survey up what it is, `example` how it looks.

    What fills a text is in a language, and other languages fill it otherwise; figures are alike in
    all of them.
    """

    name: str
    kind: ParameterKind
    label: str
    example: str

    @property
    def is_text(self) -> bool:
        return self.kind is ParameterKind.TEXT


def fault_in(value: str, kind: ParameterKind) -> str:
    """Return why *value* cannot fill a parameter of this *kind*, "" if it can.

    The sentence is one of the interface, for the web layer to translate.
    """
    if is_blank(value):
        return gettext_noop("The questions need this: say what it is.")
    if value != without_unstored(value) or len(value) > MAX_LENGTH or len(value.splitlines()) > 1:
        return gettext_noop("This must be one line of at most 200 characters.")
    pattern, reason = _FIGURES.get(kind, ("", ""))
    return reason if not re.search(pattern, value, re.ASCII) else ""


_FIGURES: dict[ParameterKind, tuple[str, str]] = {
    ParameterKind.YEAR: (
        r"^[12]\d{3}\Z",
        gettext_noop("This must be a year in four figures, such as 2014."),
    ),
    ParameterKind.NUMBER: (
        r"^(0|[1-9]\d{0,8})\Z",
        gettext_noop("This must be a whole number in figures, such as 12."),
    ),
}
