"""The project started as in production, but in a database of its own."""

from __future__ import annotations

import os

import django
from django.core.management import call_command
from django.db import connection

from simulation.production import ENVIRONMENT


class NotEmpty(Exception):
    """The database holds something already, so it may be somebody's."""


def start() -> None:
    """Load the project, make its tables and collect its static files.

    Raise NotEmpty rather than put made-up responses into a database that was used before.
    """
    os.environ.update(ENVIRONMENT)
    django.setup()
    if connection.introspection.table_names():
        raise NotEmpty
    call_command("migrate", interactive=False, verbosity=0)
    call_command("collectstatic", interactive=False, verbosity=0)
