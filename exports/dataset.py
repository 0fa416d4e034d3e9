"""From stored answers to the cells of a row (disclosure rules, Datasets 8)."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from disclosure.missing import NOT_ANSWERED, NOT_ASKED
from disclosure.rows import Cell
from exports.registry import Registry
from questionnaires.core.routing import walk
from questionnaires.core.variables import Variable


class Dataset:
    """Turns answers into rows of *registry*, all but the respondent's number."""

    def __init__(self, registry: Registry) -> None:
        self._instruments = registry.versions
        self._variables = {number: registry.released(number) for number in registry.versions}

    def row(self, version: int, area_number: int, answers: Mapping[str, Any]) -> list[Cell]:
        """Return the cells of one response to *version*, from the column `area` on.

        The walk says what was asked, so a blank is told from a question off the route, and an
        answer that should not be there cannot slip in.
        """
        route = walk(self._instruments[version], answers)
        asked = {question.code for route_page in route for question in route_page.questions}
        cells = (_cell(one, asked, answers) for one in self._variables[version])
        return [area_number, *cells]


def _cell(variable: Variable | None, asked: set[str], answers: Mapping[str, Any]) -> Cell:
    """Return what *variable* reads; it is None where the respondent's version does not hold it."""
    if variable is None or variable.question not in asked:
        return NOT_ASKED
    value = answers.get(variable.question)
    cell = None if value is None else variable.read(value)
    return NOT_ANSWERED if cell is None else cell
