"""The whole platform as in production: programs that can be killed and started again.

PostgreSQL, Valkey, web server, worker and beat, each in processes of its own, with settings and
durability of production. Their data lies in a temporary folder and goes with them.
"""

from __future__ import annotations

import os
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass
from pathlib import Path

import psycopg

from embedded.postgres import drop_stale_lock
from embedded.processes import Child, Command, running, wait_until
from embedded.programs import (
    BEAT,
    WORKER,
    is_ready,
    manage,
    process,
    run_python,
)
from embedded.servers import Servers, throw_away_servers
from simulation.download import Download
from simulation.production import ENVIRONMENT
from simulation.proxy import caddy, is_open
from simulation.routes import Fieldwork, loaded

READY_SECONDS = 120


@dataclass(frozen=True)
class Program:
    """One program of the platform and its processes."""

    child: Child
    is_ready: Callable[[], bool]
    clear_up: Callable[[], None] = lambda: None

    def crash(self) -> None:
        """Kill all its processes at once (SIGKILL) and return when they are gone."""
        self.child.kill()

    def start_again(self) -> None:
        """Start it again, with the same port and the same data, and return when it is ready."""
        self.clear_up()
        self.child.start()
        self.wait_until_ready()

    def wait_until_ready(self) -> None:
        wait_until(self.is_ready, self.child, READY_SECONDS)


class Stack:
    """Database, broker and static files of a platform; its programs start when they are asked for.

    Start them from a thread that lives as long as they are to live: the kernel ends them with it.
    """

    def __init__(self, servers: Servers, exits: ExitStack, more: Mapping[str, str]) -> None:
        self.environment: Mapping[str, str] = {
            **os.environ,
            **servers.environment,
            **ENVIRONMENT,
            **more,
        }
        self.folder = servers.folder
        self.database_url = servers.environment["DATABASE_URL"]
        self.database = Program(
            servers.children[0],
            is_ready=lambda: accepts_connections(self.database_url),
            clear_up=lambda: drop_stale_lock(self.folder / "postgres"),
        )
        self._exits = exits

    def prepare(self, *, routes: int, seed: int) -> Fieldwork:
        """Put a survey into the field and return how to answer it (see `simulation.prepare`)."""
        arguments = ("-m", "simulation.prepare", str(seed), str(routes))
        return loaded(run_python(self.folder, self.environment, *arguments))

    def download(self, survey: str, *, megabytes: int) -> Download:
        """Make an export of *survey* and return how a lead asks for its file."""
        arguments = ("-m", "simulation.download", survey, str(megabytes))
        return Download(*run_python(self.folder, self.environment, *arguments).splitlines())

    def serve(self, port: int, command: Sequence[str], name: str = "web", **more: str) -> Program:
        """Start a web server, which *command* has listen on *port*, with *more* variables."""
        return self._started(name, command, lambda child: is_ready(port), more)

    def open_door(self, port: int, *, web_port: int) -> Program:
        """Start the proxy on *port*, in front of the web server on *web_port*."""
        exports = Path(self.environment["EXPORTS_ROOT"])
        command = caddy(self.folder, port=port, web_port=web_port, exports=exports)
        return self._program(command, lambda child: is_open(port))

    def work(self) -> Program:
        """Start the worker."""
        return self._started("worker", WORKER, lambda child: b" ready." in child.log.read_bytes())

    def beat(self) -> Program:
        """Start the clock that gives the worker its regular tasks."""
        return self._started("beat", BEAT, lambda child: b"Starting..." in child.log.read_bytes())

    def _started(
        self,
        name: str,
        arguments: Sequence[str],
        is_ready: Callable[[Command], bool],
        more: Mapping[str, str] | None = None,
    ) -> Program:
        environment = {**self.environment, **(more or {})}
        return self._program(process(self.folder, name, arguments, environment), is_ready)

    def _program(self, command: Command, is_ready: Callable[[Command], bool]) -> Program:
        child = self._exits.enter_context(running(command))
        program = Program(child, is_ready=lambda: is_ready(command))
        program.wait_until_ready()
        return program


@contextmanager
def running_stack(more: Mapping[str, str] | None = None) -> Iterator[Stack]:
    """Start a database and a broker, make the tables, and collect the static files.

    The data lasts as in production: what was committed survives the death of the server. *more* are
    variables of the environment that differ from production's.
    """
    with throw_away_servers(lasting=True) as servers, ExitStack() as exits:
        stack = Stack(servers, exits, more or {})
        manage(stack.folder, stack.environment, "migrate", "--no-input")
        manage(stack.folder, stack.environment, "collectstatic", "--no-input")
        yield stack


def accepts_connections(database_url: str) -> bool:
    try:
        psycopg.connect(database_url, connect_timeout=5).close()
    except psycopg.OperationalError:
        return False
    return True
