"""How much of the machine other processes use."""

from __future__ import annotations

from contextlib import suppress

import psutil

from embedded.processes import tree


def cpu_seconds(pid: int) -> float:
    """Return the processor seconds of a process and of all that it has started so far."""
    return sum(map(_cpu_seconds, tree(pid)))


def memory_bytes(pid: int) -> int:
    """Return the memory of a process and of all that it has started, what they share once."""
    return sum(map(_proportional_bytes, tree(pid)))


def _proportional_bytes(process: psutil.Process) -> int:
    """Return the proportional set size of a process (Linux only); 0 if it has ended."""
    with suppress(psutil.NoSuchProcess):
        return process.memory_full_info().pss
    return 0


def _cpu_seconds(process: psutil.Process) -> float:
    """Return what a process and those of its children that have ended took; 0 if it has ended."""
    with suppress(psutil.NoSuchProcess):
        times = process.cpu_times()
        return times.user + times.system + times.children_user + times.children_system
    return 0
