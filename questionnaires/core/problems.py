"""What is wrong or doubtful in a definition, told by the part that it is about."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

Path = tuple[str | int, ...]
"""Leads to a part of a definition, in the names of its fields and from 0 in its lists."""


class Severity(StrEnum):
    ERROR = "error"
    WARNING = "warning"


@dataclass(frozen=True, slots=True)
class Problem:
    """One thing to mend; `path` leads to the part in the definition's own field names.

    `excerpt` is what in a text it is about, empty for all of it: a text may be long.
    """

    path: Path
    reason: str
    severity: Severity = Severity.ERROR
    excerpt: str = ""

    def __str__(self) -> str:
        return f"{self.severity}: {'.'.join(map(str, self.path))}: {self.reason}"
