"""Where processor time goes: the stack is looked at in short intervals and counted by subject.

Unlike a tracing profiler this slows nothing down that is measured. The interval is in processor
time of this process, and the kernel makes it a few milliseconds, so it takes some seconds of work
to get a steady picture.
"""

from __future__ import annotations

import signal
from collections import Counter
from collections.abc import Collection, Iterator, Mapping, Sequence
from contextlib import contextmanager
from types import FrameType

INTERVAL_SECONDS = 0.001

Parts = Mapping[str, Sequence[str]]
"""What a part is called, and the modules (with all below them) that belong to it."""


@contextmanager
def sampled(parts: Parts, *, within: str, rest: str) -> Iterator[Counter[str]]:
    """Yield the number of samples in each of *parts*, which grows until the context ends.

    Only stacks that pass through the module *within* count. A sample belongs to the first part of
    which any frame is on the stack, whatever calls what; the *rest* is outside all parts.
    """
    counts: Counter[str] = Counter()

    def look(number: int, frame: FrameType | None) -> None:
        modules = set(_modules(frame))
        if within in modules:
            counts[_part_of(modules, parts) or rest] += 1

    earlier = signal.signal(signal.SIGPROF, look)
    signal.setitimer(signal.ITIMER_PROF, INTERVAL_SECONDS, INTERVAL_SECONDS)
    try:
        yield counts
    finally:
        signal.setitimer(signal.ITIMER_PROF, 0)
        signal.signal(signal.SIGPROF, earlier)


def _modules(frame: FrameType | None) -> Iterator[str]:
    """Yield the names of the modules on a stack, from the innermost frame outwards."""
    while frame is not None:
        yield frame.f_globals.get("__name__", "")
        frame = frame.f_back


def _part_of(modules: Collection[str], parts: Parts) -> str:
    """Return the first of *parts* that one of *modules* belongs to, "" if none does."""
    for part, names in parts.items():
        if any(
            module == name or module.startswith(f"{name}.") for module in modules for name in names
        ):
            return part
    return ""
