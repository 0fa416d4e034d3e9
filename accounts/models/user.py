"""The account of a member of staff."""

from __future__ import annotations

from typing import Any, ClassVar

from django.contrib.auth.base_user import AbstractBaseUser, BaseUserManager
from django.contrib.auth.models import PermissionsMixin
from django.db import models, transaction
from django.db.models import Q
from django.db.models.functions import Lower
from django.utils import timezone
from django.utils.crypto import salted_hmac
from django.utils.translation import gettext_lazy as _

from accounts.permissions import OF_ADMINISTRATORS, OF_STARTERS, Verb
from accounts.signals import superuser_created


class UserManager(BaseUserManager["User"]):
    """Makes users and finds them by email address, whatever its capitals."""

    def create_user(
        self, email: str, name: str, password: str | None = None, **fields: Any
    ) -> User:
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
    ) -> User:
        """What Django's command of this name calls, and nobody else."""
        user = self.create_user(email, name, password, is_superuser=True, **fields)
        superuser_created.send(sender=self.model, user=user)
        return user

    def get_by_natural_key(self, username: str | None) -> User:
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
    starts_surveys = models.BooleanField(
        _("may start surveys"),
        default=False,
        help_text=_("May upload questionnaires and start surveys, which they then lead."),
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
        if self.is_superuser:
            return OF_ADMINISTRATORS
        return OF_STARTERS if self.starts_surveys else frozenset()

    @property
    def name_and_address(self) -> str:
        """How the trail calls them: two people may have one name, and names change."""
        return f"{self.name} <{self.email}>"

    def get_full_name(self) -> str:
        return self.name

    def get_short_name(self) -> str:
        return self.name
