"""Rows ↔ definition. A field that has one name in the schema and in the model goes both ways.

So a new field of a part is declared in `core/definition.py` and, as a column, in `models/`; nothing
here names it. What has a shape of its own stands here: parts within parts, and conditions.
"""

from __future__ import annotations

from collections.abc import Mapping
from enum import Enum
from functools import cache
from typing import Any, TypeVar

from django.db.models import Field, Model

from questionnaires.core import definition as authored
from questionnaires.models import Condition

P = TypeVar("P", bound=authored.Part)


@cache
def shared_fields(part: type[authored.Part], model: type[Model]) -> Mapping[str, Field]:
    """Return the columns of *model* that hold a field of *part*, by name."""
    columns = {field.name: field for field in model._meta.concrete_fields if not field.is_relation}
    return {name: columns[name] for name in part.model_fields if name in columns}


def columns_of(part: authored.Part, model: type[Model]) -> dict[str, Any]:
    """Return what the columns of a new row of *model* hold of *part*."""
    return {
        name: _stored(getattr(part, name), column)
        for name, column in shared_fields(type(part), model).items()
    }


def _stored(value: Any, column: Field) -> Any:
    if value is None and not column.null:
        return ""
    return value.value if isinstance(value, Enum) else value


def part_of(part: type[P], row: Model, **others: Any) -> P:
    """Return *row* as a part of a definition, with *others* for what no column of it holds."""
    fields = part.model_fields
    plain = {name: getattr(row, name) for name in shared_fields(part, type(row))}
    read = {
        name: None if value == "" and fields[name].default is None else value
        for name, value in plain.items()
    }
    return part(**read, **others)


def definition_from(version: Any, starts: list[str]) -> authored.Definition:
    """Return the definition that *version* holds, fetched with all its parts.

    *starts* are the codes of the panels on the first page.
    """
    panels = [
        part_of(
            authored.PanelDefinition,
            panel,
            continuum=tuple(
                part_of(authored.ContinuumStepDefinition, step) for step in panel.steps.all()
            ),
        )
        for panel in version.panels.all()
    ]
    return part_of(
        authored.Definition,
        version,
        slug=version.questionnaire.slug,
        parameters=tuple(
            part_of(authored.ParameterDefinition, one) for one in version.parameters.all()
        ),
        start_panels=tuple(starts),
        panels=tuple(panels),
        sections=tuple(_section(section) for section in version.sections.all()),
    )


def _section(section: Any) -> authored.SectionDefinition:
    return part_of(
        authored.SectionDefinition,
        section,
        shown_when=_shown_when(section),
        pages=tuple(_page(page) for page in section.pages.all()),
    )


def _page(page: Any) -> authored.PageDefinition:
    return part_of(
        authored.PageDefinition,
        page,
        panels=tuple(page.panel_codes),
        questions=tuple(_question(question) for question in page.questions.all()),
        shown_when=_shown_when(page),
    )


def _question(question: Any) -> authored.QuestionDefinition:
    return part_of(
        authored.QuestionDefinition,
        question,
        choices=tuple(part_of(authored.ChoiceDefinition, one) for one in question.choices.all()),
        rows=tuple(part_of(authored.GridRowDefinition, one) for one in question.rows.all()),
        recodes=tuple(_recode(recode) for recode in question.recodes.all()),
        shown_when=_shown_when(question),
    )


def _recode(recode: Any) -> authored.RecodeDefinition:
    groups = (
        part_of(authored.RecodeGroupDefinition, group, choices=_codes(group))
        for group in recode.groups.all()
    )
    return part_of(authored.RecodeDefinition, recode, groups=tuple(groups))


def _codes(part: Any) -> tuple[str, ...]:
    return tuple(sorted(choice.code for choice in part.choices.all()))


def _shown_when(part: Any) -> authored.ShownWhenDefinition | None:
    conditions = tuple(_condition(condition) for condition in part.conditions.all())
    if not conditions:
        return None
    return authored.ShownWhenDefinition(**{part.condition_match: conditions})


def _condition(condition: Condition) -> authored.ConditionDefinition:
    asked: Any = True if condition.operator == "answered" else _codes(condition)
    return authored.ConditionDefinition(
        **{"question": condition.source.code, condition.operator: asked}
    )
