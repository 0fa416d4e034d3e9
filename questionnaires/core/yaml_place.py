"""Where the parser of YAML gave up."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

import yaml

from questionnaires.core.yaml_notes import Finding, Notes
from questionnaires.core.yaml_slips import ENTRY

LOOKED_AT = 2000
"""Characters of a line that are looked at."""


@dataclass(frozen=True, slots=True)
class Place:
    """Where the parser gave up: its complaint, the lines of the file, and what it was at.

    Lines and columns count from 0. `begun` is the line on which began what it was reading, and
    `begun_quotes` that of the last quotes on a line above.
    """

    problem: str
    context: str
    lines: list[str]
    line: int
    column: int
    begun: int
    begun_quotes: int

    def told(self, reason: str) -> Finding:
        return Finding(self.line + 1, reason)

    def text(self, line: int) -> str:
        return self.lines[line] if line < len(self.lines) else ""

    @property
    def before(self) -> str:
        """What stands before the place in its line."""
        return self.text(self.line)[: self.column]

    @property
    def rest(self) -> str:
        """What stands from the place on in its line."""
        return self.text(self.line)[self.column :]

    @property
    def above(self) -> int:
        """The nearest line above that holds something, or the line itself where there is none."""
        for number in range(self.line - 1, -1, -1):
            content = self.lines[number].strip()
            if content and not content.startswith("#"):
                return number
        return self.line

    @property
    def value(self) -> str:
        """What stands after the colon of the first field in the line."""
        found = VALUE.match(self.text(self.line))
        return found[1] if found else ""

    def suspects(self) -> Iterator[int]:
        """Yield the lines on which the slip may be, the likeliest first."""
        if "block mapping" not in self.context and "block collection" not in self.context:
            yield self.begun
        yield self.above
        yield self.line


VALUE = re.compile(rf"(?:{ENTRY}|.*?[{{,] *)['\"]?[\w-]+['\"]?: *(.*)")


def place_of(error: yaml.MarkedYAMLError, text: str, notes: Notes) -> Place:
    mark = error.problem_mark or error.context_mark
    begun = error.context_mark or mark
    line = mark.line if mark else 0
    return Place(
        problem=error.problem or "",
        context=error.context or "",
        lines=[line[:LOOKED_AT] for line in re.split("\r\n|\r|\n", text)],
        line=line,
        column=mark.column if mark else 0,
        begun=begun.line if begun else 0,
        begun_quotes=max((one.line for one in notes.quoted if one.line < line), default=line),
    )
