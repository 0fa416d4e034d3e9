"""What is answered. Nothing here can be tied to a person (docs/architecture.md, A response)."""

from __future__ import annotations

import uuid

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from fieldwork.models import Area, Link, Survey
from questionnaires.models import Version


class Response(models.Model):
    """One respondent's answers: one document, one random key, no time finer than a day.

    `answers` maps question codes to stored values (see `questionnaires.core.answer_types`); while
    the respondent is under way, null stands for a question that was left blank. At submission the
    answers are pruned to the route and blanks go. `resume_digest` is the keyed digest of the code
    with which the respondent may come back, once they have asked for it; the code is stored
    nowhere. On which shelf of the table a row lies is the night's business (`mixing`).
    """

    class Status(models.TextChoices):
        IN_PROGRESS = "in_progress", _("under way")
        SUBMITTED = "submitted", _("submitted")

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    area = models.ForeignKey(Area, on_delete=models.PROTECT, related_name="responses")
    link = models.ForeignKey(Link, on_delete=models.PROTECT, related_name="responses")
    version = models.ForeignKey(Version, on_delete=models.PROTECT, related_name="responses")
    answers = models.JSONField(default=dict)
    status = models.CharField(max_length=11, choices=Status, default=Status.IN_PROGRESS)
    submitted_on = models.DateField(null=True)
    resume_digest = models.BinaryField(max_length=32, null=True, unique=True, editable=False)

    class Meta:
        constraints = (
            models.CheckConstraint(
                condition=Q(status="in_progress") | Q(resume_digest__isnull=True),
                name="response_submitted_has_no_code",
            ),
            models.CheckConstraint(
                condition=Q(status="submitted", submitted_on__isnull=False)
                | Q(status="in_progress", submitted_on__isnull=True),
                name="response_submitted_has_date",
            ),
        )

    def __str__(self) -> str:
        return str(self.pk)

    @property
    def is_submitted(self) -> bool:
        return self.status == self.Status.SUBMITTED


class PurgeCertificate(models.Model):
    """That responses of a survey were deleted: how many, when, by which rule.

    Those that were never sent go by themselves; all of them, once a lead has decided so.

    Nothing else is kept of them. `needs_rewriting` says that the files of the database may still
    hold what was deleted, until a night has stored anew what lay beside it.
    """

    survey = models.ForeignKey(Survey, on_delete=models.PROTECT, related_name="purges")
    purged_on = models.DateField()
    responses = models.PositiveIntegerField()
    rule = models.CharField(max_length=200)
    is_of_all = models.BooleanField(default=False)
    needs_rewriting = models.BooleanField(default=False)

    class Meta:
        ordering = ("survey", "purged_on")

    def __str__(self) -> str:
        return f"{self.survey}, {self.purged_on}: {self.responses}"
