"""Codes of links: short, unguessable enough not to be hit by chance, readable aloud."""

from secrets import choice

ALPHABET = "23456789abcdefghjkmnpqrstuvwxyz"
"""Small letters and digits without those that look or sound alike on paper: 0 o, 1 l i."""

LENGTH = 8
"""31^8 is 850 thousand million: a link is public, so it need only be hard to find by trying."""


def is_code(text: str) -> bool:
    """Return whether *text* could be the code of a link."""
    return len(text) == LENGTH and set(text) <= set(ALPHABET)


def random_code(length: int = LENGTH) -> str:
    """Return *length* random signs of the alphabet; without a length, a fresh code for a link."""
    return "".join(choice(ALPHABET) for _ in range(length))
