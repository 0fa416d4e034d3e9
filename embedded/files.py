"""Small files and folders of our own, with modes that do not depend on the umask."""

import fcntl
import os
import secrets
import socket
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from embedded.errors import EmbeddedError

LOGS = "log"
RECORDS = "processes"
LOCK = "lock"

# Below the range from which Linux hands out ports to outgoing connections, so that none of
# those can take a port between our choice and the server's start.
PORTS = range(20000, 32768)


@dataclass(frozen=True)
class Owner:
    """The unprivileged user, by number, as whom the servers run when root starts them."""

    uid: int
    gid: int


def make_folder(path: Path, mode: int = 0o700, owner: Owner | None = None) -> Path:
    """Make a folder unless it exists; one that exists is left exactly as it is."""
    try:
        path.mkdir()
    except FileExistsError:
        if not path.is_dir():
            raise EmbeddedError(
                f"{path} should be a folder but is something else: move it away and start again."
            ) from None
        return path
    if owner:
        os.chown(path, owner.uid, owner.gid)
    path.chmod(mode)
    return path


def secret_in(path: Path, owner: Owner | None = None) -> str:
    """The secret kept in this file (mode 600), made at the first call."""
    if path.exists():
        return path.read_text().strip()
    secret = secrets.token_urlsafe(48)
    write_private(path, f"{secret}\n", owner)
    return secret


def write_private(path: Path, text: str, owner: Owner | None = None) -> None:
    """Write a file that only its owner can read, whole or not at all."""
    half_written = path.with_suffix(".new")
    half_written.unlink(missing_ok=True)
    descriptor = os.open(half_written, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
    with os.fdopen(descriptor, "w", encoding="utf-8") as file:
        if owner:
            os.fchown(descriptor, owner.uid, owner.gid)
        file.write(text)
    half_written.replace(path)


def last_line(path: Path) -> str:
    """What a log ends with, for a message that has one line."""
    lines = path.read_text(errors="replace").split("\n") if path.exists() else []
    return next((line.strip() for line in reversed(lines) if line.strip()), "(nothing)")


@contextmanager
def locked(path: Path) -> Iterator[None]:
    """Hold a lock file, or raise BlockingIOError when somebody else holds it.

    The kernel opens the lock when we end, even if we are killed.
    """
    with path.open("a") as file:
        fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
        yield


def port_is_free(port: int) -> bool:
    with socket.socket() as probe:
        # As the servers do, so that connections still closing from the last run do not count.
        probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            probe.bind(("127.0.0.1", port))
        except OSError:
            return False
    return True


def free_port() -> int:
    """A port of the loopback address that nobody listens on."""
    for _ in range(100):
        port = secrets.choice(PORTS)
        if port_is_free(port):
            return port
    raise EmbeddedError("No free port was found between 20000 and 32767 on 127.0.0.1.")
