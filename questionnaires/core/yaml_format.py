"""Definitions as YAML files: reading with errors that name file, line and reason; writing.

Plain YAML with two departures from PyYAML's defaults, both for authors' sake: `Yes` and `No` are
words, not booleans, and nothing is taken for a date or a number in base 8 or 60. A key that stands
twice is an error. Anchors and aliases (`&scale`, `*scale`) share lists, as in any YAML.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Any

import yaml
from pydantic import ValidationError

from questionnaires.core.checks import Problem, Severity, check
from questionnaires.core.definition import Definition
from questionnaires.core.file_problems import FileError, FileProblem

Path = tuple[str | int, ...]


class DefinitionError(FileError):
    """A definition file that cannot be loaded."""


def parse(text: str, *, file: str) -> Definition:
    """Return the definition in *text*; *file* is its name in errors. Raise DefinitionError."""
    data, lines = _read(text, file)
    try:
        definition = Definition.model_validate(data)
    except ValidationError as error:
        raise DefinitionError(list(_schema_problems(error, file, lines))) from None
    errors = [found for found in check(definition) if found.severity is Severity.ERROR]
    if errors:
        raise DefinitionError([_at_line(problem, file, lines) for problem in errors])
    return definition


def dump(definition: Definition) -> str:
    """Return *definition* as YAML, fields that say nothing left out."""
    data = _listed(definition.model_dump(mode="json", exclude_defaults=True))
    return yaml.dump(data, Dumper=_Dumper, sort_keys=False, allow_unicode=True, width=100, indent=2)


class _Loader(yaml.SafeLoader):
    """Safe YAML whose bare words stay words."""


_PLAIN = {
    "tag:yaml.org,2002:bool": re.compile(r"^(?:true|false)$"),
    "tag:yaml.org,2002:int": re.compile(r"^-?(?:0|[1-9][0-9]*)$"),
    "tag:yaml.org,2002:float": re.compile(r"^-?[0-9]+\.[0-9]+$"),
    "tag:yaml.org,2002:null": re.compile(r"^(?:~|null|)$"),
}
_Loader.yaml_implicit_resolvers = {}
for _tag, _pattern in _PLAIN.items():
    _Loader.add_implicit_resolver(_tag, _pattern, None)


class _Dumper(yaml.SafeDumper):
    """Block style, no aliases, long texts folded into literal blocks."""

    def ignore_aliases(self, data: Any) -> bool:
        return True


_OTHER_BREAKS = re.compile("[\x85\u2028\u2029]")
"""Line breaks to YAML 1.1 and to nobody else: only escaped do they come back as they were."""


def _represent_text(dumper: yaml.SafeDumper, text: str) -> yaml.ScalarNode:
    style = "|" if "\n" in text else None
    if _OTHER_BREAKS.search(text):
        style = '"'
    return dumper.represent_scalar("tag:yaml.org,2002:str", text, style=style)


_Dumper.add_representer(str, _represent_text)


def _read(text: str, file: str) -> tuple[Any, dict[Path, int]]:
    """Return the data in *text* and the line on which each of its parts begins."""
    lines: dict[Path, int] = {}
    try:
        loader = _Loader(text)
        node = loader.get_single_node()
        problems = [] if node is None else list(_locate(node, (), lines, file))
        data = None if node is None else loader.construct_document(node)
    except yaml.MarkedYAMLError as error:
        mark = error.problem_mark or error.context_mark
        line = mark.line + 1 if mark else 1
        raise DefinitionError([FileProblem(file, line, f"not YAML: {error.problem}")]) from None
    except yaml.reader.ReaderError as error:
        line = text.count("\n", 0, error.position) + 1
        raise DefinitionError([FileProblem(file, line, f"not YAML: {error.reason}")]) from None
    except RecursionError:
        raise DefinitionError([FileProblem(file, 1, "not YAML: nested too deeply")]) from None
    except (ValueError, OverflowError) as error:  # a forced type (`!!int x`) or a code point
        raise DefinitionError([FileProblem(file, loader.line + 1, f"not YAML: {error}")]) from None
    if problems:
        raise DefinitionError(problems)
    return data, lines


def _locate(
    node: yaml.Node, path: Path, lines: dict[Path, int], file: str
) -> Iterator[FileProblem]:
    """Note the line of every part below *node*; yield a problem for each key that stands twice."""
    lines.setdefault(path, node.start_mark.line + 1)
    if isinstance(node, yaml.SequenceNode):
        for index, item in enumerate(node.value):
            yield from _locate(item, (*path, index), lines, file)
    elif isinstance(node, yaml.MappingNode):
        for key, value in node.value:
            if not isinstance(key, yaml.ScalarNode):
                continue  # refused when the data is constructed
            part = (*path, key.value)
            line = key.start_mark.line + 1
            if part in lines:
                yield FileProblem(file, line, f"{key.value} stands twice here")
                continue
            lines[part] = line
            yield from _locate(value, part, lines, file)


def _line_of(path: Path, lines: dict[Path, int]) -> int:
    while path and path not in lines:
        path = path[:-1]
    return lines.get(path, 1)


def _at_line(problem: Problem, file: str, lines: dict[Path, int]) -> FileProblem:
    return FileProblem(file, _line_of(problem.path, lines), problem.reason)


_REASONS = {
    "missing": "{name} is missing",
    "extra_forbidden": "{name} is not a field that is known here",
    "string_type": "{name} must be text (put it in quotes)",
    "string_pattern_mismatch": (
        "{name} must be small letters, digits and underscores (a slug or language: hyphens), "
        "beginning with a letter"
    ),
    "string_too_short": "{name} must not be empty",
    "string_too_long": "{name} must have at most {max_length} characters",
    "model_type": "{name} must be a group of fields",
    "tuple_type": "{name} must be a list",
    "too_short": "{name} has too few entries",
    "value_error": "{message}",
}


def _schema_problems(
    error: ValidationError, file: str, lines: dict[Path, int]
) -> Iterator[FileProblem]:
    details = error.errors()
    paths = [detail["loc"] for detail in details]
    for detail in details:
        path = detail["loc"]
        if any(len(path) < len(other) and other[: len(path)] == path for other in paths):
            continue  # "the list is too short" because of a fault inside it says nothing new
        reason = _REASONS.get(detail["type"], "{name}: {message}")
        told = {"name": _name_of(path), "message": detail["msg"].removeprefix("Value error, ")}
        sentence = reason.format(**{**detail.get("ctx", {}), **told})
        yield FileProblem(file, _line_of(path, lines), sentence)


def _name_of(path: Path) -> str:
    """Return what an author calls the part at *path*."""
    name = next((part for part in reversed(path) if isinstance(part, str)), "the file")
    return f"an entry of {name}" if path and isinstance(path[-1], int) else name


def _listed(data: Any) -> Any:
    """Return *data* with tuples as lists, as YAML writes them."""
    if isinstance(data, dict):
        return {key: _listed(item) for key, item in data.items()}
    return [_listed(item) for item in data] if isinstance(data, list | tuple) else data
