"""One export in a process of its own: `python -m bench.export_process ID` prints what it took."""

from __future__ import annotations

import json
import resource
import sys
from pathlib import Path
from time import perf_counter, process_time

import django

KIBIBYTE = 1024
STATUS = Path("/proc/self/status")


def peak_memory() -> int:
    """Return the most bytes of memory that this program has held so far.

    On Linux `ru_maxrss` begins at the peak of the process that started this one, so the kernel's
    own account of the program is read there; elsewhere it is right, and counts bytes on macOS.
    """
    if STATUS.exists():
        lines = dict(line.split(":", 1) for line in STATUS.read_text().splitlines())
        return int(lines["VmHWM"].removesuffix("kB")) * KIBIBYTE
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss


def main(export_id: int) -> dict[str, float | int]:
    django.setup()
    from exports.actions import run_export

    before, by_clock, by_processor = peak_memory(), perf_counter(), process_time()
    run_export(export_id=export_id)
    return {
        "clock_seconds": perf_counter() - by_clock,
        "export_seconds": process_time() - by_processor,
        "memory_before": before,
        "memory_peak": peak_memory(),
    }


if __name__ == "__main__":
    sys.stdout.write(json.dumps(main(int(sys.argv[1]))))
