"""A questionnaire, its versions, and their translations."""

from __future__ import annotations

from typing import Any

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _


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
    headcounts = models.CharField(
        _("headcounts by"),
        max_length=40,
        blank=True,
        help_text=_("The recode in whose groups headcounts are given; empty for whole areas."),
    )
    status = models.CharField(_("status"), max_length=10, choices=Status, default=Status.DRAFT)
    published_at = models.DateTimeField(_("published"), null=True, blank=True)
    start_panels: models.ManyToManyField[Any, Any] = models.ManyToManyField(
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
