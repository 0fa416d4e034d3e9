"""`make demo`: started, used, stopped, started again, killed, and cleaned away."""

from __future__ import annotations

import os
import platform
import re
import signal
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from contextlib import closing
from http import HTTPStatus
from http.client import HTTPConnection
from pathlib import Path

import pytest

from embedded.files import free_port, make_folder, port_is_free
from embedded.placement import NOTE, site_packages
from embedded.processes import POLL_SECONDS, started_at
from embedded.servers import SECRETS
from tests.integration.test_embedded_servers import PROJECT, access, environment, finish
from tests.patience import SECONDS

PROCESSES = {"postgres", "valkey", "worker", "beat", "web"}
LINKS = re.compile(r"http://127\.0\.0\.1:\d+(/s/[a-z0-9]+/)")
SIGN_INS = re.compile(r"^  (\S+@demonstration\.example)  (\S+)  ", re.MULTILINE)


class Demo:
    """A started demonstration; what it prints goes into a file."""

    def __init__(self, data: Path, port: int) -> None:
        self.port = port
        self._printed = data.with_name("printed.txt")
        with self._printed.open("w") as printed:
            self.process = subprocess.Popen(
                [sys.executable, "-m", "embedded", "demo"],
                cwd=PROJECT,
                env=environment(DATA_DIR=str(data), PORT=str(port)),
                stdout=printed,
                stderr=subprocess.STDOUT,
                start_new_session=True,
            )
        self._records = data / "processes"
        self.pids: dict[str, int] = {}

    @property
    def printed(self) -> str:
        return self._printed.read_text()

    def wait_until_ready(self) -> None:
        deadline = time.monotonic() + SECONDS
        while "Sign-ins:" not in self.printed:
            assert self.process.poll() is None, self.printed
            assert time.monotonic() < deadline, self.printed
            time.sleep(POLL_SECONDS)
        for record in self._records.iterdir():
            self.pids[record.name] = int(record.read_text().split()[0])

    def page(self, path: str, host: str = "127.0.0.1") -> str:
        connection = HTTPConnection(host, self.port, timeout=SECONDS)
        with closing(connection):
            connection.request("GET", path)
            answer = connection.getresponse()
            assert answer.status == HTTPStatus.OK
            return answer.read().decode()

    def press_ctrl_c(self) -> int:
        """The terminal sends the signal to the whole group in its foreground."""
        os.killpg(self.process.pid, signal.SIGINT)
        return self.process.wait(SECONDS)

    def kill(self) -> None:
        self.process.kill()
        self.process.wait(SECONDS)

    def wait_until_all_are_gone(self) -> None:
        deadline = time.monotonic() + SECONDS
        while left := members(set(self.pids.values())):
            assert time.monotonic() < deadline, f"{left} of {self.pids} are still running"
            time.sleep(POLL_SECONDS)


def members(sessions: set[int]) -> set[int]:
    """The live processes of these sessions; where there is no /proc, those that lead them."""
    if platform.system() != "Linux":
        return {pid for pid in sessions if started_at(pid)}
    processes = map(session_of, Path("/proc").glob("[0-9]*/stat"))
    return {pid for pid, session in processes if session in sessions and started_at(pid)}


def session_of(stat: Path) -> tuple[int, int]:
    try:
        fields = stat.read_text().rpartition(")")[2].split()
    except (FileNotFoundError, ProcessLookupError):
        return 0, 0
    return int(stat.parent.name), int(fields[3])


@pytest.fixture
def closed(tmp_path: Path) -> Path:
    return make_folder(tmp_path / "closed", 0o700)


@pytest.fixture
def start(closed: Path) -> Iterator[Callable[[int], Demo]]:
    """`start(port)` starts a demonstration below a closed folder, for as long as the test lasts."""
    data = closed / "data"
    started: list[Demo] = []

    def start_demo(port: int) -> Demo:
        demo = Demo(data, port)
        started.append(demo)
        demo.wait_until_ready()
        return demo

    yield start_demo
    for demo in started:
        demo.kill()
    finish("clean", DATA_DIR=str(data))


def test_the_whole_life_of_a_demonstration(closed: Path, start: Callable[[int], Demo]) -> None:
    data = closed / "data"
    before = access(closed) | access(site_packages())

    first = start(free_port())
    assert first.pids.keys() == PROCESSES
    assert access(closed) | access(site_packages()) == before
    its_files_are_closed_to_others(data)
    its_pages_work(first)
    its_commands_work(data)
    assert first.press_ctrl_c() == 0
    it_has_stopped_in_good_order(first)
    commands_are_told_that_it_has_stopped(data)

    second = start(first.port)
    assert LINKS.findall(second.printed) == LINKS.findall(first.printed)
    assert SIGN_INS.findall(second.printed) == SIGN_INS.findall(first.printed)
    second.kill()
    commands_are_told_that_it_has_stopped(data)
    if platform.system() == "Linux":  # elsewhere the next command stops what is left
        second.wait_until_all_are_gone()

    outside = [Path((data / NOTE).read_text().strip())] if os.geteuid() == 0 else []
    assert all(folder.exists() for folder in outside)
    code, _, err = finish("clean", DATA_DIR=str(data))
    assert (code, err) == (0, "")
    second.wait_until_all_are_gone()
    assert not any(folder.exists() for folder in [data, *outside])
    assert access(closed) | access(site_packages()) == before


def its_files_are_closed_to_others(data: Path) -> None:
    for name in (*SECRETS.values(), "sign-ins.json", "environment.json"):
        assert (data / name).stat().st_mode & 0o077 == 0
    for name in ("exports", "log"):
        assert (data / name).stat().st_mode & 0o077 == 0


def its_commands_work(data: Path) -> None:
    """They reach its database, take options and files, and end with their own code."""

    def manage(*arguments: str) -> tuple[int, str, str]:
        return finish("manage", "--", *arguments, DATA_DIR=str(data))

    code, out, err = manage("check_questionnaire", "larc7", "--no-color")
    assert (code, err) == (0, "")
    assert "larc7" in out
    count = ("synthesise_responses", "demonstration", "--count", "5", "--seed", "1")
    code, out, err = manage(*count)
    assert (code, err) == (0, "")
    assert "5" in out
    code, out, err = manage("publish_questionnaire", "no-such-thing")
    assert (code, out) == (1, "")
    assert "no-such-thing" in err


def it_has_stopped_in_good_order(demo: Demo) -> None:
    demo.wait_until_all_are_gone()
    assert demo.printed.endswith("\nStopping ...\nEverything has stopped.\n")
    assert port_is_free(demo.port)


def commands_are_told_that_it_has_stopped(data: Path) -> None:
    code, out, err = finish("manage", "--", "check", DATA_DIR=str(data))
    assert (code, out) == (1, "")
    assert err.startswith(f"No demonstration is running with the data in {data}:")


def its_pages_work(demo: Demo) -> None:
    for host in ("127.0.0.1", "localhost"):
        page = demo.page("/", host)
        assert all(way in page for way in ("Answer", "Coordinate", "Research"))
    links = LINKS.findall(demo.printed)
    assert len(links) == 6
    assert len(SIGN_INS.findall(demo.printed)) == 9
    for link in links:
        assert "synthetic" in demo.page(link)
