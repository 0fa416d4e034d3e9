"""The project started as in production, but in a database of its own."""

from __future__ import annotations

import os

import django
from django.core.management import call_command
from django.db import connection

ENVIRONMENT = {
    "INSECURE_HTTP": "off",
    "DEBUG": "off",
    "EMAIL_URL": "smtp+tls://mail.example:587",
    "DEFAULT_FROM_EMAIL": "bench@survey.example",
    "ALLOWED_HOSTS": "survey.example",
    "DJANGO_SETTINGS_MODULE": "larc_survey.settings",
}
"""What differs from the throw-away servers' own environment, which is for plain http."""


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
