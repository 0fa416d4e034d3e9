"""A file with headcounts that somebody has uploaded, until what it says is confirmed."""

from __future__ import annotations

import uuid

from django.conf import settings
from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from fieldwork.models.area import Area
from fieldwork.models.headcount import HeadcountReturn
from fieldwork.models.survey import Survey


class HeadcountUpload(models.Model):
    """What a file was found to say; the file itself is kept no longer than it takes to read it.

    It stays while a question about it is open: of which area it is, or which of its sheets counts.
    """

    class Status(models.TextChoices):
        WAITING = "waiting", _("Being read")
        ASKS = "asks", _("Has a question")
        REFUSED = "refused", _("Cannot be loaded")
        READ = "read", _("Ready to load")
        LOADED = "loaded", _("Loaded")

    public_id = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    survey = models.ForeignKey(Survey, on_delete=models.CASCADE, related_name="+")
    uploaded_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+"
    )
    uploaded_at = models.DateTimeField(default=timezone.now)
    queued_at = models.DateTimeField(default=timezone.now)
    name = models.CharField(max_length=200)
    data = models.BinaryField(null=True)
    area = models.ForeignKey(Area, null=True, on_delete=models.CASCADE, related_name="+")
    sheet = models.CharField(max_length=100, blank=True)
    status = models.CharField(max_length=8, choices=Status, default=Status.WAITING)
    attempts = models.PositiveSmallIntegerField(default=0)
    reading = models.JSONField(default=dict)
    """What was read, as `fieldwork.headcount_reading.as_stored` makes it."""
    loaded_as = models.ForeignKey(
        HeadcountReturn, null=True, on_delete=models.SET_NULL, related_name="+"
    )

    class Meta:
        ordering = ("-uploaded_at", "-pk")
        constraints = (
            models.CheckConstraint(
                condition=models.Q(status__in=("waiting", "asks"), data__isnull=False)
                | ~models.Q(status__in=("waiting", "asks")) & models.Q(data=None),
                name="headcount_file_kept_while_it_is_read",
            ),
        )

    def __str__(self) -> str:
        return self.name

    @property
    def is_waiting(self) -> bool:
        return self.status == self.Status.WAITING

    @property
    def is_read(self) -> bool:
        return self.status == self.Status.READ

    @property
    def asks(self) -> bool:
        return self.status == self.Status.ASKS
