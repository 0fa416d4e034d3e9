"""The whole platform on one machine, in the foreground, with synthetic responses."""

import os
import signal
import subprocess
import sys
from collections.abc import Iterator, Mapping, Sequence
from contextlib import ExitStack, contextmanager
from http import HTTPStatus
from http.client import HTTPConnection, HTTPException
from pathlib import Path

from larc_survey.embedded.data_folder import claim, held, stop_leftovers
from larc_survey.embedded.errors import EmbeddedError
from larc_survey.embedded.files import LOGS, RECORDS, last_line, port_is_free, secret_in
from larc_survey.embedded.interruption import Interrupted
from larc_survey.embedded.placement import PROJECT, for_data_folder
from larc_survey.embedded.processes import (
    Child,
    Command,
    describe_exit,
    running,
    signal_at_death,
    wait_for_first_exit,
    wait_until,
)
from larc_survey.embedded.servers import Servers, running_servers

READY_SECONDS = 60
DEMONSTRATION = {"DEMONSTRATION": "on", "DJANGO_SETTINGS_MODULE": "larc_survey.settings"}
PROGRAMS = Path(sys.executable).parent


def demo(data: Path, port: int) -> None:
    """Start everything, print where to go and as whom, and stay until Ctrl-C."""
    claim(data)
    with held(data):
        stop_leftovers(data, say)
        if not port_is_free(port):
            raise EmbeddedError(
                f"Port {port} of 127.0.0.1 is in use: stop the program that uses it, or choose "
                f"another port, for example `make demo PORT={port + 1}`."
            )
        placement = for_data_folder(data, say)
        say("Starting PostgreSQL and Valkey ...")
        key = secret_in(data / "secret-key")
        with running_servers(placement, data, key, lasting=True) as servers:
            serve(data, port, servers)


def serve(data: Path, port: int, servers: Servers) -> None:
    address = f"http://127.0.0.1:{port}"
    environment = os.environ | servers.environment | DEMONSTRATION
    directions = prepare(data, address, environment)
    say("Starting web, worker and beat ...")
    with running_processes(data, port, environment) as processes:
        wait_until(lambda: is_ready(port), processes[-1], READY_SECONDS)
        say(f"\nReady: {address} (Ctrl-C stops everything; logs are in {data / LOGS})\n")
        say(directions)
        watch([*servers.children, *processes])


def prepare(data: Path, address: str, environment: Mapping[str, str]) -> str:
    """Bring the database and the static files up to date; return where to go and as whom."""
    say("Preparing the database ...")
    manage(data, environment, "migrate", "--no-input")
    manage(data, environment, "collectstatic", "--no-input")
    arguments = ("--address", address, "--data-dir", str(data))
    return manage(data, environment, "prepare_demo", *arguments)


def manage(data: Path, environment: Mapping[str, str], *arguments: str) -> str:
    log = data / LOGS / f"{arguments[0]}.log"
    with log.open("w") as errors:
        answer = subprocess.run(
            [sys.executable, "manage.py", *arguments],
            cwd=PROJECT,
            env=environment,
            stdin=subprocess.DEVNULL,
            stdout=subprocess.PIPE,
            stderr=errors,
            text=True,
            check=False,
            preexec_fn=signal_at_death(signal.SIGTERM),
        )
    if answer.returncode != 0:
        raise EmbeddedError(f"`manage.py {arguments[0]}` failed; {log} ends with: {last_line(log)}")
    return answer.stdout.strip()


@contextmanager
def running_processes(
    data: Path, port: int, environment: Mapping[str, str]
) -> Iterator[list[Child]]:
    """Worker, beat and web; web starts last, so that it is the first to stop."""
    web = [
        *("granian", "--interface=wsgi", "--host=127.0.0.1", f"--port={port}", "--workers=2"),
        # Fewer threads than connections in the pool, so that no request waits for one.
        *("--blocking-threads=4", "--backpressure=64", "--no-ws", "--no-access-log"),
        # A worker that is asked to end while it starts does not hear it.
        *("--workers-kill-timeout=10", "larc_survey.wsgi:application"),
    ]
    worker = ["celery", "--app=larc_survey", "worker", "--concurrency=2", "--loglevel=INFO"]
    beat = ["celery", "--app=larc_survey", "beat", "--pidfile=", "--loglevel=INFO"]
    with ExitStack() as stack:
        yield [
            stack.enter_context(running(process(data, name, arguments, environment)))
            for name, arguments in {"worker": worker, "beat": beat, "web": web}.items()
        ]


def process(
    data: Path, name: str, arguments: Sequence[str], environment: Mapping[str, str]
) -> Command:
    program, *rest = arguments
    return Command(
        name=name,
        arguments=[PROGRAMS / program, *rest],
        log=data / LOGS / f"{name}.log",
        record=data / RECORDS / name,
        environment=environment,
        folder=PROJECT,
    )


def is_ready(port: int) -> bool:
    connection = HTTPConnection("127.0.0.1", port, timeout=5)
    try:
        connection.request("GET", "/readyz")
        return connection.getresponse().status == HTTPStatus.OK
    except (OSError, HTTPException):
        return False
    finally:
        connection.close()


def watch(children: Sequence[Child]) -> None:
    """Stay until the person stops us or a child ends by itself."""
    try:
        ended = wait_for_first_exit(children)
    except Interrupted:
        say("\nStopping ...")
        raise
    raise EmbeddedError(ended.complaint(f"{describe_exit(ended)}, so the others were stopped"))


def say(text: str) -> None:
    print(text, flush=True)
