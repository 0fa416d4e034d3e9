"""The database held to what respondents were told."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

import psycopg

from simulation.crowd import WORD
from simulation.routes import Fieldwork, Page, signed
from tests.soak.ledger import Told

RESPONSES = "SELECT id::text, answers, answers::text, status FROM responses_response"


@dataclass(frozen=True)
class Stored:
    """A response in the database, and the words of respondents that its answers hold."""

    answers: dict[str, Any]
    words: set[str]
    is_submitted: bool


def stored_responses(database_url: str) -> dict[str, Stored]:
    """Return all responses, by their keys."""
    with psycopg.connect(database_url) as connection:
        return {
            key: Stored(answers, set(re.findall(WORD, text)), status == "submitted")
            for key, answers, text, status in connection.execute(RESPONSES)
        }


def durability(database_url: str) -> list[str]:
    """Return whether a commit is written, and is on the disk, before it is acknowledged."""
    with psycopg.connect(database_url) as connection:
        shown = (connection.execute(f"SHOW {name}") for name in ("synchronous_commit", "fsync"))
        return [value for cursor in shown for (value,) in cursor]


@dataclass(frozen=True)
class Account:
    """What respondents were told, by their words, and what is stored, by keys."""

    told: dict[str, Told]
    stored: dict[str, Stored]
    fieldwork: Fieldwork

    def of(self, word: str) -> Stored:
        """Return what is stored of the response of the respondent with that *word*."""
        return self.stored[self.told[word].response]

    def lost_answers(self) -> list[tuple[str, str, str]]:
        """Return word, page and question of each acknowledged answer that is not stored so.

        A blank is stored as none while the response is under way, and not at all once it is sent.
        """
        return [
            (word, page.code, question)
            for word in self.told
            for page in self._acknowledged_pages(word)
            for question, value in page.answers.items()
            if self.of(word).answers.get(question) != value
        ]

    def answers_beyond(self) -> list[tuple[str, set[str]]]:
        """Return word and questions of each response that holds more than its respondent sent."""
        sent = {
            word: {code for page in self._route(word) for code in page.answers}
            for word in self.told
        }
        beyond = ((word, self.of(word).answers.keys() - sent[word]) for word in self.told)
        return [(word, questions) for word, questions in beyond if questions]

    def strange_words(self) -> list[tuple[str, set[str]]]:
        """Return each respondent whose response holds somebody else's words, with those words."""
        strange = ((word, self.of(word).words - {word}) for word in self.told)
        return [(word, words) for word, words in strange if words]

    def never_acknowledged(self) -> list[Stored]:
        """Return the responses of which nobody was told: their beginning failed, or seemed to."""
        known = {one.response for one in self.told.values()}
        return [one for key, one in self.stored.items() if key not in known]

    def _acknowledged_pages(self, word: str) -> Iterator[Page]:
        return (page for page in self._route(word) if page.code in self.told[word].saved)

    def _route(self, word: str) -> list[Page]:
        return signed(self.fieldwork.routes[self.told[word].way], word)
