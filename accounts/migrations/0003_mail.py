import uuid

import django.db.models.deletion
import django.db.models.functions.datetime
import django.utils.timezone
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("accounts", "0002_audit_trail_append_only"),
    ]

    operations = [
        migrations.CreateModel(
            name="Mail",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("public_id", models.UUIDField(default=uuid.uuid4, editable=False, unique=True)),
                (
                    "kind",
                    models.CharField(
                        choices=[
                            ("password_link", "a link to choose a password"),
                            ("password_changed", "that the password was changed"),
                            ("address_changed", "that the email address was changed"),
                            ("second_step_on", "that two-step sign-in was turned on"),
                            ("second_step_off", "that two-step sign-in was turned off"),
                            ("new_recovery_codes", "that new recovery codes were made"),
                        ],
                        max_length=20,
                        verbose_name="what about",
                    ),
                ),
                ("address", models.EmailField(blank=True, max_length=254, verbose_name="sent to")),
                ("language", models.CharField(max_length=20)),
                (
                    "asked_at",
                    models.DateTimeField(
                        default=django.utils.timezone.now, verbose_name="asked for"
                    ),
                ),
                (
                    "status",
                    models.CharField(
                        choices=[
                            ("queued", "Waiting to be sent"),
                            ("sending", "Being sent"),
                            ("sent", "Sent"),
                            ("failed", "Not sent"),
                        ],
                        default="queued",
                        max_length=8,
                        verbose_name="state",
                    ),
                ),
                (
                    "due_at",
                    models.DateTimeField(
                        db_default=django.db.models.functions.datetime.Now(),
                        verbose_name="next attempt",
                    ),
                ),
                ("attempts", models.PositiveSmallIntegerField(default=0, verbose_name="attempts")),
                (
                    "failure",
                    models.CharField(
                        blank=True,
                        choices=[
                            ("away", "The mail server could not be reached or did not answer."),
                            ("closed_door", "The mail server does not let the platform send."),
                            ("refused", "The mail server refused the address or the email."),
                            ("account_closed", "The account was closed meanwhile."),
                            ("address_gone", "The person has another email address by now."),
                            ("stopped", "Whatever was sending it stopped half-way."),
                            ("fault", "A fault in the platform; the log of the worker says more."),
                        ],
                        max_length=14,
                        verbose_name="reason",
                    ),
                ),
                ("run_token", models.UUIDField(null=True)),
                ("begun_at", models.DateTimeField(null=True)),
                ("ended_at", models.DateTimeField(null=True, verbose_name="ended")),
                (
                    "asked_by",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.SET_NULL,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                        verbose_name="asked for by",
                    ),
                ),
                (
                    "user",
                    models.ForeignKey(
                        help_text="Empty for a moment where somebody asked for an account that is not there.",
                        null=True,
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="mails",
                        to=settings.AUTH_USER_MODEL,
                        verbose_name="person",
                    ),
                ),
            ],
            options={
                "verbose_name": "email",
                "verbose_name_plural": "emails",
                "ordering": ["-asked_at", "-pk"],
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(
                                ("user__isnull", False), models.Q(("address", ""), _negated=True)
                            ),
                            models.Q(
                                ("address", ""), ("kind", "password_link"), ("user__isnull", True)
                            ),
                            _connector="OR",
                        ),
                        name="mail_to_a_person",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(
                                ("begun_at__isnull", False),
                                ("run_token__isnull", False),
                                ("status", "sending"),
                            ),
                            models.Q(
                                models.Q(("status", "sending"), _negated=True),
                                ("begun_at__isnull", True),
                                ("run_token__isnull", True),
                            ),
                            _connector="OR",
                        ),
                        name="mail_being_sent_has_a_run",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(
                                ("ended_at__isnull", False), ("status__in", ("sent", "failed"))
                            ),
                            models.Q(
                                models.Q(("status__in", ("sent", "failed")), _negated=True),
                                ("ended_at__isnull", True),
                            ),
                            _connector="OR",
                        ),
                        name="mail_ended_has_a_time",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("failure", ""), ("status", "sent")),
                            models.Q(
                                ("status", "failed"), models.Q(("failure", ""), _negated=True)
                            ),
                            ("status__in", ("queued", "sending")),
                            _connector="OR",
                        ),
                        name="mail_failed_has_a_reason",
                    ),
                ],
            },
        ),
    ]
