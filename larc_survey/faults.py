"""What ends a process or a thread is told as one line, as everything else that is logged.

Python's own tracebacks take many lines, and repeat the messages of exceptions, in which answers and
codes may stand (`larc_survey/logs.py`).
"""

from __future__ import annotations

import logging
import sys
import threading
from types import TracebackType
from typing import Any

from larc_survey.logs import OneLineFormatter


def tell_faults_as_lines() -> None:
    """Let faults that nobody catches in this process, and warnings, be lines of the log."""
    sys.excepthook = tell_fault
    threading.excepthook = _tell_fault_of_thread
    sys.unraisablehook = _tell_unraisable
    logging.captureWarnings(True)


def tell_fault(
    kind: type[BaseException], error: BaseException, trace: TracebackType | None
) -> None:
    """Write the line. Logging itself may not be set up yet, or not any more."""
    if issubclass(kind, KeyboardInterrupt):
        return
    arguments = (
        "larc_survey",
        logging.CRITICAL,
        "",
        0,
        "Ended by a fault",
        (),
        (kind, error, trace),
    )
    sys.stderr.write(f"{OneLineFormatter().format(logging.LogRecord(*arguments))}\n")
    sys.stderr.flush()


def _tell_fault_of_thread(told: threading.ExceptHookArgs) -> None:
    if told.exc_value is not None:
        tell_fault(told.exc_type, told.exc_value, told.exc_traceback)


def _tell_unraisable(told: Any) -> None:
    if told.exc_value is not None:
        tell_fault(told.exc_type, told.exc_value, told.exc_traceback)
