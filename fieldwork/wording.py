"""Sentences that the core made, in the reader's language."""

from __future__ import annotations

from django.utils.translation import gettext
from django.utils.translation import gettext as _

from fieldwork.core.message import Message


def told(message: Message) -> str:
    """Return *message* in the language that is active now."""
    return gettext(message.text) % message.values


def told_of_line(number: int, why: Message | str) -> str:
    """Return what is wrong in a line of a paste; number 0 stands for all of it."""
    reason = told(why) if isinstance(why, Message) else why
    return _("Line %(line)d: %(reason)s") % {"line": number, "reason": reason} if number else reason
