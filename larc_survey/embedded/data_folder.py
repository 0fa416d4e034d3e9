"""The demonstration's own folder, DATA_DIR: claimed, locked, tidied and thrown away."""

import fcntl
import os
import shutil
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

from larc_survey.embedded.errors import EmbeddedError
from larc_survey.embedded.files import RECORDS, make_folder
from larc_survey.embedded.placement import (
    NOTE,
    PROJECT,
    can_reach,
    outside_folder,
    unprivileged_user,
)
from larc_survey.embedded.processes import stop_recorded

DEFAULT = PROJECT / "var"
MARK = "larc-survey-demonstration"
MARK_TEXT = "This folder belongs to the demonstration of LARC Survey; `make clean` empties it.\n"
LOCK = "lock"


def claim(data: Path) -> None:
    """Make the folder ours, or refuse one that holds other people's files."""
    if not data.exists():
        data.parent.mkdir(parents=True, exist_ok=True)
        make_folder(data, mode_below(data.parent))
    if not data.is_dir():
        raise EmbeddedError(f"DATA_DIR, {data}, is not a folder: set it to a new or empty one.")
    mark = data / MARK
    if not mark.exists():
        if data != DEFAULT and any(data.iterdir()):
            raise EmbeddedError(
                f"DATA_DIR, {data}, holds files that are not the demonstration's: "
                "set it to a new or empty folder."
            )
        mark.write_text(MARK_TEXT)


def mode_below(parent: Path) -> int:
    """Closed to others, except that root's servers must pass through where they can."""
    passable = os.geteuid() == 0 and can_reach(unprivileged_user(), parent)
    return 0o711 if passable else 0o700


@contextmanager
def locked(data: Path) -> Iterator[None]:
    """Keep a second demonstration out; the kernel opens the lock when we end, even if killed."""
    with (data / LOCK).open("a+") as lock:
        try:
            fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            raise EmbeddedError(
                f"The demonstration is running already with the data in {data}: stop it with "
                "Ctrl-C in its terminal, or set DATA_DIR to another folder."
            ) from None
        yield


def stop_leftovers(data: Path, say: Callable[[str], None]) -> None:
    """Stop what a killed demonstration left behind, the last started first."""
    records = (data / RECORDS).glob("*")
    for record in sorted(records, key=lambda path: path.stat().st_mtime_ns, reverse=True):
        if stop_recorded(record):
            say(f"Stopped {record.name}, which an earlier start had left behind.")


def clean(data: Path, say: Callable[[str], None]) -> None:
    """Remove what the demonstration keeps in ``data`` and outside of it."""
    if not (data / MARK).exists():
        return
    with locked(data):
        stop_leftovers(data, say)
        if (data / NOTE).exists():
            outside = outside_folder(data)
            shutil.rmtree(outside)
            say(f"Removed {outside}.")
        for path in data.iterdir():
            shutil.rmtree(path) if path.is_dir() and not path.is_symlink() else path.unlink()
    data.rmdir()
    say(f"Removed {data}.")
