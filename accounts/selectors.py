from accounts.models import User


def find_user(*, email: str) -> User | None:
    """The person with this email address in any capitals, active or not; else ``None``."""
    return User.objects.filter(email=User.normalize_username(email)).first()
