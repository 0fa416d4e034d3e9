import uuid
from typing import Any, ClassVar

from django.conf import settings
from django.contrib.auth.base_user import AbstractBaseUser, BaseUserManager
from django.contrib.auth.models import PermissionsMixin
from django.db import models, transaction
from django.db.models import Q
from django.db.models.functions import Cast, Length, Lower, Now
from django.db.models.lookups import LessThanOrEqual
from django.utils import timezone
from django.utils.crypto import salted_hmac
from django.utils.translation import gettext_lazy as _

from accounts.origin import Origin
from accounts.permissions import OF_ADMINISTRATORS, Verb
from accounts.signals import superuser_created

NAME_MAX_CHARACTERS = 500
DETAIL_MAX_CHARACTERS = 2_000
"""The longest detail of an audit event, as JSON text: a few values, never a document."""


class UserManager(BaseUserManager["User"]):
    """Makes users and finds them by email address, whatever its capitals."""

    def create_user(
        self, email: str, name: str, password: str | None = None, **fields: Any
    ) -> "User":
        """Store a user; without a password they cannot sign in until they have chosen one.

        Code of this project calls ``accounts.actions.create_user``, which also writes the audit
        trail; this method is what Django's own commands expect of a user manager.
        """
        user = self.model(email=self.model.normalize_username(email), name=name, **fields)
        user.set_password(password)
        user.save(using=self._db)
        return user

    @transaction.atomic
    def create_superuser(
        self, email: str, name: str, password: str | None = None, **fields: Any
    ) -> "User":
        """What Django's command of this name calls, and nobody else."""
        user = self.create_user(email, name, password, is_superuser=True, **fields)
        superuser_created.send(sender=self.model, user=user)
        return user

    def get_by_natural_key(self, username: str | None) -> "User":
        return self.get(email=self.model.normalize_username(username or ""))


class User(AbstractBaseUser, PermissionsMixin):
    """Someone who runs a survey. Respondents have no account.

    People sign in with their email address. It is stored in lower case, which makes its unique
    index a case-insensitive one and an exact look-up, such as allauth's, a sufficient one.
    """

    email = models.EmailField(
        _("email address"),
        unique=True,
        error_messages={"unique": _("Someone already has an account with this email address.")},
    )
    name = models.CharField(_("name"), max_length=150)
    is_active = models.BooleanField(
        _("may sign in"),
        default=True,
        help_text=_("Untick this when someone leaves. What they did stays in the audit trail."),
    )
    date_joined = models.DateTimeField(_("account made"), default=timezone.now, editable=False)

    objects: ClassVar[UserManager] = UserManager()

    EMAIL_FIELD = "email"
    USERNAME_FIELD = "email"
    REQUIRED_FIELDS: ClassVar[list[str]] = ["name"]

    class Meta:
        verbose_name = _("person")
        verbose_name_plural = _("people")
        ordering = ["name", "email"]
        constraints = [
            models.CheckConstraint(
                condition=Q(email=Lower("email")),
                name="user_email_lower_case",
                violation_error_message=_("Write the email address in small letters."),
            ),
        ]

    def __str__(self) -> str:
        return self.name

    @classmethod
    def normalize_username(cls, username: str) -> str:
        return super().normalize_username(username).strip().lower()

    def _get_session_auth_hash(self, secret: str | None = None) -> str:
        """What ties sessions to an account: another password or address ends them.

        Django's own ties them to the password alone, and asks for it with each earlier secret key.
        """
        salt = "accounts.User.get_session_auth_hash"
        value = f"{self.email}|{self.password}"
        return salted_hmac(salt, value, secret=secret, algorithm="sha256").hexdigest()

    @property
    def is_staff(self) -> bool:
        """Whether the Django admin lets them in; derived, so that no switch can disagree."""
        return Verb.ADMINISTER in self.platform_verbs

    @property
    def platform_verbs(self) -> frozenset[Verb]:
        """What they may do with the platform itself, whatever they are in any survey."""
        return OF_ADMINISTRATORS if self.is_superuser else frozenset()

    @property
    def name_and_address(self) -> str:
        """How the trail calls them: two people may have one name, and names change."""
        return f"{self.name} <{self.email}>"

    def get_full_name(self) -> str:
        return self.name

    def get_short_name(self) -> str:
        return self.name


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

    class Meta:
        verbose_name = _("audit event")
        verbose_name_plural = _("audit events")
        ordering = ["-at", "-pk"]
        indexes = [models.Index(fields=["-at", "-id"], name="audit_event_newest_first")]
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


class Mail(models.Model):
    """An email that was asked for, and how it is getting on.

    The row is stored with the deed that it tells of, and a job sends it afterwards. Neither its
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
