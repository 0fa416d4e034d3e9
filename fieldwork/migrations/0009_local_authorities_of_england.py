"""The local authorities of England with children's services come with the platform."""

from __future__ import annotations

import csv
from pathlib import Path

from django.apps.registry import Apps
from django.db import migrations
from django.db.backends.base.schema import BaseDatabaseSchemaEditor
from django.db.models import Q

FILE = Path(__file__).parents[1] / "data" / "english_local_authorities.csv"

FORMER_CODES = {"E08000038": "E08000016", "E08000039": "E08000019"}
"""Barnsley and Sheffield have other codes since their boundary moved on 1 April 2025."""


def load(apps: Apps, schema_editor: BaseDatabaseSchemaEditor) -> None:
    """Store each one, or mend what an installation has of it, under its code or its name."""
    authorities = apps.get_model("fieldwork", "LocalAuthority").objects
    with FILE.open(encoding="utf-8", newline="") as file:
        for row in csv.DictReader(file):
            code = row["ons_code"]
            same = Q(ons_code__in=[code, FORMER_CODES.get(code, code)])
            is_it = same | Q(ons_code=None, name=row["name"], is_demonstration=False)
            stored = authorities.filter(is_it).order_by("ons_code").first()
            fields = {
                "name": row["name"],
                "official_name": row["official_name"],
                "ons_code": code,
                "kind": row["type"],
                "region": row["region"],
            }
            authorities.update_or_create(pk=stored.pk if stored else None, defaults=fields)


class Migration(migrations.Migration):
    dependencies = [("fieldwork", "0008_carry_over_lives")]

    # Going back leaves them: areas may hang on them by then.
    operations = [migrations.RunPython(load, migrations.RunPython.noop)]
