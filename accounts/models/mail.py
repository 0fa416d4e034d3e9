"""Emails that were asked for."""

from __future__ import annotations

import uuid

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.db.models.functions import Now
from django.utils import timezone
from django.utils.translation import gettext_lazy as _


class Mail(models.Model):
    """An email that was asked for, and how it is getting on.

    The row is stored with the change that it reports, and a job sends it afterwards. Neither its
    words nor a link to choose a password are kept here: the job makes them when it sends.

    A run is one attempt of one worker. Its `run_token` fences it: whoever finds another token in
    the row, or none, was given up and writes nothing more.
    """

    class Kind(models.TextChoices):
        PASSWORD_LINK = "password_link", _("a link to choose a password")
        PASSWORD_CHANGED = "password_changed", _("that the password was changed")
        ADDRESS_CHANGED = "address_changed", _("that the email address was changed")
        SECOND_STEP_ON = "second_step_on", _("that two-step sign-in was turned on")
        SECOND_STEP_OFF = "second_step_off", _("that two-step sign-in was turned off")
        NEW_RECOVERY_CODES = "new_recovery_codes", _("that new recovery codes were made")
        ROLE_GIVEN = "role_given", _("an invitation to work on a survey")
        ROLE_TAKEN = "role_taken", _("that they work on a survey no more")
        UNUSUAL_NIGHT = "unusual_night", _("that far more responses came in a night than before")

    class Status(models.TextChoices):
        QUEUED = "queued", _("Waiting to be sent")
        SENDING = "sending", _("Being sent")
        SENT = "sent", _("Sent")
        FAILED = "failed", _("Not sent")

    class Failure(models.TextChoices):
        """Why it was not sent, or not yet; `accounts.wording` tells it to people."""

        AWAY = "away", _("The mail server could not be reached or did not answer.")
        CLOSED_DOOR = "closed_door", _("The mail server does not let the platform send.")
        REFUSED = "refused", _("The mail server refused the address or the email.")
        ACCOUNT_CLOSED = "account_closed", _("The account was closed meanwhile.")
        ADDRESS_GONE = "address_gone", _("The person has another email address by now.")
        STOPPED = "stopped", _("Whatever was sending it stopped half-way.")
        FAULT = "fault", _("A fault in the platform; the log of the worker says more.")

    ENDED = (Status.SENT, Status.FAILED)

    public_id = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    kind = models.CharField(_("what about"), max_length=20, choices=Kind)
    user = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        verbose_name=_("person"),
        null=True,
        on_delete=models.CASCADE,
        related_name="mails",
        help_text=_("Empty for a moment where somebody asked for an account that is not there."),
    )
    about = models.JSONField(
        _("about what"),
        default=dict,
        blank=True,
        help_text=_("Names that the words need: of a survey, a role, an area."),
    )
    address = models.EmailField(_("sent to"), blank=True)
    language = models.CharField(max_length=20)
    asked_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        verbose_name=_("asked for by"),
        null=True,
        on_delete=models.SET_NULL,
        related_name="+",
    )
    asked_at = models.DateTimeField(_("asked for"), default=timezone.now)

    status = models.CharField(_("state"), max_length=8, choices=Status, default=Status.QUEUED)
    # By the clock of the database, which web and worker processes of all machines share.
    due_at = models.DateTimeField(_("next attempt"), db_default=Now())
    attempts = models.PositiveSmallIntegerField(_("attempts"), default=0)
    failure = models.CharField(_("reason"), max_length=14, choices=Failure, blank=True)
    run_token = models.UUIDField(null=True)
    begun_at = models.DateTimeField(null=True)
    ended_at = models.DateTimeField(_("ended"), null=True)

    class Meta:
        verbose_name = _("email")
        verbose_name_plural = _("emails")
        ordering = ["-asked_at", "-pk"]
        constraints = [
            models.CheckConstraint(
                condition=Q(user__isnull=False) & ~Q(address="")
                | Q(user__isnull=True, address="", kind="password_link"),
                name="mail_to_a_person",
            ),
            models.CheckConstraint(
                condition=Q(status="sending", run_token__isnull=False, begun_at__isnull=False)
                | ~Q(status="sending") & Q(run_token__isnull=True, begun_at__isnull=True),
                name="mail_being_sent_has_a_run",
            ),
            models.CheckConstraint(
                condition=Q(status__in=("sent", "failed"), ended_at__isnull=False)
                | ~Q(status__in=("sent", "failed")) & Q(ended_at__isnull=True),
                name="mail_ended_has_a_time",
            ),
            models.CheckConstraint(
                condition=Q(status="sent", failure="")
                | Q(status="failed") & ~Q(failure="")
                | Q(status__in=("queued", "sending")),
                name="mail_failed_has_a_reason",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.get_kind_display()}: {self.address}"
