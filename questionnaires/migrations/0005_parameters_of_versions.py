"""Versions from before there were declarations get those of the placeholders that they use.

The two were known to every questionnaire. The words are those of `definitions/larc7.yaml`, so that
loading it again finds that nothing has changed.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from django.db import migrations
from django.db.models import Q

DECLARATIONS = [
    {
        "name": "since_year",
        "kind": "year",
        "label": "the year from which training counts",
        "example": "2014",
    },
    {
        "name": "recent_period",
        "kind": "text",
        "label": "how far back a change is looked at",
        "example": "two years",
    },
]

TEXTS = {
    "Version": ("pk", ["title"]),
    "Section": ("version", ["title"]),
    "Page": ("version", ["title", "text"]),
    "Panel": ("version", ["title", "body", "source"]),
    "ContinuumStep": ("panel__version", ["name", "description"]),
    "Question": ("version", ["text", "hint"]),
    "Choice": ("question__version", ["label", "specify"]),
    "GridRow": ("question__version", ["label", "specify"]),
}
"""By model: the way to its version, and the fields that may hold placeholders."""


def _versions_that_use(apps: Any, name: str) -> Iterator[int]:
    for model, (version, fields) in TEXTS.items():
        used = Q()
        for field in fields:
            used |= Q(**{f"{field}__contains": f"{{{name}}}"})
        yield from (
            apps.get_model("questionnaires", model)
            .objects.filter(used)
            .values_list(version, flat=True)
        )


def declare(apps: Any, schema_editor: Any) -> None:
    parameter = apps.get_model("questionnaires", "Parameter")
    positions: dict[int, int] = {}
    for declaration in DECLARATIONS:
        for version_id in sorted(set(_versions_that_use(apps, declaration["name"]))):
            position = positions.get(version_id, 0)
            parameter.objects.create(version_id=version_id, position=position, **declaration)
            positions[version_id] = position + 1


def take_back(apps: Any, schema_editor: Any) -> None:
    apps.get_model("questionnaires", "Parameter").objects.all().delete()


class Migration(migrations.Migration):
    dependencies = [("questionnaires", "0004_parameter")]

    operations = [migrations.RunPython(declare, take_back)]
