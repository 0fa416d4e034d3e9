"""The authoring truth: a questionnaire as rows, editable while its version is a draft.

Nothing but `actions` writes these and nothing but `selectors` reads them: everything else works on
the compiled instrument. The database itself refuses to change a published version (migration
0002).
"""

from __future__ import annotations

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from disclosure.vocabulary import Release
from questionnaires.core.answer_types import ANSWER_TYPES
from questionnaires.core.conditions import Match, Operator


def _choices_of(values: type[Match] | type[Operator] | type[Release]) -> list[tuple[str, str]]:
    return [(value.value, value.value.replace("_", " ")) for value in values]


class Questionnaire(models.Model):
    """What is asked, over all its versions."""

    slug = models.SlugField(_("name in addresses and commands"), max_length=60, unique=True)

    class Meta:
        verbose_name = _("questionnaire")
        verbose_name_plural = _("questionnaires")
        ordering = ("slug",)

    def __str__(self) -> str:
        return self.slug


class Version(models.Model):
    """One state of a questionnaire; responses belong to a version, never to a questionnaire."""

    class Status(models.TextChoices):
        DRAFT = "draft", _("draft")
        PUBLISHED = "published", _("published")

    questionnaire = models.ForeignKey(
        Questionnaire,
        verbose_name=_("questionnaire"),
        on_delete=models.PROTECT,
        related_name="versions",
    )
    number = models.PositiveIntegerField(_("number"))
    language = models.CharField(_("language"), max_length=20, default="en-gb")
    title = models.CharField(_("title"), max_length=200)
    status = models.CharField(_("status"), max_length=10, choices=Status, default=Status.DRAFT)
    published_at = models.DateTimeField(_("published"), null=True, blank=True)
    start_panels: models.ManyToManyField[Panel, StartPanel] = models.ManyToManyField(
        "Panel", through="StartPanel", related_name="+"
    )

    class Meta:
        verbose_name = _("version")
        verbose_name_plural = _("versions")
        ordering = ("questionnaire", "number")
        constraints = (
            models.UniqueConstraint("questionnaire", "number", name="version_number_once"),
            models.UniqueConstraint(
                "questionnaire", condition=Q(status="draft"), name="version_one_draft"
            ),
            models.CheckConstraint(
                condition=Q(status="published", published_at__isnull=False)
                | Q(status="draft", published_at__isnull=True),
                name="version_published_has_time",
            ),
        )

    def __str__(self) -> str:
        return f"{self.questionnaire} {self.number}"

    @classmethod
    def get_published(cls, pk: int) -> Version:
        """Return a published version; raise Version.DoesNotExist for a draft."""
        return cls.objects.get(pk=pk, status=cls.Status.PUBLISHED)


class VersionTranslation(models.Model):
    """All texts of a version in another language: one document, address -> words."""

    version = models.ForeignKey(Version, on_delete=models.CASCADE, related_name="translations")
    language = models.CharField(max_length=20)
    texts = models.JSONField()

    class Meta:
        ordering = ("language",)
        constraints = (
            models.UniqueConstraint("version", "language", name="translation_language_once"),
        )

    def __str__(self) -> str:
        return self.language


class Positioned(models.Model):
    """A part with a place among its siblings."""

    position = models.PositiveIntegerField()

    class Meta:
        abstract = True
        ordering = ("position",)


class Conditional(Positioned):
    """A part that may be shown only when conditions hold, all or any of them."""

    condition_match = models.CharField(
        max_length=3, choices=_choices_of(Match), default=Match.ALL.value
    )

    class Meta(Positioned.Meta):
        abstract = True


class Panel(Positioned):
    """Information to read, repeated wherever a page or the start names it."""

    version = models.ForeignKey(Version, on_delete=models.CASCADE, related_name="panels")
    code = models.CharField(max_length=40)
    title = models.CharField(max_length=200)
    body = models.TextField()
    source = models.CharField(max_length=300, blank=True)

    class Meta(Positioned.Meta):
        constraints = (models.UniqueConstraint("version", "code", name="panel_code_once"),)

    def __str__(self) -> str:
        return self.code


class ContinuumStep(Positioned):
    """One category of a panel's drawn continuum, from left to right."""

    panel = models.ForeignKey(Panel, on_delete=models.CASCADE, related_name="steps")
    name = models.CharField(max_length=60)
    description = models.TextField()

    def __str__(self) -> str:
        return self.name


class StartPanel(Positioned):
    """A panel on the start page."""

    version = models.ForeignKey(Version, on_delete=models.CASCADE, related_name="+")
    panel = models.ForeignKey(Panel, on_delete=models.CASCADE, related_name="+")

    def __str__(self) -> str:
        return str(self.panel)


class Section(Conditional):
    version = models.ForeignKey(Version, on_delete=models.CASCADE, related_name="sections")
    code = models.CharField(max_length=40)
    title = models.CharField(max_length=200)

    class Meta(Conditional.Meta):
        constraints = (models.UniqueConstraint("version", "code", name="section_code_once"),)

    def __str__(self) -> str:
        return self.code


class Page(Conditional):
    version = models.ForeignKey(Version, on_delete=models.CASCADE, related_name="+")
    section = models.ForeignKey(Section, on_delete=models.CASCADE, related_name="pages")
    code = models.CharField(max_length=40)
    title = models.CharField(max_length=300)
    text = models.TextField(blank=True)
    panels = models.ManyToManyField(Panel, through="PagePanel", related_name="+")

    class Meta(Conditional.Meta):
        constraints = (models.UniqueConstraint("version", "code", name="page_code_once"),)

    def __str__(self) -> str:
        return self.code


class PagePanel(Positioned):
    """A panel on a page, above its questions."""

    page = models.ForeignKey(Page, on_delete=models.CASCADE, related_name="+")
    panel = models.ForeignKey(Panel, on_delete=models.CASCADE, related_name="+")

    def __str__(self) -> str:
        return str(self.panel)


class Question(Conditional):
    """One question; the fields that only some answer types use are empty for the others."""

    version = models.ForeignKey(Version, on_delete=models.CASCADE, related_name="questions")
    page = models.ForeignKey(Page, on_delete=models.CASCADE, related_name="questions")
    code = models.CharField(max_length=40)
    type = models.CharField(max_length=20, choices=[(name, name) for name in ANSWER_TYPES])
    text = models.TextField()
    hint = models.TextField(blank=True)
    required = models.BooleanField(default=False)
    variable = models.CharField(max_length=40, blank=True)
    release = models.CharField(max_length=10, choices=_choices_of(Release), blank=True)
    max_length = models.PositiveIntegerField(null=True, blank=True)
    minimum = models.FloatField(null=True, blank=True)
    maximum = models.FloatField(null=True, blank=True)
    decimals = models.PositiveSmallIntegerField(null=True, blank=True)

    class Meta(Conditional.Meta):
        constraints = (models.UniqueConstraint("version", "code", name="question_code_once"),)

    def __str__(self) -> str:
        return self.code


class Choice(Positioned):
    """An option, or a scale point of a grid; retired, never deleted, once it was published."""

    question = models.ForeignKey(Question, on_delete=models.CASCADE, related_name="choices")
    code = models.CharField(max_length=40)
    label = models.TextField()
    value = models.PositiveIntegerField()
    exclusive = models.BooleanField(default=False)
    off_scale = models.BooleanField(default=False, db_default=False)
    specify = models.CharField(max_length=200, blank=True)
    retired = models.BooleanField(default=False)

    class Meta(Positioned.Meta):
        constraints = (
            models.UniqueConstraint("question", "code", name="choice_code_once"),
            models.UniqueConstraint("question", "value", name="choice_value_once"),
        )

    def __str__(self) -> str:
        return self.code


class GridRow(Positioned):
    """A statement of a grid."""

    question = models.ForeignKey(Question, on_delete=models.CASCADE, related_name="rows")
    code = models.CharField(max_length=40)
    label = models.TextField()
    specify = models.CharField(max_length=200, blank=True)
    retired = models.BooleanField(default=False)

    class Meta(Positioned.Meta):
        constraints = (models.UniqueConstraint("question", "code", name="grid_row_code_once"),)

    def __str__(self) -> str:
        return self.code


class Recode(Positioned):
    """A coarser variable made of a question's choices."""

    question = models.ForeignKey(Question, on_delete=models.CASCADE, related_name="recodes")
    code = models.CharField(max_length=40)
    label = models.CharField(max_length=200)

    def __str__(self) -> str:
        return self.code


class RecodeGroup(Positioned):
    recode = models.ForeignKey(Recode, on_delete=models.CASCADE, related_name="groups")
    code = models.CharField(max_length=40)
    label = models.CharField(max_length=200)
    value = models.PositiveIntegerField()
    choices = models.ManyToManyField(Choice, related_name="+")

    def __str__(self) -> str:
        return self.code


class Condition(Positioned):
    """What an earlier question must have been answered for one part to be shown.

    Exactly one of `section`, `page` and `question` is the part; `source` is the earlier question.
    """

    section = models.ForeignKey(
        Section, null=True, blank=True, on_delete=models.CASCADE, related_name="conditions"
    )
    page = models.ForeignKey(
        Page, null=True, blank=True, on_delete=models.CASCADE, related_name="conditions"
    )
    question = models.ForeignKey(
        Question, null=True, blank=True, on_delete=models.CASCADE, related_name="conditions"
    )
    source = models.ForeignKey(Question, on_delete=models.CASCADE, related_name="steers")
    operator = models.CharField(max_length=10, choices=_choices_of(Operator))
    choices = models.ManyToManyField(Choice, related_name="+")

    class Meta(Positioned.Meta):
        constraints = (
            models.CheckConstraint(
                condition=Q(section__isnull=False, page__isnull=True, question__isnull=True)
                | Q(section__isnull=True, page__isnull=False, question__isnull=True)
                | Q(section__isnull=True, page__isnull=True, question__isnull=False),
                name="condition_steers_one_part",
            ),
        )

    def __str__(self) -> str:
        return f"{self.source} {self.operator}"
