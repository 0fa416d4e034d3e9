"""Files that somebody has uploaded to become a draft of a questionnaire."""

from __future__ import annotations

import uuid

from django.conf import settings
from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from questionnaires.models import Version


class Upload(models.Model):
    """A definition file with its translations, what was found in it, and what became of it."""

    class Status(models.TextChoices):
        WAITING = "waiting", _("Being checked")
        REFUSED = "refused", _("Has errors")
        SOUND = "sound", _("Ready to load")
        LOADED = "loaded", _("Loaded")

    public_id = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    uploaded_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+"
    )
    uploaded_at = models.DateTimeField(default=timezone.now)
    status = models.CharField(max_length=8, choices=Status, default=Status.WAITING)
    attempts = models.PositiveSmallIntegerField(default=0)
    slug = models.CharField(max_length=60, blank=True)
    findings = models.JSONField(default=list)
    """Each with `file`, `line`, `is_error` and `reason`, in the order of files and lines."""
    version = models.ForeignKey(Version, null=True, on_delete=models.SET_NULL, related_name="+")

    class Meta:
        ordering = ("-uploaded_at", "-pk")

    def __str__(self) -> str:
        return str(self.public_id)

    @property
    def is_waiting(self) -> bool:
        return self.status == self.Status.WAITING

    @property
    def is_sound(self) -> bool:
        return self.status == self.Status.SOUND


class UploadFile(models.Model):
    """What one file of an upload holds; gone once it is loaded. The definition comes first."""

    upload = models.ForeignKey(Upload, on_delete=models.CASCADE, related_name="files")
    name = models.CharField(max_length=200)
    language = models.CharField(max_length=40, blank=True)
    data = models.BinaryField()

    class Meta:
        ordering = ("language", "pk")
        constraints = (
            models.UniqueConstraint("upload", "language", name="uploaded_file_language_once"),
        )

    def __str__(self) -> str:
        return self.name
