"""What the parts of a version have in common."""

from __future__ import annotations

from enum import StrEnum

from django.db import models

from questionnaires.core.conditions import Match


def choices_of(values: type[StrEnum]) -> list[tuple[str, str]]:
    return [(value.value, value.value.replace("_", " ")) for value in values]


class Positioned(models.Model):
    """A part with a place among its siblings."""

    position = models.PositiveIntegerField()

    class Meta:
        abstract = True
        ordering = ("position",)


class Conditional(Positioned):
    """A part that may be shown only when conditions hold, all or any of them."""

    condition_match = models.CharField(
        max_length=3, choices=choices_of(Match), default=Match.ALL.value
    )

    class Meta(Positioned.Meta):
        abstract = True
