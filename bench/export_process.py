"""One export in a process of its own: `python -m bench.export_process ID` prints what it took."""

from __future__ import annotations

import json
import resource
import sys
from time import process_time

import django

KIBIBYTE = 1024
UNIT = 1 if sys.platform == "darwin" else KIBIBYTE
"""Linux counts `ru_maxrss` in kibibytes, macOS in bytes."""


def peak_memory() -> int:
    """Return the most bytes of memory that this process has held so far."""
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss * UNIT


def main(export_id: int) -> dict[str, float | int]:
    django.setup()
    from exports.actions import run_export

    before, started = peak_memory(), process_time()
    run_export(export_id=export_id)
    return {
        "export_seconds": process_time() - started,
        "memory_before": before,
        "memory_peak": peak_memory(),
    }


if __name__ == "__main__":
    sys.stdout.write(json.dumps(main(int(sys.argv[1]))))
