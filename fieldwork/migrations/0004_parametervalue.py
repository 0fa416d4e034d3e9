"""What fills the parameters of a questionnaire becomes rows.

The columns that held the two of one questionnaire are filled over in 0005 and go in 0006. They may
be empty meanwhile, so that both steps can be taken back.
"""

import django.db.models.deletion
from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("fieldwork", "0003_roles_are_data")]

    operations = [
        migrations.CreateModel(
            name="ParameterValue",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("name", models.CharField(max_length=40, verbose_name="parameter")),
                ("language", models.CharField(blank=True, max_length=20, verbose_name="language")),
                ("value", models.CharField(max_length=200, verbose_name="what fills it")),
                (
                    "survey",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="parameter_values",
                        to="fieldwork.survey",
                    ),
                ),
            ],
            options={
                "ordering": ("survey", "language", "name"),
                "constraints": [
                    models.UniqueConstraint(
                        models.F("survey"),
                        models.F("language"),
                        models.F("name"),
                        name="parameter_filled_once",
                    )
                ],
            },
        ),
        migrations.AlterField("survey", "since_year", models.PositiveSmallIntegerField(null=True)),
        migrations.AlterField(
            "survey", "recent_period", models.CharField(max_length=60, null=True)
        ),
        migrations.AlterField(
            "surveytranslation", "recent_period", models.CharField(max_length=60, null=True)
        ),
    ]
