"""The files of an export stand in rows of their own, one for each format.

The workbooks of earlier exports keep their names, so their files stay where they are.
"""

import django.db.models.deletion
from django.db import migrations, models
from django.db.backends.base.schema import BaseDatabaseSchemaEditor
from django.db.migrations.state import StateApps

import exports.models

WORKBOOK = "xlsx"

SOUND_FILE = models.Q(sha256__regex="^[0-9a-f]{64}$", size__gt=0) & ~models.Q(file="")


def give_files_rows(apps: StateApps, schema_editor: BaseDatabaseSchemaEditor) -> None:
    made = apps.get_model("exports", "ExportFile")
    finished = apps.get_model("exports", "Export").objects.filter(status="finished")
    made.objects.bulk_create(
        made(export_id=one.pk, format=WORKBOOK, file=one.file, size=one.size, sha256=one.sha256)
        for one in finished.iterator()
    )


def take_rows_back(apps: StateApps, schema_editor: BaseDatabaseSchemaEditor) -> None:
    """Other formats are forgotten: their files stay in the folder and no page leads to them."""
    export = apps.get_model("exports", "Export")
    made = apps.get_model("exports", "ExportFile")
    for one in made.objects.filter(format=WORKBOOK).iterator():
        export.objects.filter(pk=one.export_id).update(
            file=one.file, size=one.size, sha256=one.sha256
        )


class Migration(migrations.Migration):
    dependencies = [("exports", "0001_initial")]

    operations = [
        migrations.CreateModel(
            name="ExportFile",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("format", models.CharField(max_length=8)),
                (
                    "file",
                    models.FileField(
                        max_length=200, storage=exports.models.private_storage, upload_to=""
                    ),
                ),
                ("size", models.PositiveBigIntegerField()),
                ("sha256", models.CharField(max_length=64)),
                (
                    "export",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="files",
                        to="exports.export",
                    ),
                ),
            ],
            options={
                "ordering": ("pk",),
                "constraints": [
                    models.UniqueConstraint("export", "format", name="export_file_once_a_format"),
                    models.CheckConstraint(condition=SOUND_FILE, name="export_file_is_there"),
                ],
            },
        ),
        migrations.RunPython(give_files_rows, migrations.RunPython.noop),
        migrations.RemoveConstraint(model_name="export", name="export_finished_has_a_file"),
        # Backwards the constraint is put back at the end, when the fields hold what it asks for.
        migrations.RunPython(migrations.RunPython.noop, take_rows_back),
        migrations.RemoveField(model_name="export", name="file"),
        migrations.RemoveField(model_name="export", name="sha256"),
        migrations.RemoveField(model_name="export", name="size"),
        migrations.AddConstraint(
            model_name="export",
            constraint=models.CheckConstraint(
                condition=models.Q(status="finished", response_count__isnull=False)
                | (~models.Q(status="finished") & models.Q(response_count__isnull=True)),
                name="export_finished_has_a_count",
            ),
        ),
    ]
