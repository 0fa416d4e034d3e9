"""Children: started in their own session, watched, and stopped for certain."""

import ctypes
import os
import platform
import select
import signal
import socket
import subprocess
import tempfile
import time
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import psutil

from embedded.errors import EmbeddedError
from embedded.files import Owner, last_line

LINUX = platform.system() == "Linux"
PR_SET_PDEATHSIG = 1  # <linux/prctl.h>
POLL_SECONDS = 0.02
STOP_SECONDS = 20


@dataclass(frozen=True)
class Command:
    """How one child is started and stopped.

    ``stop_signal`` asks it to end in good order; the kernel sends the same one (on Linux)
    when the supervisor itself is killed. ``stop_seconds`` is how long it may take before
    it is killed.
    """

    name: str
    arguments: Sequence[str | Path]
    log: Path
    stop_signal: signal.Signals = signal.SIGTERM
    stop_seconds: float = STOP_SECONDS
    owner: Owner | None = None
    environment: Mapping[str, str] | None = None
    folder: Path | None = None
    standard_input: str = ""
    record: Path | None = None
    advice: str = ""


class Child:
    """A started `Command`."""

    def __init__(self, command: Command) -> None:
        self.command = command
        self.name = command.name
        self.start()

    def start(self) -> None:
        """Start the command, again when it has ended."""
        command = self.command
        try:
            self._process = launch(command)
        except OSError as error:
            raise EmbeddedError(f"{command.name} cannot be started: {error}.") from None
        self.pid = self._process.pid
        if command.record:
            write_record(command.record, self.pid, command.stop_signal)

    @property
    def exit_code(self) -> int | None:
        return self._process.poll()

    def wait(self) -> int:
        return self._process.wait()

    def complaint(self, what: str) -> str:
        log = self.command.log
        text = f'{self.name} {what}; {log} ends with "{last_line(log)}". {self.command.advice}'
        return text.rstrip()

    def stop(self) -> None:
        """Ask it to end, give it its time, then kill whatever is left of its group."""
        try:
            if self.exit_code is None:
                self._process.send_signal(self.command.stop_signal)
                self._process.wait(self.command.stop_seconds)
        except subprocess.TimeoutExpired:
            pass
        finally:
            kill_group(self.pid)
            self._process.wait()
            if self.command.record:
                self.command.record.unlink(missing_ok=True)

    def kill(self) -> None:
        """Kill it at once with all that it has started, and return when they are gone."""
        kill_tree(self.pid)
        self._process.wait()


def launch(command: Command) -> subprocess.Popen[bytes]:
    with command.log.open("wb") as log, tempfile.TemporaryFile() as standard_input:
        standard_input.write(command.standard_input.encode())
        standard_input.seek(0)
        return subprocess.Popen(
            [os.fspath(argument) for argument in command.arguments],
            stdin=standard_input,
            stdout=log,
            stderr=subprocess.STDOUT,
            env=command.environment,
            cwd=command.folder,
            **session_of_its_own(command.stop_signal, command.owner),
        )


@contextmanager
def running(command: Command) -> Iterator[Child]:
    child = Child(command)
    try:
        yield child
    finally:
        child.stop()


def session_of_its_own(death_signal: signal.Signals, owner: Owner | None = None) -> dict[str, Any]:
    """Arguments of `subprocess.Popen` that put a child out of the terminal's reach.

    A Ctrl-C then reaches the supervisor alone, which stops its children in order.
    """
    arguments: dict[str, Any] = {
        "start_new_session": True,
        "preexec_fn": signal_at_death(death_signal),
    }
    if owner:
        arguments |= {"user": owner.uid, "group": owner.gid, "extra_groups": []}
    return arguments


def signal_at_death(number: signal.Signals) -> Callable[[], None] | None:
    """A `preexec_fn`: the kernel sends the child this signal when we end, even if killed.

    Only Linux can do that; elsewhere there is nothing to call.
    """
    if not LINUX:
        return None
    # Looked up before the fork: between fork and exec as little as possible may happen.
    prctl = ctypes.CDLL(None).prctl
    parent = os.getpid()

    def ask_kernel() -> None:
        prctl(PR_SET_PDEATHSIG, int(number))
        if os.getppid() != parent:
            os._exit(1)

    return ask_kernel


def end_with_parent() -> None:
    """Have the kernel ask us to end when the process that started us is gone (Linux only)."""
    if LINUX:
        ctypes.CDLL(None).prctl(PR_SET_PDEATHSIG, int(signal.SIGTERM))


def wait_until(ready: Callable[[], bool], child: Child, seconds: float) -> None:
    """Return as soon as ``ready()`` holds; fail when the child ends or the time is over."""
    deadline = time.monotonic() + seconds
    while not ready():
        if child.exit_code is not None:
            raise EmbeddedError(child.complaint(f"{describe_exit(child)} while starting"))
        if time.monotonic() > deadline:
            raise EmbeddedError(child.complaint(f"was not ready within {seconds:.0f} seconds"))
        time.sleep(POLL_SECONDS)


def wait_for_first_exit(children: Sequence[Child]) -> Child:
    """Block until one of the children has ended, and return it."""
    reader, writer = socket.socketpair()
    with reader, writer:
        writer.setblocking(False)
        handler = signal.signal(signal.SIGCHLD, lambda *_: None)
        wakeup = signal.set_wakeup_fd(writer.fileno(), warn_on_full_buffer=False)
        try:
            while True:
                for child in children:
                    if child.exit_code is not None:
                        return child
                select.select([reader], [], [])
                reader.recv(1024)
        finally:
            signal.set_wakeup_fd(wakeup)
            signal.signal(signal.SIGCHLD, handler)


def describe_exit(child: Child) -> str:
    code = child.exit_code or 0
    return f"was ended by {signal.Signals(-code).name}" if code < 0 else f"ended with code {code}"


def kill_group(pid: int) -> None:
    # macOS answers PermissionError for a group of zombies.
    with suppress(ProcessLookupError, PermissionError):
        os.killpg(pid, signal.SIGKILL)


def tree(pid: int) -> list[psutil.Process]:
    """A process and all that it has started, directly or not; nothing where there is none."""
    try:
        first = psutil.Process(pid)
        return [first, *first.children(recursive=True)]
    except psutil.NoSuchProcess:
        return []


def kill_tree(pid: int) -> None:
    """Kill a process and all that it has started; return when they are gone.

    PostgreSQL's processes have groups of their own, so `kill_group` does not reach them.
    """
    with suppress(ProcessLookupError):
        os.kill(pid, signal.SIGSTOP)  # so that it starts nothing while we look
    family = tree(pid)
    for process in family:
        with suppress(psutil.NoSuchProcess):
            process.kill()
    while any(map(is_alive, family)):
        time.sleep(POLL_SECONDS)


def is_alive(process: psutil.Process) -> bool:
    """Whether the process runs: neither its zombie nor a later one of the same number does."""
    try:
        return process.is_running() and process.status() != psutil.STATUS_ZOMBIE
    except psutil.NoSuchProcess:
        return False


def started_at(pid: int) -> str | None:
    """A mark that tells a live process from a later one of the same number.

    None when there is no such process, or only its zombie. On Linux it is the kernel's count of
    ticks: the time of day at which a process began moves when the clock is set.
    """
    if LINUX:
        try:
            fields = Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()
        except (FileNotFoundError, ProcessLookupError):
            return None
        return None if fields[0] == "Z" else fields[19]
    answer = subprocess.run(
        ["ps", "-o", "lstart=", "-p", str(pid)], capture_output=True, text=True, check=False
    )
    return answer.stdout.strip() or None


def process_name(pid: int) -> str | None:
    """The name of the program that a process runs; None when there is no such process."""
    try:
        return psutil.Process(pid).name()
    except psutil.NoSuchProcess:
        return None


def write_record(record: Path, pid: int, stop_signal: signal.Signals) -> None:
    record.write_text(f"{pid} {stop_signal} {started_at(pid)}\n")


def stop_recorded(record: Path) -> bool:
    """Stop the process that a killed supervisor left behind; say whether there was one."""
    pid, stop_signal, mark = record.read_text().strip().split(" ", 2)
    left_behind = started_at(int(pid)) == mark
    if left_behind:
        os.kill(int(pid), int(stop_signal))
        deadline = time.monotonic() + STOP_SECONDS
        while started_at(int(pid)) == mark and time.monotonic() < deadline:
            time.sleep(POLL_SECONDS)
        kill_group(int(pid))
    record.unlink()
    return left_behind
