"""Handing a stored thing to a worker."""

from __future__ import annotations

from celery import current_app
from django.db import transaction


def send_once_stored(task: str, key: int) -> None:
    """Send the job *task* for the row of this key after the commit.

    By the name of the task, because tasks call actions and not the other way round. Should the
    broker be away just then, a sweep sends again; the person need not see an error.
    """

    def send() -> None:  # a function, not a partial: Django logs its name when it fails
        current_app.send_task(task, args=[key])

    transaction.on_commit(send, robust=True)
