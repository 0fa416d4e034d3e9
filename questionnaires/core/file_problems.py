"""What is wrong in a file that somebody wrote: told by file, line and reason, all of it at once."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class FileProblem:
    """One thing to mend in a file; `line` counts from 1."""

    file: str
    line: int
    reason: str

    def __str__(self) -> str:
        return f"{self.file}:{self.line}: {self.reason}"


class FileError(Exception):
    """A file that cannot be loaded; `problems` are in the order of their lines."""

    def __init__(self, problems: Iterable[FileProblem]) -> None:
        in_order = sorted(problems, key=lambda problem: (problem.file, problem.line))
        self.problems = list(dict.fromkeys(in_order))
        super().__init__("\n".join(map(str, self.problems)))
