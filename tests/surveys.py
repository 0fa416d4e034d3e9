"""Surveys for tests: a questionnaire in the field, and a link that leads to it."""

from __future__ import annotations

from datetime import timedelta
from functools import cache
from pathlib import Path
from typing import Any

from django.utils import timezone

import questionnaires
from fieldwork.actions import add_area, save_survey
from fieldwork.models import Link, LocalAuthority, Survey
from questionnaires.core import yaml_format
from questionnaires.core.definition import Definition
from questionnaires.models import Version

LARC7_FILE = Path(questionnaires.__file__).parent / "definitions" / "larc7.yaml"


@cache
def larc7_definition() -> Definition:
    return yaml_format.parse(LARC7_FILE.read_text(encoding="utf-8"), file=LARC7_FILE.name)


def survey_of(version: Version, **changes: Any) -> Survey:
    """Return a survey that is open today, with *changes* to its fields.

    What fills the parameters of the questionnaire are their examples.
    """
    today = timezone.localdate()
    fields: dict[str, Any] = {
        "slug": "round-one",
        "title": "Round one",
        "organisation": "A test",
        "opens_on": today - timedelta(days=7),
        "closes_on": today + timedelta(days=7),
        "contact": "Casey Contact <casey@example.org>",
        "stage": Survey.Stage.READY,
    }
    return save_survey(
        actor=None,
        survey=Survey(version=version, **(fields | changes)),
        parameters=dict(version.parameters.values_list("name", "example")),
    )


def link_to(survey: Survey, place: str = "North") -> Link:
    """Return the link of an area of *survey* that is called *place*."""
    authority, _is_new = LocalAuthority.objects.get_or_create(name=place, official_name=place)
    return add_area(actor=None, survey=survey, local_authority=authority).links.get()
