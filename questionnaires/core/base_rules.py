"""Who was asked a question, in words, as a codebook prints it."""

from __future__ import annotations

from collections.abc import Iterable

from questionnaires.core.conditions import Condition, Match, Operator, ShownWhen
from questionnaires.core.instrument import Instrument, Page, Section
from questionnaires.core.question import Question
from questionnaires.core.texts import plain


def asked_of(instrument: Instrument, *parts: Section | Page | Question) -> str:
    """Return the base rule of the last of *parts*, which it stands in and is itself.

    Such as "Respondents for whom training is any of “Yes”". A question is on a route only if its
    section, its page and it itself are shown.
    """
    rules = [part.shown_when for part in parts]
    words = [_in_words(instrument, rule) for rule in rules if rule.conditions]
    if not words:
        return "Everyone"
    return f"Respondents for whom {' and '.join(words)}"


def _in_words(instrument: Instrument, rule: ShownWhen) -> str:
    words = [_condition(instrument, condition) for condition in rule.conditions]
    if rule.match is Match.ALL or len(words) == 1:
        return " and ".join(words)
    return f"({' or '.join(words)})"


def _condition(instrument: Instrument, condition: Condition) -> str:
    source = instrument.questions[condition.question]
    choices = _quoted(choice.label for choice in source.choices if choice.code in condition.choices)
    return {
        Operator.ANSWERED: f"{source.variable} was answered",
        Operator.ANY_OF: f"{source.variable} is any of {choices}",
        Operator.NONE_OF: f"{source.variable} is none of {choices}",
    }[condition.operator]


def _quoted(labels: Iterable[str]) -> str:
    return ", ".join(f"“{plain(label)}”" for label in labels)
