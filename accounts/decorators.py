"""What views of accounts are wrapped in."""

from collections.abc import Callable
from functools import wraps
from typing import Any

from django.db import transaction
from django.http import HttpRequest, HttpResponse

View = Callable[..., HttpResponse]


def all_or_nothing(view: View) -> View:
    """Store all that a form sent to *view* brings about in one transaction, or nothing of it.

    allauth's views write one thing after the other: a password, then the session, the trail, the
    email. Pages that are only opened store nothing and need no transaction.
    """

    @wraps(view)
    def wrapped(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        if request.method != "POST":
            return view(request, *args, **kwargs)
        with transaction.atomic():
            return view(request, *args, **kwargs)

    return wrapped
