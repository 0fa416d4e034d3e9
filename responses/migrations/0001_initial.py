import uuid

import django.db.models.deletion
from django.db import migrations, models


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
                ],
            },
        ),
    ]
