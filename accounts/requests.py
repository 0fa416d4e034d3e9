from django.http import HttpRequest

from accounts.models import User


class StaffRequest(HttpRequest):
    """A request that `login_required` let through, for the types of views."""

    user: User
