"""What is answered. Nothing here can be tied to a person (docs/architecture.md, A response)."""

from __future__ import annotations

import uuid
from datetime import date, timedelta
from typing import ClassVar

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils import timezone
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


class Quarantine(models.Model):
    """A lead's decision that what was sent through a link in one week does not count.

    It leaves counts and files, and stays stored, until a lead lifts the quarantine; the row stays
    as its history. Nothing is marked in a response: the link and the day, which it has anyway, say
    whether it counts (`responses.counted`). A week, and not a day: a day can be one person's.
    """

    link = models.ForeignKey(Link, on_delete=models.PROTECT, related_name="quarantines")
    week = models.DateField()
    reason = models.TextField(max_length=1000)
    begun_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+"
    )
    begun_at = models.DateTimeField(default=timezone.now)
    lifted_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, on_delete=models.PROTECT, related_name="+"
    )
    lifted_at = models.DateTimeField(null=True)
    lifted_because = models.TextField(max_length=1000, blank=True)

    HOLDS: ClassVar[models.Q] = Q(lifted_at=None)

    class Meta:
        ordering = ("-begun_at", "week", "pk")
        constraints = (
            models.UniqueConstraint(
                "link", "week", condition=Q(lifted_at=None), name="quarantine_holds_once"
            ),
            models.CheckConstraint(
                condition=Q(week__iso_week_day=1), name="quarantine_week_begins_on_monday"
            ),
            models.CheckConstraint(condition=~Q(reason=""), name="quarantine_has_a_reason"),
            models.CheckConstraint(
                condition=Q(lifted_at=None, lifted_by=None, lifted_because="")
                | Q(lifted_at__isnull=False, lifted_by__isnull=False) & ~Q(lifted_because=""),
                name="quarantine_lifted_says_by_whom_and_why",
            ),
        )

    def __str__(self) -> str:
        return f"{self.link}, {self.week}"

    @property
    def holds(self) -> bool:
        return self.lifted_at is None

    @property
    def last_day(self) -> date:
        """The Sunday with which its week ends."""
        return self.week + timedelta(days=6)
