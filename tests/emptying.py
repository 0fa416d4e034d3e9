"""Emptying the test database after processes of their own have filled it for good."""

from __future__ import annotations

from django.core.management import call_command


def empty_database() -> None:
    """Delete all rows; numbers go on from where they are.

    A number that came back would belong to another version of a questionnaire, and this process
    keeps the compiled ones by their number.
    """
    call_command("flush", interactive=False, verbosity=0, reset_sequences=False)
