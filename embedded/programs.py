"""The platform's own programs: how each is started, and when they are ready."""

import signal
import subprocess
import sys
from collections.abc import Mapping, Sequence
from http import HTTPStatus
from http.client import HTTPConnection, HTTPException
from pathlib import Path

from embedded.errors import EmbeddedError
from embedded.files import LOGS, RECORDS, last_line
from embedded.placement import PROJECT
from embedded.processes import Command, signal_at_death

PROGRAMS = Path(sys.executable).parent
APPLICATION = "larc_survey.wsgi:application"

# The options of production (docker-compose.yml), docs/decisions/0012-granian-as-web-server.md.
WEB_OPTIONS = (
    "--interface=wsgi",
    # Fewer threads than connections in the pool, so that no request waits for one.
    "--blocking-threads=2",
    "--backpressure=64",
    "--no-ws",
    "--no-access-log",
    "--respawn-failed-workers",
)

# Without a banner every line of their logs is a record.
WORKER = ("celery", "--app=larc_survey", "--quiet", "worker", "--concurrency=2", "--loglevel=INFO")
BEAT = ("celery", "--app=larc_survey", "--quiet", "beat", "--pidfile=", "--loglevel=INFO")


def web_server(port: int | str, *, processes: int = 2, application: str = APPLICATION) -> list[str]:
    """The web server on the loopback address."""
    return [
        *("granian", *WEB_OPTIONS, "--host=127.0.0.1", f"--port={port}", f"--workers={processes}"),
        # A process that is asked to end while it starts does not hear it.
        *("--workers-kill-timeout=10", application),
    ]


def process(
    folder: Path, name: str, arguments: Sequence[str], environment: Mapping[str, str]
) -> Command:
    """One of our programs, with its log and its record below ``folder``."""
    program, *rest = arguments
    return Command(
        name=name,
        arguments=[PROGRAMS / program, *rest],
        log=folder / LOGS / f"{name}.log",
        record=folder / RECORDS / name,
        environment=environment,
        folder=PROJECT,
    )


def manage(folder: Path, environment: Mapping[str, str], *arguments: str) -> str:
    """Run a command of manage.py and return what it printed."""
    return run_python(folder, environment, "manage.py", *arguments)


def run_python(folder: Path, environment: Mapping[str, str], *arguments: str) -> str:
    """Run our Python until it ends and return what it printed; its log is named after it."""
    named = " ".join(arguments[:2])
    log = folder / LOGS / f"{arguments[1]}.log"
    with log.open("w") as errors:
        answer = subprocess.run(
            [sys.executable, *arguments],
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
        raise EmbeddedError(f"`{named}` failed; {log} ends with: {last_line(log)}")
    return answer.stdout.strip()


def is_ready(port: int) -> bool:
    """Whether the web server answers, and reaches the database and the broker."""
    connection = HTTPConnection("127.0.0.1", port, timeout=5)
    try:
        connection.request("GET", "/readyz")
        return connection.getresponse().status == HTTPStatus.OK
    except (OSError, HTTPException):
        return False
    finally:
        connection.close()
