"""The whole platform on one machine, in the foreground, with synthetic responses."""

import os
import shlex
import sys
from collections.abc import Iterator, Mapping, Sequence
from contextlib import ExitStack, contextmanager
from pathlib import Path

from embedded.data_folder import DEFAULT, claim, held, stop_leftovers
from embedded.errors import EmbeddedError
from embedded.files import LOGS, port_is_free, secret_in
from embedded.handing_on import handed_on
from embedded.placement import PROJECT, for_data_folder
from embedded.processes import (
    Child,
    describe_exit,
    running,
    wait_for_first_exit,
    wait_until,
)
from embedded.programs import BEAT, WORKER, is_ready, manage, process, web_server
from embedded.servers import SECRETS, Servers, running_servers
from embedded.signals import Interrupted

READY_SECONDS = 60
DEMONSTRATION = {"DEMONSTRATION": "on", "DJANGO_SETTINGS_MODULE": "larc_survey.settings"}

NO_PROXY = (
    "\nNo proxy stands in front, as one does in production: few clients that send or read slowly "
    "keep all others waiting."
)


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
        keys = {name: secret_in(data / file) for name, file in SECRETS.items()}
        with running_servers(placement, data, keys, lasting=True) as servers:
            serve(data, port, servers)


def serve(data: Path, port: int, servers: Servers) -> None:
    address = f"http://127.0.0.1:{port}"
    own = {**servers.environment, **DEMONSTRATION, "SITE_ADDRESS": address}
    environment = os.environ | own
    directions = prepare(data, address, environment)
    say("Starting web, worker and beat ...")
    with handed_on(data, own), running_processes(data, port, environment) as processes:
        wait_until(lambda: is_ready(port), processes[-1], READY_SECONDS)
        say(f"\nReady: {address} (Ctrl-C stops everything; logs are in {data / LOGS})\n")
        say(f"{directions}\n{how_to_run_commands(data)}\n{NO_PROXY}")
        watch([*servers.children, *processes])


def how_to_run_commands(data: Path) -> str:
    python = os.path.relpath(sys.executable, PROJECT)
    where = "" if data == DEFAULT else f"DATA_DIR={shlex.quote(str(data))} "
    return (
        "Any command of manage.py, from a second terminal:\n"
        f"  {where}{python} -m embedded manage -- COMMAND"
    )


def prepare(data: Path, address: str, environment: Mapping[str, str]) -> str:
    """Bring the database and the static files up to date; return where to go and as whom."""
    say("Preparing the database ...")
    manage(data, environment, "migrate", "--no-input")
    manage(data, environment, "collectstatic", "--no-input")
    arguments = ("--address", address, "--data-dir", str(data))
    return manage(data, environment, "prepare_demo", *arguments)


@contextmanager
def running_processes(
    data: Path, port: int, environment: Mapping[str, str]
) -> Iterator[list[Child]]:
    """Worker, beat and web; web starts last, so that it is the first to stop."""
    programs = {"worker": WORKER, "beat": BEAT, "web": web_server(port)}
    with ExitStack() as stack:
        yield [
            stack.enter_context(running(process(data, name, arguments, environment)))
            for name, arguments in programs.items()
        ]


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
