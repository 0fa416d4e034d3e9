"""Where an action comes from when nobody is signed in: a command at the server, or a job."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar

from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _


class Origin(TextChoices):
    PERSON = "person", _("somebody who was signed in")
    SHELL = "shell", _("a command at the server")
    JOB = "job", _("the worker")
    NOBODY = "nobody", _("somebody who was not signed in")


_origin = ContextVar("origin", default=Origin.NOBODY)


def act_from(origin: Origin) -> None:
    """Let all that this process does from now on, by nobody in particular, come from *origin*."""
    _origin.set(origin)


@contextmanager
def acting_from(origin: Origin) -> Iterator[None]:
    """Let what is done in this context, by nobody in particular, come from *origin*."""
    token = _origin.set(origin)
    try:
        yield
    finally:
        _origin.reset(token)


def current_origin() -> Origin:
    return _origin.get()
