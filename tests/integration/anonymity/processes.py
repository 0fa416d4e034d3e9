"""The processes of the platform as production runs them, on the database of the tests."""

from __future__ import annotations

import os
import subprocess
import sys
from collections.abc import Iterator, Mapping
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from urllib.parse import urlsplit

from celery import Celery
from django.conf import settings
from django.db import connection
from redis import Redis

from embedded.files import free_port
from embedded.placement import POSTGRES, site_packages
from embedded.processes import Child, Command, running, wait_until
from embedded.programs import BEAT, PROGRAMS, WORKER, is_ready, web_server
from simulation.production import ENVIRONMENT
from tests.patience import SECONDS

LAST_DATABASE = 15
"""Of the broker's, counted from the end: the processes of xdist use those from the beginning."""


@dataclass
class Platform:
    """Where the processes keep their things: `folder` and all below it, and one database each."""

    folder: Path
    port: int
    database_url: str
    redis_url: str
    more: Mapping[str, str] = field(default_factory=dict)
    """Variables of the environment that differ from production's."""

    @classmethod
    def in_folder(cls, folder: Path, **more: str) -> Platform:
        for name in ("log", "tmp", "exports", "static", "home"):
            (folder / name).mkdir()
        address = urlsplit(os.environ["DATABASE_URL"])
        server, _, number = os.environ["REDIS_URL"].rpartition("/")
        return cls(
            folder,
            free_port(),
            address._replace(path=f"/{connection.settings_dict['NAME']}").geturl(),
            f"{server}/{LAST_DATABASE - int(number or 0)}",
            more,
        )

    @property
    def environment(self) -> Mapping[str, str]:
        return (
            os.environ
            | ENVIRONMENT
            | {
                "DATABASE_URL": self.database_url,
                "REDIS_URL": self.redis_url,
                "EXPORTS_ROOT": str(self.folder / "exports"),
                "STATIC_ROOT": str(self.folder / "static"),
                "BEAT_SCHEDULE_FILE": str(self.folder / "beat-schedule"),
                "TMPDIR": str(self.folder / "tmp"),
                "HOME": str(self.folder / "home"),
            }
            | self.more
        )

    @property
    def broker(self) -> Redis:
        return Redis.from_url(self.redis_url)

    def collect_static_files(self) -> None:
        command = [sys.executable, "manage.py", "collectstatic", "--no-input", "--verbosity=0"]
        subprocess.run(command, cwd=settings.BASE_DIR, env=self.environment, check=True)

    @contextmanager
    def web(self) -> Iterator[Child]:
        """The web server, when it answers; as docker-compose.yml starts it."""
        with running(self._command("web", *web_server(self.port))) as web:
            wait_until(lambda: is_ready(self.port), web, SECONDS)
            yield web

    @contextmanager
    def beat(self) -> Iterator[Child]:
        with running(self._command("beat", *BEAT)) as beat:
            wait_until(lambda: any(self.folder.glob("beat-schedule*")), beat, SECONDS)
            yield beat

    @contextmanager
    def worker(self) -> Iterator[Child]:
        # One task after the other: a night's tasks are sent here without the time between them.
        with running(self._command("worker", *WORKER, "--concurrency=1")) as worker:
            yield worker

    def send_task(self, name: str) -> None:
        """Queue a task as beat does."""
        with Celery(set_as_current=False) as app:
            app.config_from_object("django.conf:settings", namespace="CELERY")
            app.conf.broker_url = self.redis_url
            app.send_task(name)

    def log(self, name: str) -> str:
        return (self.folder / "log" / f"{name}.log").read_text()

    def logs(self) -> dict[str, str]:
        return {path.stem: path.read_text() for path in (self.folder / "log").iterdir()}

    def files(self) -> dict[str, bytes]:
        """Everything else below the folder, by its path there."""
        return {
            str(path.relative_to(self.folder)): path.read_bytes()
            for path in sorted(self.folder.rglob("*"))
            if path.is_file() and path.parent != self.folder / "log"
        }

    def dump(self) -> str:
        """A backup of the database, as docs/operations.md makes it, as text."""
        program = site_packages() / POSTGRES / "bin" / "pg_dump"
        dump = subprocess.run(
            [program, f"--dbname={self.database_url}"], check=True, capture_output=True, text=True
        )
        return dump.stdout

    def _command(self, name: str, program: str, *arguments: str) -> Command:
        return Command(
            name=name,
            arguments=[PROGRAMS / program, *arguments],
            log=self.folder / "log" / f"{name}.log",
            environment=self.environment,
            folder=settings.BASE_DIR,
        )


@contextmanager
def platform(folder: Path) -> Iterator[Platform]:
    """Web and beat, running; the worker is started by whoever has looked at the queue before."""
    made = Platform.in_folder(folder)
    with ExitStack() as stack:
        stack.callback(made.broker.flushdb)
        made.broker.flushdb()
        made.collect_static_files()
        stack.enter_context(made.web())
        stack.enter_context(made.beat())
        yield made


def logs_of_servers() -> dict[str, Path]:
    """The logs of PostgreSQL and Valkey, which `embedded` keeps beside the exports.

    Other servers keep theirs where only their administrators find them.
    """
    folders = [parent / "log" for parent in Path(os.environ["EXPORTS_ROOT"]).parents]
    return {path.stem: path for folder in folders for path in folder.glob("*.log")}
