"""Both servers together, and the environment that tells the project where they are."""

import os
import secrets
import shutil
import tempfile
from collections.abc import Iterator, Mapping
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from pathlib import Path

from embedded.files import LOCK, LOGS, RECORDS, locked, make_folder
from embedded.placement import Placement, for_temporary_folder, temporary_parent
from embedded.postgres import running_postgres
from embedded.processes import Child
from embedded.valkey import running_valkey

PREFIX = "larc-survey-run-"

SECRETS = {
    "SECRET_KEY": "secret-key",
    "RESUME_CODE_KEY": "resume-code-key",
    "AUTHENTICATOR_KEY": "authenticator-key",
}
"""The project's secrets: variable -> file of a data folder that keeps it."""


@dataclass(frozen=True)
class Servers:
    folder: Path
    children: tuple[Child, Child]
    environment: Mapping[str, str]


@contextmanager
def running_servers(
    placement: Placement, folder: Path, keys: Mapping[str, str], *, lasting: bool
) -> Iterator[Servers]:
    """PostgreSQL and Valkey, and the project's environment variables for them.

    ``folder`` takes what is not the servers' own: logs, exports, static files. ``keys`` are the
    values of SECRETS.
    """
    logs = make_folder(folder / LOGS)
    records = make_folder(folder / RECORDS)
    with (
        running_postgres(placement, logs, records / "postgres", lasting=lasting) as (
            postgres,
            database_url,
        ),
        running_valkey(placement, logs, records / "valkey", lasting=lasting) as (valkey, redis_url),
    ):
        environment = environment_of(folder, keys, database_url, redis_url)
        yield Servers(folder, (postgres, valkey), environment)


def environment_of(
    folder: Path, keys: Mapping[str, str], database_url: str, redis_url: str
) -> Mapping[str, str]:
    """The project's environment variables for the servers at these addresses."""
    in_production_secret = {
        **keys,
        "DATABASE_URL": database_url,
        "REDIS_URL": redis_url,
        "EMAIL_URL": "consolemail://",
    }
    return {
        **in_production_secret,
        # These values, and none of a file meant for another database.
        **{f"{name}_FILE": "" for name in in_production_secret},
        "ENV_FILE": "",
        "ALLOWED_HOSTS": "127.0.0.1,localhost",
        "INSECURE_HTTP": "on",
        "EXPORTS_ROOT": str(make_folder(folder / "exports")),
        "STATIC_ROOT": str(folder / "static"),
        "BEAT_SCHEDULE_FILE": str(folder / "beat-schedule"),
    }


def new_keys() -> dict[str, str]:
    """Values of SECRETS that are used once."""
    return {name: secrets.token_urlsafe(48) for name in SECRETS}


@contextmanager
def throw_away_servers(*, lasting: bool = False) -> Iterator[Servers]:
    """Servers whose data lies in a temporary folder and goes with them.

    Until then it lasts like that of a demonstration if so asked: through a crash of a server.
    """
    with temporary_folder() as folder:
        placement = for_temporary_folder(folder)
        with running_servers(placement, folder, new_keys(), lasting=lasting) as servers:
            yield servers


@contextmanager
def temporary_folder() -> Iterator[Path]:
    """A folder that goes with us; those of runs that were killed before they could go now."""
    parent = temporary_parent()
    for folder in parent.glob(f"{PREFIX}*"):
        sweep(folder)
    with tempfile.TemporaryDirectory(dir=parent, prefix=PREFIX) as name:
        folder = Path(name)
        # The lock gets its name when it is held, so that nobody finds it open.
        with locked(folder / "lock.new"):
            (folder / "lock.new").rename(folder / LOCK)
            yield folder


def sweep(folder: Path) -> None:
    """Remove a folder of ours whose lock nobody holds."""
    with suppress(FileNotFoundError, BlockingIOError):
        if folder.lstat().st_uid == os.geteuid() and (folder / LOCK).exists():
            with locked(folder / LOCK):
                shutil.rmtree(folder)
