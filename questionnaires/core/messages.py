"""Marking of interface sentences that the core raises and the web layer translates."""


def gettext_noop(message: str) -> str:
    """Return *message* unchanged; by this name `makemessages` finds it for the translators."""
    return message
