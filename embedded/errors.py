"""What stops a start."""


class EmbeddedError(Exception):
    """Something the person at the terminal can put right.

    The message is all they see, so it says what is wrong and what to do.
    """
