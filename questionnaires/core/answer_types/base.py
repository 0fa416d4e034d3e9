"""What several answer types share."""

from __future__ import annotations

import unicodedata
from collections.abc import Callable, Iterable, Iterator
from functools import lru_cache
from random import Random
from typing import Any

from disclosure.vocabulary import Measure, Release
from questionnaires.core.characters import is_blank, without_unstored
from questionnaires.core.messages import gettext_noop
from questionnaires.core.question import AnswerError, Choice, GridRow, PostedData, Question
from questionnaires.core.texts import plain
from questionnaires.core.variables import Variable

SPECIFY_MAX_LENGTH = 250

FIRST_STRONG_ISOLATE, POP_DIRECTIONAL_ISOLATE = "\u2068", "\u2069"
"""Around a text that may be written in another direction than what stands beside it."""

DIRECTED = frozenset({"L", "R", "AL", "LRE", "RLE", "LRO", "RLO", "LRI", "RLI", "FSI"})

CHOOSE_FROM_THE_LIST = gettext_noop("Choose one of the answers in the list")
TOO_LONG = gettext_noop("Shorten the text to %(max_length)s characters or fewer; it has %(length)s")


def tidy_text(text: Any, *, lines: bool = False) -> str:
    """Return *text* without invisible control characters and outer white space, "" for a blank.

    PostgreSQL cannot store NUL, and nobody who pasted such a character can see it to mend it, so
    these are dropped, not refused. With *lines* false, line breaks become spaces.
    """
    if not isinstance(text, str) or is_blank(text):
        return ""
    text = without_unstored(text.replace("\r\n", "\n").replace("\r", "\n"))
    return text.strip() if lines else " ".join(text.split())


def check_length(text: str, max_length: int, input_id: str) -> str:
    """Return *text*; raise AnswerError if it has more than *max_length* characters."""
    if len(text) > max_length:
        raise AnswerError(TOO_LONG, input_id, max_length=max_length, length=len(text))
    return text


def mapping_at(value: Any, key: str) -> dict[str, Any]:
    """Return the mapping that a posted or stored *value* holds at *key*, empty where none is."""
    held = value.get(key) if isinstance(value, dict) else None
    return held if isinstance(held, dict) else {}


def posted_specify(
    question: Question, parts: tuple[Choice, ...] | tuple[GridRow, ...], data: PostedData
) -> dict[str, Any]:
    """Return what was typed into the "please specify" boxes of *parts*, by their code."""
    return {
        part.code: data.get(f"{question.code}-{part.code}--specify")
        for part in parts
        if part.specify
    }


def clean_specify(
    question: Question, posted: Any, kept: Iterable[Choice | GridRow]
) -> dict[str, str]:
    """Return what was specified for the options or rows *kept*, blanks left out."""
    texts = mapping_at(posted, "specify")
    cleaned = {
        part.code: check_length(
            tidy_text(texts.get(part.code)),
            SPECIFY_MAX_LENGTH,
            f"id_{question.code}-{part.code}--specify",
        )
        for part in kept
        if part.specify
    }
    return {code: text for code, text in cleaned.items() if text}


def with_specify(value: dict[str, Any], specify: dict[str, str]) -> dict[str, Any]:
    """Return *value* with its specify texts, the key left out where there are none."""
    return {**value, "specify": specify} if specify else value


def specify_texts(value: Any) -> dict[str, str]:
    """Return the specify texts of a posted or stored *value* as they show in the form."""
    return {
        code: text for code, text in mapping_at(value, "specify").items() if isinstance(text, str)
    }


def specify_variables(
    question: Question, parts: tuple[Choice, ...] | tuple[GridRow, ...]
) -> Iterator[Variable]:
    """Yield a text variable for each "please specify" box: always free text, whatever is asked."""
    for part in parts:
        if part.specify:
            yield Variable(
                name=f"{question.variable}_{part.code}_text",
                question=question.code,
                part=f"{plain(part.label)}: {plain(part.specify)}",
                measure=Measure.TEXT,
                release=Release.FREE_TEXT,
                read=_specified(part.code),
            )


def _specified(code: str) -> Callable[[Any], str | None]:
    return lambda value: specify_texts(value).get(code)


def with_specify_text(label: str, text: str | None) -> str:
    """Return an option's label as it is read back, with what was specified."""
    if not text:
        return label
    if len(directions(label + text)) > 1:
        text = f"{FIRST_STRONG_ISOLATE}{text}{POP_DIRECTIONAL_ISOLATE}"
    return f"{label}: {text}"


def directions(text: str) -> set[str]:
    """Return the directions of writing in *text*, as classes of Unicode's bidirectional algorithm.

    Letters give L or R; characters that switch the direction give their own.
    """
    classes = {unicodedata.bidirectional(character) for character in text}
    return {"R" if one == "AL" else one for one in classes & DIRECTED}


@lru_cache(maxsize=4096)
def leaning(question: Question, codes: tuple[str, ...]) -> tuple[float, ...]:
    """Return a weight for each code that is uneven but the same for every respondent."""
    random = Random(f"{question.code}:{','.join(codes)}")  # noqa: S311 - not for secrets
    return tuple(random.gammavariate(2, 1) + 0.2 for _ in codes)


def leaves_blank(question: Question, random: Random) -> bool:
    """Return whether a made-up respondent leaves *question* blank: about one in sixteen."""
    return not question.required and random.random() < 0.06
