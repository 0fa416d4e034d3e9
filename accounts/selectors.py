from django.db.models import QuerySet

from accounts.models import Mail, User

LATEST = 3
"""How many emails somebody is shown on their own page."""


def find_user(*, email: str) -> User | None:
    """The person with this email address in any capitals, active or not; else ``None``."""
    return User.objects.filter(email=User.normalize_username(email)).first()


def latest_mail_to(user: User) -> QuerySet[Mail]:
    """The last few emails to a person, newest first."""
    return Mail.objects.filter(user=user)[:LATEST]
