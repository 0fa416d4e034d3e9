"""How a running demonstration tells commands from another terminal where its servers are."""

import json
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path

from embedded.errors import EmbeddedError
from embedded.files import LOCK, locked, write_private

ENVIRONMENT = "environment.json"


@contextmanager
def handed_on(data: Path, environment: Mapping[str, str]) -> Iterator[None]:
    """Keep *environment*, passwords included, in a file that only we may read, while it holds."""
    path = data / ENVIRONMENT
    write_private(path, json.dumps(dict(environment)))
    try:
        yield
    finally:
        path.unlink()


def environment_of(data: Path) -> dict[str, str]:
    """The environment that the demonstration in *data* has handed on."""
    path = data / ENVIRONMENT
    if not path.exists() or not is_running(data):
        raise EmbeddedError(
            f"No demonstration is running with the data in {data}: start `make demo`, and set "
            "DATA_DIR as you set it there."
        )
    environment: dict[str, str] = json.loads(path.read_text())
    return environment


def is_running(data: Path) -> bool:
    try:
        with locked(data / LOCK):
            return False
    except BlockingIOError:
        return True
