"""Run one command with throw-away servers, or with those of a running demonstration."""

import os
import signal
import subprocess
import sys
from collections.abc import Mapping, Sequence
from pathlib import Path

from embedded.errors import EmbeddedError
from embedded.handing_on import environment_of
from embedded.placement import PROJECT
from embedded.processes import signal_at_death
from embedded.servers import throw_away_servers
from embedded.signals import Interrupted

STOP_SECONDS = 30


def run(command: Sequence[str]) -> int:
    """Start the servers, run the command with their environment, and return its exit code."""
    with throw_away_servers() as servers:
        return run_with(servers.environment, command)


def manage(data: Path, arguments: Sequence[str]) -> int:
    """Run a command of manage.py against the demonstration that runs in *data*.

    It stays in the folder where it was called, so that files can be named from there.
    """
    return run_with(environment_of(data), [sys.executable, str(PROJECT / "manage.py"), *arguments])


def run_with(environment: Mapping[str, str], command: Sequence[str]) -> int:
    try:
        process = subprocess.Popen(
            command,
            env=os.environ | environment,
            preexec_fn=signal_at_death(signal.SIGTERM),
        )
    except (FileNotFoundError, PermissionError) as error:
        raise EmbeddedError(f"{command[0]} cannot be run: {error.strerror}.") from None
    code = wait_for(process)
    return 128 - code if code < 0 else code


def wait_for(process: subprocess.Popen[bytes]) -> int:
    """Wait for a command that shares our terminal, and so has a Ctrl-C of its own to obey."""
    try:
        return process.wait()
    except Interrupted as interruption:
        if not interruption.is_from_keyboard:
            process.send_signal(interruption.number)
        return process.wait(STOP_SECONDS)
    finally:
        process.kill()
        process.wait()
