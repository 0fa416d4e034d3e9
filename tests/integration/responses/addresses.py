"""The addresses of a survey."""

from __future__ import annotations

from django.urls import reverse

ADDRESSES = ("start", "check_answers", "thank_you")


def addresses(code: str) -> list[str]:
    """The addresses below a link that can be opened."""
    plain = [reverse(name, args=[code]) for name in ADDRESSES]
    return [*plain, reverse("page", args=[code, "role"])]
