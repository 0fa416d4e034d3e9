"""The settings of a production start, for a platform that sends nothing and that nobody reaches."""

from __future__ import annotations

HOST = "survey.example"

ENVIRONMENT = {
    "INSECURE_HTTP": "off",
    "DEBUG": "off",
    "TRUST_PROXY_TLS": "on",
    "EMAIL_URL": "smtp+tls://mail.example:587",
    "DEFAULT_FROM_EMAIL": f"simulation@{HOST}",
    "ALLOWED_HOSTS": HOST,
    "SITE_ADDRESS": f"https://{HOST}",
    "DJANGO_SETTINGS_MODULE": "larc_survey.settings",
}
"""What differs from the throw-away servers' own environment, which is for plain http."""
