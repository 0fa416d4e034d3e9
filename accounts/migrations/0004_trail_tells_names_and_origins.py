import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("accounts", "0003_mail"),
    ]

    operations = [
        migrations.CreateModel(
            name="FailedAttempts",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                (
                    "kind",
                    models.CharField(
                        choices=[
                            ("password", "wrong password"),
                            ("code", "wrong code of the second step"),
                        ],
                        max_length=8,
                        verbose_name="what",
                    ),
                ),
                ("day", models.DateField(verbose_name="day")),
                ("count", models.PositiveIntegerField(default=1, verbose_name="how often")),
            ],
            options={
                "verbose_name": "failed attempts",
                "verbose_name_plural": "failed attempts",
                "ordering": ["-day", "-count"],
            },
        ),
        migrations.AddField(
            model_name="auditevent",
            name="name",
            field=models.CharField(
                blank=True,
                db_default="",
                help_text="What people called it when it happened.",
                max_length=500,
                verbose_name="its name then",
            ),
        ),
        migrations.AddField(
            model_name="auditevent",
            name="origin",
            field=models.CharField(
                blank=True,
                choices=[
                    ("person", "somebody who was signed in"),
                    ("shell", "a command at the server"),
                    ("job", "the worker"),
                    ("nobody", "somebody who was not signed in"),
                ],
                db_default="",
                help_text="Empty for what was done before this was kept.",
                max_length=6,
                verbose_name="from where",
            ),
        ),
        migrations.AddConstraint(
            model_name="auditevent",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    ("origin", ""),
                    models.Q(("actor__isnull", False), ("origin", "person")),
                    models.Q(
                        models.Q(("origin", "person"), _negated=True), ("actor__isnull", True)
                    ),
                    _connector="OR",
                ),
                name="audit_event_origin_fits_actor",
            ),
        ),
        migrations.AddField(
            model_name="failedattempts",
            name="user",
            field=models.ForeignKey(
                help_text="Empty for addresses without account.",
                null=True,
                on_delete=django.db.models.deletion.CASCADE,
                related_name="failed_attempts",
                to=settings.AUTH_USER_MODEL,
                verbose_name="person",
            ),
        ),
        migrations.AddConstraint(
            model_name="failedattempts",
            constraint=models.UniqueConstraint(
                models.F("user"),
                models.F("kind"),
                models.F("day"),
                name="failed_attempts_once_a_day",
                nulls_distinct=False,
            ),
        ),
    ]
