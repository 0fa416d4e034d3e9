"""Encrypts the secrets of second steps with the present key, after a change of keys."""

from __future__ import annotations

from typing import Any

from cryptography.fernet import InvalidToken
from django.core.management.base import BaseCommand, CommandError

from accounts.actions import encrypt_authenticators


class Command(BaseCommand):
    help = "Encrypt the secrets of all second steps under AUTHENTICATOR_KEY."

    def handle(self, *args: Any, **options: Any) -> None:
        try:
            count = encrypt_authenticators()
        except InvalidToken:
            raise CommandError(
                "Some are encrypted under a key that is not set: put it into "
                "AUTHENTICATOR_KEY_FALLBACKS. Nothing was changed."
            ) from None
        self.stdout.write(f"Encrypted again: {count}.")
