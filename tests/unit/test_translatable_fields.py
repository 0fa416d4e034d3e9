"""The schema says of each text whether it is translated."""

from __future__ import annotations

from collections.abc import Iterator
from types import UnionType
from typing import Annotated, Any, Union, get_args, get_origin

from questionnaires.core.definition import Definition, Part
from questionnaires.core.field_types import Translatable, Untranslated
from questionnaires.core.translation import (
    texts_of,
)
from tests.unit.whole_definition import EVERYTHING


def parts(root: type[Part]) -> set[type[Part]]:
    """Every class of part that a definition is made of."""
    found: set[type[Part]] = set()
    left = [root]
    while left:
        part = left.pop()
        found.add(part)
        for field in part.model_fields.values():
            inner = [kind for kind, _marks in leaves(field.annotation)]
            left += [kind for kind in inner if issubclass(kind, Part) and kind not in found]
    return found


def leaves(annotation: Any, marks: tuple[Any, ...] = ()) -> Iterator[tuple[type, tuple[Any, ...]]]:
    """Yield the classes that *annotation* is made of, each with what it is annotated with."""
    if get_origin(annotation) is Annotated:
        inner, *more = get_args(annotation)
        yield from leaves(inner, (*marks, *more))
    elif get_origin(annotation) in (tuple, Union, UnionType):
        for argument in get_args(annotation):
            yield from leaves(argument, marks)
    elif isinstance(annotation, type):
        yield annotation, marks


def unmarked(part: type[Part]) -> list[str]:
    """Name the texts of *part* of which the schema does not say whether they are translated."""
    return [
        f"{part.__name__}.{name}"
        for name, field in part.model_fields.items()
        for kind, marks in leaves(field.annotation, tuple(field.metadata))
        if kind is str and not any(isinstance(mark, Translatable | Untranslated) for mark in marks)
    ]


def test_the_schema_says_of_each_text_whether_it_is_translated() -> None:
    assert [name for part in parts(Definition) for name in unmarked(part)] == []


def test_a_text_of_which_nothing_is_said_would_be_found() -> None:
    class WithNote(Definition):
        note: str = ""
        notes: tuple[str, ...] = ()

    assert unmarked(WithNote) == ["WithNote.note", "WithNote.notes"]


def test_every_field_that_is_marked_is_reached() -> None:
    """A list of parts that the walk does not know would leave its texts as they are."""
    marked = {
        mark.what
        for part in parts(Definition)
        for field in part.model_fields.values()
        for mark in field.metadata
        if isinstance(mark, Translatable)
    }
    assert {text.what for text in texts_of(EVERYTHING).values()} == marked
