"""What a browser sends of the administration's page of a survey."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

from django.utils import timezone

from questionnaires.models import Version
from tests.builders import Fields


def fields_of_survey(version: Version, **fields: Any) -> Fields:
    today = timezone.localdate()
    return {
        "title": "A round",
        "slug": "a-round",
        "organisation": "A test",
        "version": version.pk,
        "opens_on": today,
        "closes_on": today + timedelta(days=30),
        "contact": "a test",
        **formset("memberships"),
        **formset("areas"),
        **fields,
    }


def formset(prefix: str, *rows: Fields, stored: int = 0) -> Fields:
    """What a browser sends of the rows of an inline, the stored ones first."""
    fields: Fields = {f"{prefix}-TOTAL_FORMS": len(rows), f"{prefix}-INITIAL_FORMS": stored}
    for number, row in enumerate(rows):
        fields |= {f"{prefix}-{number}-{name}": value for name, value in row.items()}
    return fields
