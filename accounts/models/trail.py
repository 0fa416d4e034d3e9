"""What was done, and what was tried: the audit trail, and counts of failed attempts."""

from __future__ import annotations

from django.db import models
from django.db.models import Case, Q, Value, When
from django.db.models.fields.json import KT
from django.db.models.functions import Cast, Coalesce, Length, Substr
from django.db.models.lookups import LessThanOrEqual
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from accounts.models.user import User
from accounts.origin import Origin

NAME_MAX_CHARACTERS = 500


DETAIL_MAX_CHARACTERS = 2_000
"""The longest detail of an audit event, as JSON text: a few values, never a document."""


SURVEY = "survey"
"""The kind of subject that is a survey, and the key under which a detail names one."""


class AuditEvent(models.Model):
    """One thing that one person of the staff did. Rows are only ever added.

    A database trigger refuses changes and deletions (migration 0002). A rule in Python would not
    do: it is passed by by ``QuerySet.update``, by bulk deletion, and by anyone at a database
    prompt, and those are the ways in which a trail is quietly mended.

    Nothing about a respondent is ever written here, so neither a response nor a personal
    invitation can be a subject; a constraint holds that too. No network address, browser or
    session is stored.
    """

    actor = models.ForeignKey(
        User,
        verbose_name=_("who"),
        null=True,
        # Not SET_NULL: a trail that forgets who acted is none, and the trigger would refuse it.
        # People who leave are made inactive.
        on_delete=models.PROTECT,
        related_name="audit_events",
        help_text=_("Empty when a command or a schedule acted, or nobody was signed in."),
    )
    origin = models.CharField(
        _("from where"),
        max_length=6,
        choices=Origin,
        blank=True,
        db_default="",
        help_text=_("Empty for what was done before this was kept."),
    )
    action = models.CharField(_("what"), max_length=60)
    subject = models.CharField(_("on what"), max_length=200)
    name = models.CharField(
        _("its name then"),
        max_length=NAME_MAX_CHARACTERS,
        blank=True,
        db_default="",
        help_text=_("What people called it when it happened."),
    )
    detail = models.JSONField(_("detail"), default=dict)
    at = models.DateTimeField(_("when"), default=timezone.now)
    # The database works it out, for rows of all ages and whoever writes them: nothing has to be
    # remembered, or mended where rows are never changed (docs/decisions/0047).
    survey = models.GeneratedField(
        verbose_name=_("survey"),
        expression=Case(
            When(subject__startswith=f"{SURVEY}:", then=Substr("subject", len(SURVEY) + 2)),
            default=Coalesce(KT(f"detail__{SURVEY}"), Value("", output_field=models.TextField())),
            output_field=models.TextField(),
        ),
        output_field=models.TextField(),
        db_persist=True,
        help_text=_("The name in addresses of the survey that it is about; empty for others."),
    )

    class Meta:
        verbose_name = _("audit event")
        verbose_name_plural = _("audit events")
        ordering = ["-at", "-pk"]
        indexes = [
            models.Index(fields=["-at", "-id"], name="audit_event_newest_first"),
            models.Index(fields=[SURVEY, "-at", "-id"], name="audit_event_of_survey"),
        ]
        constraints = [
            models.CheckConstraint(
                condition=Q(action__regex=r"^[a-z][a-z0-9_.]*$"), name="audit_event_action_code"
            ),
            models.CheckConstraint(
                condition=Q(subject__regex=r"^[a-z][a-z0-9_]*:\S+$")
                & ~Q(subject__regex=r"^(response|invitation)s?:"),
                name="audit_event_subject_of_staff_work",
            ),
            models.CheckConstraint(
                condition=LessThanOrEqual(
                    Length(Cast("detail", models.TextField())), DETAIL_MAX_CHARACTERS
                ),
                name="audit_event_detail_small",
            ),
            models.CheckConstraint(
                condition=Q(origin="")
                | Q(origin="person", actor__isnull=False)
                | ~Q(origin="person") & Q(actor__isnull=True),
                name="audit_event_origin_fits_actor",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.action} {self.subject}"


class FailedAttempts(models.Model):
    """How often somebody tried a wrong password or code on a day.

    Strangers can do that as often as they like, so it is counted and not listed: the trail, from
    which nothing is ever removed, is not theirs to fill.
    """

    class Kind(models.TextChoices):
        PASSWORD = "password", _("wrong password")
        CODE = "code", _("wrong code of the second step")

    user = models.ForeignKey(
        User,
        verbose_name=_("person"),
        null=True,
        on_delete=models.CASCADE,
        related_name="failed_attempts",
        help_text=_("Empty for addresses without account."),
    )
    kind = models.CharField(_("what"), max_length=8, choices=Kind)
    day = models.DateField(_("day"))
    count = models.PositiveIntegerField(_("how often"), default=1)

    class Meta:
        verbose_name = _("failed attempts")
        verbose_name_plural = _("failed attempts")
        ordering = ["-day", "-count"]
        constraints = [
            models.UniqueConstraint(
                "user", "kind", "day", name="failed_attempts_once_a_day", nulls_distinct=False
            ),
        ]

    def __str__(self) -> str:
        return f"{self.get_kind_display()}: {self.count}"
