"""What respondents were told by the platform: the account to which its database is held."""

from __future__ import annotations

import json
import os
import select
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from typing import IO, Any

from embedded.placement import PROJECT
from simulation.crowd import Crowd
from tests.patience import SECONDS


@dataclass
class Told:
    """What one respondent was told about one response, by which word it is known."""

    way: int
    response: str = ""
    saved: list[str] = field(default_factory=list)
    pressed_send: bool = False
    sent: bool = False


class Ledger:
    """Listens to a crowd and keeps what it tells."""

    def __init__(self, output: IO[bytes]) -> None:
        self.told: dict[str, Told] = {}
        self.astray: list[str] = []
        self.failures: list[tuple[str, int]] = []
        self.acknowledged = 0
        self._file = output.fileno()
        self._rest = b""

    @property
    def sent(self) -> int:
        return sum(one.sent for one in self.told.values())

    def listen_until(self, goal: Callable[[], bool]) -> None:
        """Listen until *goal* holds; fail when nothing is acknowledged for too long."""
        deadline, known = time.monotonic() + SECONDS, self.acknowledged
        while not goal():
            if self.acknowledged > known:
                deadline, known = time.monotonic() + SECONDS, self.acknowledged
            assert time.monotonic() < deadline, f"no progress; {self.summary()}"
            assert self._hear(1), f"the respondents are gone; {self.summary()}"

    def listen_for(self, seconds: float) -> None:
        """Listen for some time."""
        deadline = time.monotonic() + seconds
        while (left := deadline - time.monotonic()) > 0:
            assert self._hear(left), f"the respondents are gone; {self.summary()}"

    def listen_to_the_end(self) -> None:
        """Listen until the last respondent has gone."""
        while self._hear(SECONDS):
            pass

    def summary(self) -> str:
        kinds = sorted({status for _path, status in self.failures})
        return (
            f"{len(self.told)} responses, {self.acknowledged} steps acknowledged, {self.sent} "
            f"responses sent, {len(self.failures)} tries failed (status {kinds}, 0 is no reply)"
        )

    def _hear(self, seconds: float) -> bool:
        """Take in what is said within some seconds; return whether anybody is left to speak."""
        if not select.select([self._file], [], [], seconds)[0]:
            return True
        heard = os.read(self._file, 2**16)
        *lines, self._rest = (self._rest + heard).split(b"\n")
        for line in lines:
            self._note(json.loads(line))
        return bool(heard)

    def _note(self, said: dict[str, Any]) -> None:
        word = said["word"]
        match said["event"]:
            case "comes":
                self.told[word] = Told(way=said["way"])
            case "begun":
                self.told[word].response = said["response"]
            case "saved":
                self.told[word].saved.append(said["page"])
            case "sends":
                self.told[word].pressed_send = True
            case "sent":
                self.told[word].sent = True
            case "failed":
                self.failures.append((said["path"], said["status"]))
            case "astray":
                self.astray.append(f"{word}: {said['where']}")
        self.acknowledged += said["event"] in ("begun", "saved", "sent")


@contextmanager
def answering(crowd: Crowd) -> Iterator[Ledger]:
    """Let *crowd* answer while the block runs, then finish what they are at."""
    process = subprocess.Popen(
        [sys.executable, "-m", "simulation.crowd"],
        cwd=PROJECT,
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
    )
    assert process.stdin is not None
    assert process.stdout is not None
    try:
        process.stdin.write(f"{crowd.dumped()}\n".encode())
        process.stdin.flush()
        ledger = Ledger(process.stdout)
        yield ledger
        process.stdin.close()
        ledger.listen_to_the_end()
        assert process.wait() == 0
    finally:
        process.stdin.close()
        process.kill()
        process.wait()
        process.stdout.close()
