"""For an administrator who has lost their phone and whom no other administrator can help."""

from __future__ import annotations

from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser

from accounts.actions import remove_second_step
from accounts.selectors import find_user


class Command(BaseCommand):
    help = "Turn off two-step sign-in for somebody; at the next sign-in they set it up again."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("email")

    def handle(self, *args: Any, email: str, **options: Any) -> None:
        user = find_user(email=email)
        if user is None:
            raise CommandError(f"Nobody has the address {email}.")
        was_on = remove_second_step(user=user, actor=None)
        self.stdout.write("Turned off." if was_on else "It was off already.")
