"""The mark that each form of a response carries, so that it is saved into no other response."""

from __future__ import annotations

import uuid
from typing import Final

from django.conf import settings
from django.utils.crypto import constant_time_compare, salted_hmac

FIELD: Final = "_response"
"""The name of the hidden field that holds it."""


def mark_of(response_id: uuid.UUID) -> str:
    """Return the mark of a response."""
    return _mark(response_id, settings.SECRET_KEY)


def belongs_to(mark: str | None, response_id: uuid.UUID) -> bool:
    """Return whether a posted *mark* is that of this response, made with this secret or an earlier.

    A page may have been open while the secret was changed.
    """
    secrets = (settings.SECRET_KEY, *settings.SECRET_KEY_FALLBACKS)
    return any(constant_time_compare(mark or "", _mark(response_id, secret)) for secret in secrets)


def _mark(response_id: uuid.UUID, secret: str) -> str:
    digest = salted_hmac("responses.mark", response_id.bytes, secret=secret, algorithm="sha256")
    return digest.hexdigest()[:20]
