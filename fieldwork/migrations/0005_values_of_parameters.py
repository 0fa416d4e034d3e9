"""Surveys say as rows what they said in columns, for the parameters that their version declares."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from django.db import migrations

WORDS = "recent_period"


def _said(apps: Any) -> Iterator[tuple[int, str, str, str]]:
    """Yield the survey, language, name and value of each row to be."""
    parameters = apps.get_model("questionnaires", "Parameter").objects
    for survey in apps.get_model("fieldwork", "Survey").objects.prefetch_related("translations"):
        declared = set(
            parameters.filter(version=survey.version_id).values_list("name", flat=True)
        ) & {"since_year", WORDS}
        for name in sorted(declared):
            yield survey.pk, "", name, str(getattr(survey, name))
        for translation in survey.translations.all() if WORDS in declared else ():
            yield survey.pk, translation.language, WORDS, translation.recent_period


def rows_from_columns(apps: Any, schema_editor: Any) -> None:
    model = apps.get_model("fieldwork", "ParameterValue")
    # Taking this step back leaves the rows, which the database keeps under answers.
    model.objects.bulk_create(
        (
            model(survey_id=survey, language=language, name=name, value=value)
            for survey, language, name, value in _said(apps)
        ),
        ignore_conflicts=True,
    )


def columns_from_rows(apps: Any, schema_editor: Any) -> None:
    """What no row says is the year in which the survey opened, and no words."""
    values = apps.get_model("fieldwork", "ParameterValue").objects
    rows = {(row.survey_id, row.language, row.name): row.value for row in values.all()}
    for survey in apps.get_model("fieldwork", "Survey").objects.prefetch_related("translations"):
        survey.since_year = int(rows.get((survey.pk, "", "since_year"), survey.opens_on.year))
        survey.recent_period = rows.get((survey.pk, "", WORDS), "")[:60]
        survey.save(update_fields=["since_year", WORDS])
        for translation in survey.translations.all():
            words = rows.get((survey.pk, translation.language, WORDS), survey.recent_period)
            translation.recent_period = words[:60]
            translation.save(update_fields=[WORDS])


class Migration(migrations.Migration):
    dependencies = [
        ("fieldwork", "0004_parametervalue"),
        ("questionnaires", "0005_parameters_of_versions"),
        # On the way back the database must not keep the columns before they are filled.
        ("responses", "0003_parameters_stay_under_answers"),
    ]

    operations = [migrations.RunPython(rows_from_columns, columns_from_rows)]
