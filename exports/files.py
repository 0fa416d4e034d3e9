"""Files of exports: written apart, made durable, and only then put where they are handed out.

A run owns places that are all named after its token: a folder for temporary files, the unfinished
files and the finished ones. So a run that died can be cleaned up after by name, and nobody has to
guess which files are left over.
"""

from __future__ import annotations

import os
import shutil
import tempfile
import uuid
from collections.abc import Iterator
from contextlib import contextmanager
from hashlib import file_digest
from pathlib import Path
from typing import BinaryIO

from django.core.files import File

from exports.models import private_storage

UNFINISHED = ".unfinished"
"""A folder beside those of the surveys; the dot keeps it apart from any survey's slug."""


class Moved(File):
    """A file that its storage takes over by moving it, so that it is there whole or not at all."""

    def temporary_file_path(self) -> str:
        return str(self.name)


def unfinished_path(run_token: uuid.UUID, extension: str) -> Path:
    return Path(private_storage().path(f"{UNFINISHED}/{run_token.hex}.{extension}"))


@contextmanager
def own_temporary_files(run_token: uuid.UUID) -> Iterator[None]:
    """Keep the temporary files of a run in its own folder, which goes when the context ends.

    openpyxl writes each sheet, with its answers, into the folder for temporary files first. A
    worker process makes one export at a time, so changing that folder for it touches nothing else.
    """
    folder, usual = _temporary_folder(run_token), tempfile.tempdir
    _make_private_folder(folder)
    tempfile.tempdir = str(folder)
    try:
        yield
    finally:
        tempfile.tempdir = usual
        shutil.rmtree(folder)


def _temporary_folder(run_token: uuid.UUID) -> Path:
    return Path(private_storage().path(f"{UNFINISHED}/{run_token.hex}"))


def finished_name(survey_slug: str, run_token: uuid.UUID, extension: str) -> str:
    return f"{survey_slug}/{run_token.hex}.{extension}"


@contextmanager
def new_private_file(path: Path) -> Iterator[BinaryIO]:
    """Open a new file that only this account may read; on the disk when the context ends."""
    _make_private_folder(path.parent)
    with open(path, "xb", opener=_for_this_account) as file:
        yield file
        file.flush()
        os.fsync(file.fileno())


def _make_private_folder(folder: Path) -> None:
    """Make a folder within the storage, and close it and those on the way to everybody else.

    `parents=True` would leave those on the way as open as the umask.
    """
    storage = private_storage()
    root = Path(storage.path(""))
    if not root.exists():
        root.mkdir(mode=0o700, parents=True, exist_ok=True)
        root.chmod(storage.directory_permissions_mode or 0o700)
    for one in (*reversed(folder.relative_to(root).parents), folder.relative_to(root)):
        if one != Path():
            (root / one).mkdir(exist_ok=True)
            (root / one).chmod(0o700)


def _for_this_account(path: str, flags: int) -> int:
    return os.open(path, flags, mode=0o600)


def sha256_of(path: Path) -> str:
    with path.open("rb") as file:
        return file_digest(file, "sha256").hexdigest()


def put_away(path: Path, *, survey_slug: str, run_token: uuid.UUID) -> str:
    """Move a finished file into the storage; return its name there."""
    storage = private_storage()
    with path.open("rb") as file:
        name = finished_name(survey_slug, run_token, path.suffix[1:])
        name = storage.save(name, Moved(file))
    _sync_folder(Path(storage.path(name)).parent)
    return name


def _sync_folder(folder: Path) -> None:
    """Make a move last: after a power cut the row must not point to a name that is gone."""
    descriptor = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(descriptor)
    finally:
        os.close(descriptor)


def discard(*, survey_slug: str, run_token: uuid.UUID) -> None:
    """Delete whatever a run has written; nothing there is fine."""
    shutil.rmtree(_temporary_folder(run_token), ignore_errors=True)
    storage = Path(private_storage().path(""))
    for folder in (storage / UNFINISHED, storage / survey_slug):
        for path in folder.glob(f"{run_token.hex}.*"):
            path.unlink(missing_ok=True)
