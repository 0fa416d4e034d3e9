import django.db.models.deletion
from django.db import migrations, models


class Migration(migrations.Migration):
    initial = True

    dependencies = [
        ("fieldwork", "0001_initial"),
    ]

    operations = [
        migrations.CreateModel(
            name="Snapshot",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("taken_on", models.DateField()),
                (
                    "survey",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="snapshots",
                        to="fieldwork.survey",
                    ),
                ),
            ],
            options={
                "ordering": ("survey", "-taken_on"),
            },
        ),
        migrations.CreateModel(
            name="AreaCount",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("submitted", models.PositiveIntegerField()),
                (
                    "area",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="+",
                        to="fieldwork.area",
                    ),
                ),
                (
                    "snapshot",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="counts",
                        to="monitoring.snapshot",
                    ),
                ),
            ],
            options={
                "ordering": ("snapshot", "area"),
            },
        ),
        migrations.AddConstraint(
            model_name="snapshot",
            constraint=models.UniqueConstraint(
                models.F("survey"), models.F("taken_on"), name="snapshot_once_a_day"
            ),
        ),
        migrations.AddConstraint(
            model_name="areacount",
            constraint=models.UniqueConstraint(
                models.F("snapshot"), models.F("area"), name="area_counted_once_in_snapshot"
            ),
        ),
    ]
