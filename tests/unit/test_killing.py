"""A child that is killed takes all that it has started with it, and can be started again."""

import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

from embedded.processes import Child, Command, is_alive, running, tree, wait_until
from tests.patience import SECONDS

# Like PostgreSQL: its own child leads a session, so a signal to the group does not reach it.
PROGRAM = """
import subprocess, sys, time
command = [sys.executable, "-c", "print('ready', flush=True); import time; time.sleep(600)"]
subprocess.Popen(command, start_new_session=True)
time.sleep(600)
"""


@pytest.fixture
def child(tmp_path: Path) -> Iterator[Child]:
    log = tmp_path / "log"
    with running(Command("sleeper", [sys.executable, "-c", PROGRAM], log)) as child:
        wait_until_ready(child)
        yield child


def wait_until_ready(child: Child) -> None:
    wait_until(lambda: "ready" in child.command.log.read_text(), child, SECONDS)


def test_it_takes_with_it_what_leads_a_session_of_its_own(child: Child) -> None:
    family = tree(child.pid)
    assert len(family) == 2

    child.kill()

    assert [is_alive(process) for process in family] == [False, False]


def test_it_can_be_started_again(child: Child) -> None:
    first = child.pid
    child.kill()
    assert child.exit_code == -9

    child.start()
    wait_until_ready(child)

    assert child.pid != first
    assert child.exit_code is None
    child.kill()
