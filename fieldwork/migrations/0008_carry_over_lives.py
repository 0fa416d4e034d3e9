"""Surveys go on as they did; local authorities that only demonstrations ask are places of those."""

from __future__ import annotations

from datetime import date

from django.apps.registry import Apps
from django.db import migrations
from django.db.backends.base.schema import BaseDatabaseSchemaEditor
from django.db.models import Exists, OuterRef
from django.utils import timezone

NEVER = date(9999, 12, 31)


def carry_over(apps: Apps, schema_editor: BaseDatabaseSchemaEditor) -> None:
    """What was open, is over or has areas opens and closes by its dates, as it did until now.

    A survey that would have opened one day without an area is a draft.
    """
    surveys = apps.get_model("fieldwork", "Survey").objects
    areas = apps.get_model("fieldwork", "Area").objects
    authorities = apps.get_model("fieldwork", "LocalAuthority").objects
    surveys.filter(Exists(areas.filter(survey=OuterRef("pk")))).update(stage="ready")
    surveys.filter(opens_on__lte=timezone.localdate()).update(stage="ready")
    asked = areas.filter(local_authority=OuterRef("pk"))
    authorities.filter(
        Exists(asked.filter(survey__is_demonstration=True)),
        ~Exists(asked.filter(survey__is_demonstration=False)),
        ons_code=None,
    ).update(is_demonstration=True)


def give_dates(apps: Apps, schema_editor: BaseDatabaseSchemaEditor) -> None:
    """A draft without dates gets some on which it will not open."""
    surveys = apps.get_model("fieldwork", "Survey").objects
    surveys.filter(opens_on=None).update(opens_on=NEVER)
    surveys.filter(closes_on=None).update(closes_on=NEVER)


class Migration(migrations.Migration):
    dependencies = [("fieldwork", "0007_recorded_life")]

    operations = [migrations.RunPython(carry_over, give_dates)]
