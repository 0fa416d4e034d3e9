"""People who run surveys: their accounts, the trail of what they did, and their emails."""

from accounts.models.mail import Mail
from accounts.models.trail import (
    DETAIL_MAX_CHARACTERS,
    NAME_MAX_CHARACTERS,
    SURVEY,
    AuditEvent,
    FailedAttempts,
)
from accounts.models.user import User, UserManager

__all__ = [
    "DETAIL_MAX_CHARACTERS",
    "NAME_MAX_CHARACTERS",
    "SURVEY",
    "AuditEvent",
    "FailedAttempts",
    "Mail",
    "User",
    "UserManager",
]
