import uuid

import django.db.models.deletion
from django.db import migrations, models

KEEP_NO_SAMPLES = """
ALTER TABLE responses_response
    ALTER COLUMN id SET STATISTICS 0,
    ALTER COLUMN answers SET STATISTICS 0,
    ALTER COLUMN resume_digest SET STATISTICS 0
"""
"""PostgreSQL samples values for its planner and keeps them until the next sample, whatever is deleted
meanwhile. Which keys, answers and codes there are is of no use to the planner."""

# Before PostgreSQL 17 the default has no other name.
KEEP_SAMPLES = KEEP_NO_SAMPLES.replace("STATISTICS 0", "STATISTICS -1")


class Migration(migrations.Migration):
    initial = True

    dependencies = [
        ("fieldwork", "0001_initial"),
        ("questionnaires", "0002_published_is_frozen"),
    ]

    operations = [
        migrations.CreateModel(
            name="PurgeCertificate",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("purged_on", models.DateField()),
                ("responses", models.PositiveIntegerField()),
                ("rule", models.CharField(max_length=200)),
                (
                    "survey",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="purges",
                        to="fieldwork.survey",
                    ),
                ),
            ],
            options={
                "ordering": ("survey", "purged_on"),
            },
        ),
        migrations.CreateModel(
            name="Response",
            fields=[
                (
                    "id",
                    models.UUIDField(
                        default=uuid.uuid4, editable=False, primary_key=True, serialize=False
                    ),
                ),
                ("answers", models.JSONField(default=dict)),
                (
                    "status",
                    models.CharField(
                        choices=[("in_progress", "under way"), ("submitted", "submitted")],
                        default="in_progress",
                        max_length=11,
                    ),
                ),
                ("submitted_on", models.DateField(null=True)),
                ("resume_digest", models.BinaryField(max_length=32, null=True, unique=True)),
                ("is_mixed", models.BooleanField(default=False, editable=False)),
                (
                    "area",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="responses",
                        to="fieldwork.area",
                    ),
                ),
                (
                    "link",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="responses",
                        to="fieldwork.link",
                    ),
                ),
                (
                    "version",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="responses",
                        to="questionnaires.version",
                    ),
                ),
            ],
            options={
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(
                            ("status", "in_progress"),
                            ("resume_digest__isnull", True),
                            _connector="OR",
                        ),
                        name="response_submitted_has_no_code",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("status", "submitted"), ("submitted_on__isnull", False)),
                            models.Q(("status", "in_progress"), ("submitted_on__isnull", True)),
                            _connector="OR",
                        ),
                        name="response_submitted_has_date",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("status", "submitted"), ("is_mixed", False), _connector="OR"
                        ),
                        name="response_mixed_is_submitted",
                    ),
                ],
            },
        ),
        migrations.RunSQL(sql=KEEP_NO_SAMPLES, reverse_sql=KEEP_SAMPLES),
    ]
