"""The demonstration's own folder, DATA_DIR: claimed, locked, tidied and thrown away."""

import os
import shutil
from collections.abc import Callable, Iterator
from contextlib import ExitStack, contextmanager
from pathlib import Path

from embedded.errors import EmbeddedError
from embedded.files import LOCK, RECORDS, locked, make_folder
from embedded.placement import (
    NOTE,
    PROJECT,
    can_reach,
    outside_folder,
    unprivileged_user,
)
from embedded.processes import stop_recorded

DEFAULT = PROJECT / "var"
MARK = "larc-survey-demonstration"
MADE = "`make demo` made this folder, and `make clean` removes it.\n"
FOUND = "`make demo` keeps its data in this folder, and `make clean` empties it.\n"


def claim(data: Path) -> None:
    """Make the folder ours, or refuse one that holds other people's files."""
    mark = data / MARK
    try:
        if not data.exists():
            data.parent.mkdir(parents=True, exist_ok=True)
            make_folder(data, mode_below(data.parent))
            mark.write_text(MADE)
        foreign = not mark.exists() and data != DEFAULT and any(data.iterdir())
        if not foreign and not mark.exists():
            mark.write_text(MADE if data == DEFAULT else FOUND)
    except OSError as error:
        raise EmbeddedError(
            f"DATA_DIR, {data}, cannot be used ({error.strerror}): set it to a folder that you "
            "may write to."
        ) from None
    if foreign:
        raise EmbeddedError(
            f"DATA_DIR, {data}, holds files that are not the demonstration's: "
            "set it to a new or empty folder."
        )


def mode_below(parent: Path) -> int:
    """Closed to others, except that root's servers must pass through where they can."""
    passable = os.geteuid() == 0 and can_reach(unprivileged_user(), parent)
    return 0o711 if passable else 0o700


@contextmanager
def held(data: Path) -> Iterator[None]:
    """Keep a second demonstration out of the folder."""
    with ExitStack() as stack:
        try:
            stack.enter_context(locked(data / LOCK))
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
    mark = data / MARK
    if not mark.exists():
        return
    with held(data):
        stop_leftovers(data, say)
        if (data / NOTE).exists():
            outside = outside_folder(data)
            shutil.rmtree(outside)
            say(f"Removed {outside}.")
        for path in data.iterdir():
            if path != mark:  # until the end, so that a removal can be taken up again
                remove(path)
    made = mark.read_text() == MADE
    mark.unlink()
    if made:
        data.rmdir()
    say(f"Removed the demonstration's data from {data}.")


def remove(path: Path) -> None:
    if path.is_dir() and not path.is_symlink():
        shutil.rmtree(path)
    else:
        path.unlink()
