"""What an authenticator app shows."""

from __future__ import annotations

from allauth.mfa.totp.internal.auth import (
    format_hotp_value,
    hotp_value,
    yield_hotp_counters_from_time,
)


def app_code(secret: str, *, later: int = 0) -> str:
    """Return the code of now, or of `later` periods of 30 seconds from now."""
    counter = next(iter(yield_hotp_counters_from_time()))
    return format_hotp_value(hotp_value(secret, counter + later))
