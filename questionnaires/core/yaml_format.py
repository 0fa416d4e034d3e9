"""Definitions as YAML files: reading with errors that name file, line and reason; writing."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

import yaml
from pydantic import ValidationError

from questionnaires.core import schema_wording, yaml_source
from questionnaires.core.checks import check
from questionnaires.core.definition import Definition
from questionnaires.core.file_problems import FileError, FileProblem
from questionnaires.core.problems import Problem, Severity
from questionnaires.core.yaml_slips import FOLDED_WRONG
from questionnaires.core.yaml_source import Source, Unreadable


class DefinitionError(FileError):
    """A definition file that cannot be loaded."""


@dataclass(frozen=True, slots=True)
class DefinitionFile:
    """A definition that was read from the file called *name*; `warnings` are what is doubtful."""

    name: str
    source: Source
    definition: Definition
    warnings: list[FileProblem]

    def at_lines(self, problems: Iterable[Problem]) -> list[FileProblem]:
        """Return *problems* with the definition at the lines of the file."""
        return _at_lines(problems, self.name, self.source)


def parse(text: str, *, file: str) -> Definition:
    """Return the definition in *text*; *file* is its name in errors. Raise DefinitionError."""
    return read(text, file=file).definition


def read(text: str, *, file: str) -> DefinitionFile:
    """Return the definition in *text* with all that `parse` does not tell; raise DefinitionError.

    Three steps, each of which tells everything that it finds: is it YAML, has every part its
    fields, do the parts fit together.
    """
    try:
        source = yaml_source.read(text)
    except Unreadable as error:
        found = [FileProblem(file, *finding) for finding in error.findings]
        raise DefinitionError(found) from None
    try:
        definition = Definition.model_validate(source.data)
    except ValidationError as error:
        raise DefinitionError(_at_lines(schema_wording.told(error), file, source)) from None
    problems = check(definition)
    errors = [problem for problem in problems if problem.severity is Severity.ERROR]
    if errors:
        raise DefinitionError(_at_lines(errors, file, source))
    return DefinitionFile(file, source, definition, _at_lines(problems, file, source))


def _at_lines(problems: Iterable[Problem], file: str, source: Source) -> list[FileProblem]:
    return [
        FileProblem(
            file,
            source.line_of(problem.path, problem.excerpt),
            problem.reason,
            problem.severity,
        )
        for problem in problems
    ]


def lines_when_dumped(definition: Definition) -> Source:
    """Return where the parts of *definition* stand in what `dump` writes."""
    try:
        return yaml_source.read(dump(definition))
    except Unreadable:  # a version that was published before there were such limits
        return Source()


def dump(definition: Definition) -> str:
    """Return *definition* as YAML, fields that say nothing left out."""
    data = _listed(definition.model_dump(mode="json", exclude_defaults=True))
    return yaml.dump(data, Dumper=_Dumper, sort_keys=False, allow_unicode=True, width=100, indent=2)


class _Dumper(yaml.SafeDumper):
    """Block style, no aliases, long texts folded into literal blocks."""

    def ignore_aliases(self, data: Any) -> bool:
        return True


_OTHER_BREAKS = re.compile("[\x85\u2028\u2029]")
"""Line breaks to YAML 1.1 and to nobody else: only escaped do they come back as they were."""


def _represent_text(dumper: yaml.SafeDumper, text: str) -> yaml.ScalarNode:
    style = "|" if "\n" in text else None
    # Folded, a long text may begin a line with what looks like a field; in double quotes the
    # line before then ends with a backslash, which says that the text goes on.
    if _OTHER_BREAKS.search(text) or (style is None and FOLDED_WRONG.search(text)):
        style = '"'
    return dumper.represent_scalar("tag:yaml.org,2002:str", text, style=style)


_Dumper.add_representer(str, _represent_text)


def _listed(data: Any) -> Any:
    """Return *data* with tuples as lists, as YAML writes them."""
    if isinstance(data, dict):
        return {key: _listed(item) for key, item in data.items()}
    return [_listed(item) for item in data] if isinstance(data, list | tuple) else data
