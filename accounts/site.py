"""Where the website is: every link that leaves it begins with this, in emails and to be copied.

It is never taken from a request, which could name any host.
"""

from __future__ import annotations

from django.conf import settings


def site_address() -> str:
    """Return the address before every path, such as ``https://survey.example.org``."""
    address: str = settings.SITE_ADDRESS
    return address


def whole_address(path: str) -> str:
    """Return the address of a page of ours, with *path* as `reverse` gives it."""
    return f"{site_address()}{path}"
