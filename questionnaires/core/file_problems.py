"""What is wrong in a file that somebody wrote: told by file, line and reason, all of it at once."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from questionnaires.core.problems import Severity


@dataclass(frozen=True, slots=True)
class FileProblem:
    """One thing to mend in a file; `line` counts from 1."""

    file: str
    line: int
    reason: str
    severity: Severity = Severity.ERROR

    def __str__(self) -> str:
        doubt = "warning: " if self.severity is Severity.WARNING else ""
        return f"{self.file}:{self.line}: {doubt}{self.reason}"


MOST_TOLD = 100
"""Problems that are written out for one file: one slip early in it may make thousands."""


class FileError(Exception):
    """A file that cannot be loaded; `problems` are in the order of their lines."""

    def __init__(self, problems: Iterable[FileProblem]) -> None:
        in_order = sorted(problems, key=lambda problem: (problem.file, problem.line))
        self.problems = list(dict.fromkeys(in_order))
        told = [str(problem) for problem in self.problems[:MOST_TOLD]]
        if len(self.problems) > MOST_TOLD:
            told.append(f"and {len(self.problems) - MOST_TOLD:,} more")
        super().__init__("\n".join(told))
