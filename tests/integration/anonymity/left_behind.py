"""All that a run leaves behind."""

from __future__ import annotations

from dataclasses import dataclass, field
from uuid import UUID

from responses import resume
from tests.integration.anonymity.database import Database, Orderings
from tests.integration.anonymity.devices import Reply
from tests.integration.anonymity.people import Person
from tests.integration.anonymity.search import Needle, Span


@dataclass
class LeftBehind:
    """Everything there is to read after a run, and what an attacker may know beforehand."""

    people: list[Person]
    never_sent: list[Person]
    stranger: Person
    staff: dict[str, Needle]
    links: list[str]
    answering: Span
    orders: dict[str, list[str]]
    orders_under_way: dict[str, list[str]]
    replies: list[Reply]
    numbers: dict[str, str]
    before: Database = field(default_factory=dict)
    answered: Database = field(default_factory=dict)
    over: Database = field(default_factory=dict)
    live: Orderings = field(default_factory=dict)
    night: Orderings = field(default_factory=dict)
    dump: str = ""
    files_of_database: dict[str, bytes] = field(default_factory=dict)
    broker: dict[str, bytes] = field(default_factory=dict)
    logs: dict[str, str] = field(default_factory=dict)
    files: dict[str, bytes] = field(default_factory=dict)
    downloads: dict[str, bytes] = field(default_factory=dict)
    """The files of an export, by format."""

    @property
    def everybody(self) -> list[Person]:
        return [*self.people, *self.never_sent, self.stranger]

    @property
    def traces(self) -> dict[str, Needle]:
        """What tells people, devices and visits, of everybody."""
        return {
            f"{name} of {n}": value
            for n, person in enumerate(self.everybody)
            for name, value in person.traces.items()
        }

    @property
    def traces_of_visits(self) -> dict[str, Needle]:
        """The same without what they wrote as answers."""
        return {name: value for name, value in self.traces.items() if "words" not in name}

    @property
    def keys(self) -> dict[str, Needle]:
        """The keys of all responses, as text and as the bytes that are stored."""
        keys = [person.key for person in self.everybody]
        return both_forms_of(keys)

    @property
    def keys_never_sent(self) -> dict[str, Needle]:
        return both_forms_of([person.key for person in (*self.never_sent, self.stranger)])

    @property
    def digests(self) -> dict[str, Needle]:
        """What was stored of the codes to come back with."""
        return {
            f"digest of {code}": resume.digest(code)
            for person in self.everybody
            for code in person.codes
        }


def both_forms_of(keys: list[str]) -> dict[str, Needle]:
    texts: dict[str, Needle] = {f"key {key}": key for key in keys}
    return texts | {f"bytes of key {key}": UUID(key).bytes for key in keys}
