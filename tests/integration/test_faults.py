"""Where a fault ends a process, or happens outside of Django's care, the log has a line of it."""

from __future__ import annotations

import os
import re
import subprocess
import sys
from typing import Any
from wsgiref.types import StartResponse, WSGIEnvironment
from wsgiref.util import setup_testing_defaults

import pytest

from embedded.placement import PROJECT
from larc_survey.last_resort import answering_always
from tests.patience import SECONDS

NOBODY_LISTENS = "postgres://larc@127.0.0.1:1/larc"
RECORD = re.compile(r"\d{4}-\d\d-\d\d \d\d:\d\d:\d\d,\d{3} [A-Z]+ [\w.]+: \S")

IN_THREADS = """
import threading
import django
from larc_survey.faults import tell_faults_as_lines
django.setup()
tell_faults_as_lines()
def fail():
    raise ValueError("private")
class Failing:
    def __del__(self):
        fail()
thread = threading.Thread(target=fail)
thread.start()
thread.join()
Failing()
import warnings
warnings.warn("twice\\nover")
fail()
"""


def lines_of(*arguments: str, **variables: str) -> list[str]:
    """Run our Python until it ends and return what it writes to standard error."""
    ended = subprocess.run(
        [sys.executable, *arguments],
        cwd=PROJECT,
        env=os.environ | {"DJANGO_SETTINGS_MODULE": "larc_survey.settings"} | variables,
        capture_output=True,
        text=True,
        check=False,
        timeout=SECONDS,
    )
    assert ended.returncode != 0
    return ended.stderr.splitlines()


def test_a_command_that_fails_leaves_lines_of_the_log() -> None:
    lines = lines_of("manage.py", "migrate", DATABASE_URL=NOBODY_LISTENS)
    assert [line for line in lines if not RECORD.match(line)] == []
    assert "CRITICAL larc_survey: Ended by a fault | OperationalError: " in lines[-1]


def test_a_scheduler_that_cannot_start_leaves_lines_of_the_log() -> None:
    beat = ("-m", "celery", "--app=larc_survey", "beat", "--pidfile=", "--loglevel=INFO")
    lines = lines_of(*beat, BEAT_SCHEDULE_FILE="/proc/no/such/folder/schedule")
    assert [line for line in lines if not RECORD.match(line)] == []
    assert "Ended by a fault | FileNotFoundError: " in lines[-1]


def test_faults_of_threads_and_of_what_is_thrown_away_are_lines_without_what_they_repeat() -> None:
    lines = lines_of("-c", IN_THREADS)
    faults = [line for line in lines if "Ended by a fault | ValueError | at " in line]
    warnings = [line for line in lines if "UserWarning: twice | over" in line]
    assert (len(faults), len(warnings), len(lines)) == (3, 1, 4)
    assert "private" not in "".join(lines)


def test_what_a_person_stops_says_nothing() -> None:
    stopped = "from larc_survey.faults import *; tell_faults_as_lines(); raise KeyboardInterrupt"
    assert lines_of("-c", stopped) == []


def broken(environ: WSGIEnvironment, start_response: StartResponse) -> Any:
    raise ValueError("private")


def test_what_fails_before_django_gets_a_page_with_every_header(
    caplog: pytest.LogCaptureFixture,
) -> None:
    started: list[Any] = []
    environ: WSGIEnvironment = {}
    setup_testing_defaults(environ)
    page = b"".join(answering_always(broken)(environ, lambda *told: started.append(told)))
    status, headers = started[0]
    assert status == "500 Internal Server Error"
    assert b"Something went wrong on our side" in page
    told = dict(headers)
    assert told["Content-Length"] == str(len(page))
    assert told["Cache-Control"] == "no-store"
    for name in ("Content-Security-Policy", "X-Frame-Options", "X-Content-Type-Options"):
        assert name in told
    (record,) = caplog.records
    assert (record.name, record.levelname) == ("larc_survey.last_resort", "ERROR")
