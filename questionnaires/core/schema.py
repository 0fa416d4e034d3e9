"""What the schema of a definition says about its fields, by name and by place."""

from __future__ import annotations

from collections.abc import Iterator
from functools import cache
from typing import Any, get_args

from pydantic.fields import FieldInfo

from questionnaires.core.definition import Definition, Part, QuestionDefinition
from questionnaires.core.field_types import FOR_STAFF, IN_DATASETS, Translatable
from questionnaires.core.problems import Path


def part_at(path: Path) -> type[Part] | None:
    """Return the kind of part at *path*, None where there is none."""
    part: type[Part] | None = Definition
    for name in path:
        if isinstance(name, int):
            continue
        field = part.model_fields.get(name) if part else None
        part = _part_in(field.annotation) if field else None
    return part


def owners_of(name: str) -> list[type[Part]]:
    """Return the kinds of parts that have a field called *name*."""
    return [part for part in all_parts() if name in part.model_fields]


@cache
def all_parts() -> tuple[type[Part], ...]:
    """Return every kind of part that a definition may hold."""
    found: dict[type[Part], None] = {}

    def gather(part: type[Part]) -> None:
        if part not in found:
            found[part] = None
            for field in part.model_fields.values():
                inner = _part_in(field.annotation)
                if inner:
                    gather(inner)

    gather(Definition)
    return tuple(found)


def _part_in(annotation: Any) -> type[Part] | None:
    """Return the kind of part that an *annotation* such as `tuple[PageDefinition, ...]` is of."""
    if isinstance(annotation, type) and issubclass(annotation, Part):
        return annotation
    return next(filter(None, map(_part_in, get_args(annotation))), None)


def _fields() -> Iterator[tuple[str, FieldInfo]]:
    for part in all_parts():
        yield from part.model_fields.items()


def translatable(field: FieldInfo) -> Translatable | None:
    """Return the mark of a *field* whose text respondents read."""
    return next((mark for mark in field.metadata if isinstance(mark, Translatable)), None)


def questions_in(definition: Definition) -> Iterator[tuple[Path, QuestionDefinition]]:
    """Yield every question of *definition* with its path."""
    for s, section in enumerate(definition.sections):
        for p, page in enumerate(section.pages):
            for q, question in enumerate(page.questions):
                yield ("sections", s, "pages", p, "questions", q), question


def texts_in(part: Part, path: Path = ()) -> Iterator[tuple[Path, str, FieldInfo]]:
    """Yield every text below *part*, but for parts that are retired, with its path and field."""
    for name, field in type(part).model_fields.items():
        value = getattr(part, name)
        if isinstance(value, str) and name in TEXTS:
            yield (*path, name), value, field
        for place, below in _parts_below(value):
            if not getattr(below, "retired", False):
                yield from texts_in(below, (*path, name, *place))


def _parts_below(value: Any) -> Iterator[tuple[Path, Part]]:
    if isinstance(value, Part):
        yield (), value
    elif isinstance(value, tuple):
        yield from (((n,), item) for n, item in enumerate(value) if isinstance(item, Part))


FIELDS = frozenset(name for name, _field in _fields())
"""Names of all fields."""

TEXTS = frozenset(
    name
    for name, field in _fields()
    if translatable(field) or {IN_DATASETS, FOR_STAFF} & set(field.metadata)
)
"""Names of the fields that hold words for people, which may be any."""
