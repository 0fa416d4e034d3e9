"""How much processor time other processes have used, from the kernel's account (Linux only)."""

from __future__ import annotations

import os
from contextlib import suppress
from pathlib import Path

from larc_survey.embedded.processes import tree

TICKS_A_SECOND = os.sysconf("SC_CLK_TCK")


def cpu_seconds(pid: int) -> float:
    """Return the processor seconds of a process and of all that it has started so far."""
    return sum(_ticks(one) for one in tree(pid)) / TICKS_A_SECOND


def _ticks(pid: int) -> int:
    """Return the ticks of a process and of those of its children that have ended; 0 if it has."""
    with suppress(FileNotFoundError, ProcessLookupError):
        fields = Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()
        return sum(map(int, fields[11:15]))  # utime, stime, cutime, cstime: proc(5)
    return 0
