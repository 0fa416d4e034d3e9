"""Signals that end the supervisor: each becomes an exception, so that `with` blocks clean up."""

import signal
from types import FrameType


class Interrupted(BaseException):
    """Not an `Exception`: nothing on the way may take it for an error and carry on."""

    def __init__(self, number: int) -> None:
        super().__init__(signal.Signals(number).name)
        self.number = signal.Signals(number)
        self.exit_code = 128 + number
        self.is_from_keyboard = number == signal.SIGINT


def raise_on_signals() -> None:
    """Turn a Ctrl-C, a request to end and a closed terminal into `Interrupted`."""
    for number in (signal.SIGINT, signal.SIGTERM, signal.SIGHUP):
        signal.signal(number, _raise)


def _raise(number: int, frame: FrameType | None) -> None:
    raise Interrupted(number)
