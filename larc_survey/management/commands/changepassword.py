"""Django's own command; what it does is written down, and its owner is told by email."""

from __future__ import annotations

import getpass
from typing import Any

from django.contrib.auth.management.commands import changepassword
from django.db import transaction

from accounts.actions import record_new_password
from accounts.models import User


class Command(changepassword.Command):
    @transaction.atomic
    def handle(self, *args: Any, **options: Any) -> str | None:
        told = super().handle(*args, **options)
        name = options["username"] or getpass.getuser()
        record_new_password(user=User.objects.get_by_natural_key(name), actor=None)
        return told
