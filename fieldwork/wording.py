"""Sentences that the core made, in the reader's language."""

from __future__ import annotations

from django.utils.translation import gettext

from fieldwork.core.message import Message


def told(message: Message) -> str:
    """Return *message* in the language that is active now."""
    return gettext(message.text) % message.values
