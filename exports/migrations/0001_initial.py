import uuid

import django.db.models.deletion
import django.utils.timezone
from django.conf import settings
from django.db import migrations, models

import exports.models


class Migration(migrations.Migration):
    initial = True

    dependencies = [
        ("fieldwork", "0001_initial"),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.CreateModel(
            name="Export",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("public_id", models.UUIDField(default=uuid.uuid4, editable=False, unique=True)),
                ("requested_at", models.DateTimeField(default=django.utils.timezone.now)),
                ("cut_off", models.DateField()),
                ("is_interim", models.BooleanField()),
                (
                    "status",
                    models.CharField(
                        choices=[
                            ("queued", "Waiting to start"),
                            ("running", "Being made"),
                            ("finished", "Ready"),
                            ("failed", "Failed"),
                        ],
                        default="queued",
                        max_length=8,
                    ),
                ),
                ("queued_at", models.DateTimeField(default=django.utils.timezone.now)),
                ("attempts", models.PositiveSmallIntegerField(default=0)),
                ("run_token", models.UUIDField(null=True)),
                ("heartbeat_at", models.DateTimeField(null=True)),
                ("steps_done", models.PositiveIntegerField(default=0)),
                ("steps_total", models.PositiveIntegerField(default=0)),
                ("finished_at", models.DateTimeField(null=True)),
                (
                    "failure",
                    models.CharField(
                        blank=True,
                        choices=[
                            ("fault", "a fault in the platform"),
                            ("given_up", "its worker stopped every time"),
                        ],
                        max_length=8,
                    ),
                ),
                (
                    "file",
                    models.FileField(
                        blank=True,
                        max_length=200,
                        storage=exports.models.private_storage,
                        upload_to="",
                    ),
                ),
                ("size", models.PositiveBigIntegerField(null=True)),
                ("sha256", models.CharField(blank=True, max_length=64)),
                ("response_count", models.PositiveIntegerField(null=True)),
                (
                    "requested_by",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="exports",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "survey",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="exports",
                        to="fieldwork.survey",
                    ),
                ),
            ],
            options={
                "ordering": ("-requested_at", "-pk"),
                "constraints": [
                    models.UniqueConstraint(
                        models.F("survey"),
                        condition=models.Q(("status__in", ("queued", "running"))),
                        name="export_one_under_way_in_survey",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(
                                ("heartbeat_at__isnull", False),
                                ("run_token__isnull", False),
                                ("status", "running"),
                            ),
                            models.Q(
                                models.Q(("status", "running"), _negated=True),
                                ("heartbeat_at__isnull", True),
                                ("run_token__isnull", True),
                            ),
                            _connector="OR",
                        ),
                        name="export_running_has_a_run",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(
                                ("response_count__isnull", False),
                                ("sha256__regex", "^[0-9a-f]{64}$"),
                                ("size__gt", 0),
                                ("status", "finished"),
                                models.Q(("file", ""), _negated=True),
                            ),
                            models.Q(
                                models.Q(("status", "finished"), _negated=True),
                                ("file", ""),
                                ("response_count__isnull", True),
                                ("sha256", ""),
                                ("size__isnull", True),
                            ),
                            _connector="OR",
                        ),
                        name="export_finished_has_a_file",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(
                                ("status", "failed"), models.Q(("failure", ""), _negated=True)
                            ),
                            models.Q(
                                models.Q(("status", "failed"), _negated=True), ("failure", "")
                            ),
                            _connector="OR",
                        ),
                        name="export_failed_says_why",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(
                                ("finished_at__isnull", True), ("status__in", ("queued", "running"))
                            ),
                            models.Q(
                                ("finished_at__isnull", False),
                                ("status__in", ("finished", "failed")),
                            ),
                            _connector="OR",
                        ),
                        name="export_ended_has_an_end",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("steps_done__lte", models.F("steps_total"))),
                        name="export_steps_within_total",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="InterimRelease",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("reason", models.TextField(max_length=1000, verbose_name="reason")),
                ("decided_at", models.DateTimeField(default=django.utils.timezone.now)),
                (
                    "decided_by",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "survey",
                    models.OneToOneField(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="interim_release",
                        to="fieldwork.survey",
                    ),
                ),
            ],
            options={
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(("reason", ""), _negated=True),
                        name="interim_release_has_a_reason",
                    )
                ],
            },
        ),
    ]
