"""How much of the machine other processes use, from the kernel's account (Linux only)."""

from __future__ import annotations

import os
from contextlib import suppress
from pathlib import Path

from embedded.processes import tree

KIBIBYTE = 1024
TICKS_A_SECOND = os.sysconf("SC_CLK_TCK")


def cpu_seconds(pid: int) -> float:
    """Return the processor seconds of a process and of all that it has started so far."""
    return sum(_ticks(one) for one in tree(pid)) / TICKS_A_SECOND


def memory_bytes(pid: int) -> int:
    """Return the memory of a process and of all that it has started, what they share once."""
    return sum(map(_proportional_bytes, tree(pid)))


def _proportional_bytes(pid: int) -> int:
    """Return the proportional set size of a process; 0 if it has ended: proc_pid_smaps(5)."""
    with suppress(FileNotFoundError, ProcessLookupError):
        for line in Path(f"/proc/{pid}/smaps_rollup").read_text().splitlines():
            if line.startswith("Pss:"):
                return int(line.split()[1]) * KIBIBYTE
    return 0


def _ticks(pid: int) -> int:
    """Return the ticks of a process and of those of its children that have ended; 0 if it has."""
    with suppress(FileNotFoundError, ProcessLookupError):
        fields = Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()
        return sum(map(int, fields[11:15]))  # utime, stime, cutime, cstime: proc(5)
    return 0
