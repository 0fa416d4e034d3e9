import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):
    initial = True

    dependencies = [
        ("questionnaires", "0002_published_is_frozen"),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.CreateModel(
            name="Area",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("number", models.PositiveSmallIntegerField(editable=False, null=True)),
            ],
            options={
                "verbose_name": "area",
                "verbose_name_plural": "areas",
                "ordering": ("local_authority__name",),
            },
        ),
        migrations.CreateModel(
            name="LocalAuthority",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("name", models.CharField(max_length=100, unique=True, verbose_name="short name")),
                ("official_name", models.CharField(max_length=150, verbose_name="official name")),
                (
                    "ons_code",
                    models.CharField(
                        blank=True,
                        help_text="Nine characters, such as E06000022. Empty for a demonstration.",
                        max_length=9,
                        null=True,
                        unique=True,
                        verbose_name="ONS code",
                    ),
                ),
                (
                    "kind",
                    models.CharField(blank=True, max_length=40, verbose_name="kind of authority"),
                ),
                ("region", models.CharField(blank=True, max_length=40, verbose_name="region")),
            ],
            options={
                "verbose_name": "local authority",
                "verbose_name_plural": "local authorities",
                "ordering": ("name",),
            },
        ),
        migrations.CreateModel(
            name="Link",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("code", models.CharField(editable=False, max_length=12, unique=True)),
                (
                    "channel",
                    models.CharField(
                        help_text="For example “All channels”.",
                        max_length=100,
                        verbose_name="handed out through",
                    ),
                ),
                ("is_active", models.BooleanField(default=True, verbose_name="works")),
                (
                    "area",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="links",
                        to="fieldwork.area",
                    ),
                ),
            ],
            options={
                "verbose_name": "link",
                "verbose_name_plural": "links",
                "ordering": ("area", "pk"),
            },
        ),
        migrations.AddField(
            model_name="area",
            name="local_authority",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.PROTECT,
                related_name="areas",
                to="fieldwork.localauthority",
                verbose_name="local authority",
            ),
        ),
        migrations.CreateModel(
            name="Survey",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                (
                    "slug",
                    models.SlugField(max_length=60, unique=True, verbose_name="name in addresses"),
                ),
                ("title", models.CharField(max_length=200, verbose_name="title")),
                (
                    "organisation",
                    models.CharField(
                        help_text="Shown to respondents on the first page.",
                        max_length=300,
                        verbose_name="who asks",
                    ),
                ),
                (
                    "is_demonstration",
                    models.BooleanField(
                        default=False,
                        help_text="Only a demonstration may hold synthetic responses; every page says so.",
                        verbose_name="demonstration",
                    ),
                ),
                ("opens_on", models.DateField(verbose_name="first day")),
                (
                    "closes_on",
                    models.DateField(
                        help_text="Open until midnight of this day.", verbose_name="last day"
                    ),
                ),
                (
                    "contact",
                    models.CharField(
                        help_text="Whom respondents ask: a name, e-mail, phone.",
                        max_length=200,
                        verbose_name="contact",
                    ),
                ),
                (
                    "since_year",
                    models.PositiveSmallIntegerField(
                        help_text="Fills {since_year} in the questions.",
                        verbose_name="training counts since",
                    ),
                ),
                (
                    "recent_period",
                    models.CharField(
                        help_text="Fills {recent_period}, for example “two years”.",
                        max_length=60,
                        verbose_name="recent period",
                    ),
                ),
                (
                    "asks_about_empty_pages",
                    models.BooleanField(
                        default=False,
                        help_text="Someone who leaves a whole page empty is asked, once, if that is meant.",
                        verbose_name="ask about empty pages",
                    ),
                ),
                (
                    "thank_you_text",
                    models.TextField(
                        blank=True,
                        help_text="Shown after submission.",
                        verbose_name="what happens next",
                    ),
                ),
                (
                    "support_text",
                    models.TextField(
                        blank=True,
                        help_text="Shown after submission.",
                        verbose_name="where to find support",
                    ),
                ),
                (
                    "local_authorities",
                    models.ManyToManyField(through="fieldwork.Area", to="fieldwork.localauthority"),
                ),
                (
                    "version",
                    models.ForeignKey(
                        limit_choices_to={"status": "published"},
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="surveys",
                        to="questionnaires.version",
                        verbose_name="version of the questionnaire",
                    ),
                ),
            ],
            options={
                "verbose_name": "survey",
                "verbose_name_plural": "surveys",
                "ordering": ("-opens_on", "slug"),
            },
        ),
        migrations.CreateModel(
            name="Membership",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                (
                    "role",
                    models.CharField(
                        choices=[
                            ("lead", "Lead researcher"),
                            ("researcher", "Researcher"),
                            ("coordinator", "Coordinator"),
                        ],
                        max_length=12,
                        verbose_name="role",
                    ),
                ),
                (
                    "area",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="memberships",
                        to="fieldwork.area",
                        verbose_name="area",
                    ),
                ),
                (
                    "user",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="memberships",
                        to=settings.AUTH_USER_MODEL,
                        verbose_name="person",
                    ),
                ),
                (
                    "survey",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="memberships",
                        to="fieldwork.survey",
                        verbose_name="survey",
                    ),
                ),
            ],
            options={
                "verbose_name": "membership",
                "verbose_name_plural": "memberships",
                "ordering": ("survey", "role", "user"),
            },
        ),
        migrations.AddField(
            model_name="area",
            name="survey",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.PROTECT,
                related_name="areas",
                to="fieldwork.survey",
                verbose_name="survey",
            ),
        ),
        migrations.AddConstraint(
            model_name="survey",
            constraint=models.CheckConstraint(
                condition=models.Q(("closes_on__gte", models.F("opens_on"))),
                name="survey_closes_after_opening",
                violation_error_message="The last day cannot be before the first day.",
            ),
        ),
        migrations.AddConstraint(
            model_name="membership",
            constraint=models.UniqueConstraint(
                models.F("user"),
                models.F("survey"),
                models.F("role"),
                models.F("area"),
                name="membership_once",
                nulls_distinct=False,
            ),
        ),
        migrations.AddConstraint(
            model_name="membership",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("area__isnull", False), ("role", "coordinator")),
                    models.Q(
                        models.Q(("role", "coordinator"), _negated=True), ("area__isnull", True)
                    ),
                    _connector="OR",
                ),
                name="membership_area_for_coordinators",
            ),
        ),
        migrations.AddConstraint(
            model_name="area",
            constraint=models.UniqueConstraint(
                models.F("survey"),
                models.F("local_authority"),
                name="area_once_in_survey",
                violation_error_message="This local authority is already in the survey.",
            ),
        ),
        migrations.AddConstraint(
            model_name="area",
            constraint=models.UniqueConstraint(
                models.F("survey"), models.F("number"), name="area_number_once_in_survey"
            ),
        ),
        migrations.CreateModel(
            name="SurveyTranslation",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("language", models.CharField(max_length=20, verbose_name="language")),
                ("title", models.CharField(max_length=200, verbose_name="title")),
                ("organisation", models.CharField(max_length=300, verbose_name="who asks")),
                ("contact", models.CharField(max_length=200, verbose_name="contact")),
                ("recent_period", models.CharField(max_length=60, verbose_name="recent period")),
                ("thank_you_text", models.TextField(blank=True, verbose_name="what happens next")),
                (
                    "support_text",
                    models.TextField(blank=True, verbose_name="where to find support"),
                ),
                (
                    "survey",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="translations",
                        to="fieldwork.survey",
                    ),
                ),
            ],
            options={
                "verbose_name": "translation",
                "verbose_name_plural": "translations",
                "ordering": ("language",),
                "constraints": [
                    models.UniqueConstraint(
                        models.F("survey"),
                        models.F("language"),
                        name="survey_translation_language_once",
                        violation_error_message="The survey is already translated into this language.",
                    )
                ],
            },
        ),
    ]
