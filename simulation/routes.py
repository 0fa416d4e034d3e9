"""What simulated respondents answer, page by page, and what is to be stored of it."""

from __future__ import annotations

import json
from dataclasses import asdict, dataclass
from typing import Any

from simulation.forms import Fields

MARKER = "written-by-respondent"
"""Stands in every text of a route; each respondent writes a word of their own in its place."""


@dataclass(frozen=True, slots=True)
class Page:
    """One page: the fields that a browser sends, and the stored value of each of its questions.

    A question left blank is stored as None until the response is submitted.
    """

    code: str
    fields: Fields
    answers: dict[str, Any]


Route = list[Page]
"""The pages of one respondent, in order."""


@dataclass(frozen=True, slots=True)
class Fieldwork:
    """A survey in the field: the codes of its links, and ways to answer it."""

    links: list[str]
    routes: list[Route]


def dumped(fieldwork: Fieldwork) -> str:
    """Return *fieldwork* as JSON."""
    return json.dumps(asdict(fieldwork))


def loaded(text: str) -> Fieldwork:
    """Return what `dumped` wrote."""
    found = json.loads(text)
    routes = [[Page(**page) for page in route] for route in found["routes"]]
    return Fieldwork(links=found["links"], routes=routes)


def signed(route: Route, word: str) -> Route:
    """Return *route* as the respondent answers it who writes *word* into every text."""
    text = json.dumps([asdict(page) for page in route]).replace(MARKER, word)
    return [Page(**page) for page in json.loads(text)]
