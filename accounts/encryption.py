"""Secrets of the second step are stored encrypted, under a key of their own.

Whoever reads the database alone, or a backup of it, can then make no codes. Written under the first
key; read under any, so that a key can be replaced; and what was stored before there was a key is
read as it lies there, until `accounts.actions.encrypt_authenticators` has been by.
"""

from __future__ import annotations

from base64 import urlsafe_b64encode

from cryptography.fernet import Fernet, InvalidToken, MultiFernet
from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.kdf.hkdf import HKDF
from django.conf import settings

MARK = "fernet:"
"""Begins what is encrypted. No secret that allauth makes has a colon in it."""


def encrypt(text: str) -> str:
    return MARK + _fernet(settings.AUTHENTICATOR_KEY).encrypt(text.encode()).decode()


def decrypt(stored: str) -> str:
    """Return the text; raise cryptography.fernet.InvalidToken if its key is not there any more."""
    if not stored.startswith(MARK):
        return stored
    keys = (settings.AUTHENTICATOR_KEY, *settings.AUTHENTICATOR_KEY_FALLBACKS)
    fernet = MultiFernet([_fernet(key) for key in keys])
    return fernet.decrypt(stored.removeprefix(MARK)).decode()


def is_under_the_first_key(stored: str) -> bool:
    if not stored.startswith(MARK):
        return False
    try:
        _fernet(settings.AUTHENTICATOR_KEY).decrypt(stored.removeprefix(MARK))
    except InvalidToken:
        return False
    return True


def _fernet(key: str) -> Fernet:
    """Return what encrypts under *key*, a long random text such as a SECRET_KEY is."""
    derived = HKDF(algorithm=SHA256(), length=32, salt=None, info=b"accounts.encryption")
    return Fernet(urlsafe_b64encode(derived.derive(key.encode())))
