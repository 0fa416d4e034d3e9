"""What the checker found in a stored version, told at the lines of its definition file."""

from __future__ import annotations

from collections.abc import Iterable

from questionnaires.core.definition import Definition
from questionnaires.core.problems import Problem
from questionnaires.core.yaml_format import lines_when_dumped
from questionnaires.core.yaml_source import Source


def told(problems: Iterable[Problem], definition: Definition) -> list[str]:
    """Return *problems* as people read them, in the order of their lines.

    What is stored has lost the lines of the file that it came from. So they are those of the file
    that `dump_questionnaire` writes; a problem with a translation names the text instead.
    """
    source = lines_when_dumped(definition)
    lines = [(_line(source, problem), problem) for problem in problems]
    return [_told(line, problem) for line, problem in sorted(lines, key=lambda pair: pair[0])]


def _line(source: Source, problem: Problem) -> int:
    return 0 if problem.path[0] == "translations" else source.line_of(problem.path, problem.excerpt)


def _told(line: int, problem: Problem) -> str:
    place = f"line {line}" if line else " / ".join(map(str, problem.path[1:]))
    return f"{place}: {problem.severity}: {problem.reason}"
