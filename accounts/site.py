"""Where the website is, for those who have no request that says so: jobs that send email."""

from django.conf import settings


def site_address() -> str:
    """Return the address before every path, such as ``https://survey.example.org``."""
    scheme = "https" if settings.SECURE_SSL_REDIRECT else "http"
    return f"{scheme}://{settings.ALLOWED_HOSTS[0].removeprefix('.')}"
