"""What somebody may have meant by a word that is not known."""

from __future__ import annotations

from collections.abc import Collection
from difflib import get_close_matches

from questionnaires.core.odd_characters import CURLY_QUOTES, without_odd

_LONGEST = 40
"""Characters of the longest word that is compared: comparing long ones takes long."""

_MOST = 500
"""Known words that one word is compared with at most."""


def nearest(word: str, known: Collection[str]) -> str | None:
    """Return which of the *known* words is the nearest to *word*, None if none is near."""
    tidied = without_odd(word).strip(CURLY_QUOTES + "\"' ").lower()
    if len(tidied) > _LONGEST:
        return None
    candidates = {each.lower(): each for each in list(known)[:_MOST]}
    close = get_close_matches(tidied, candidates, n=1, cutoff=0.7)
    return candidates[close[0]] if close else None


def did_you_mean(word: str, known: Collection[str]) -> str:
    """Return the end of a sentence that names the nearest of the *known* words, "" for none."""
    meant = nearest(word, known)
    return f"; did you mean {meant}?" if meant else ""


class Guesses:
    """Guesses what words meant as `did_you_mean` does, so many times: it takes its time."""

    MOST = 200

    def __init__(self) -> None:
        self._left = self.MOST

    def __call__(self, word: str, known: Collection[str]) -> str:
        self._left -= 1
        return did_you_mean(word, known) if self._left >= 0 else ""
