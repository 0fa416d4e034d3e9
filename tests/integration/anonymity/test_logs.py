"""No log line of any process tells of a device, a response, a code or what somebody wrote."""

from __future__ import annotations

import logging
import re

import pytest
from django.db import connection

from larc_survey.logs import OneLineFormatter
from tests.integration.anonymity.left_behind import LeftBehind
from tests.integration.anonymity.search import Needle, Needles
from tests.servers import are_ours

pytestmark = pytest.mark.django_db


RECORD = re.compile(
    r"\d{4}-\d\d-\d\d \d\d:\d\d:\d\d,\d{3} (DEBUG|INFO|WARNING|ERROR|CRITICAL) [\w.]+: \S"
    r"|\[(INFO|WARNING|ERROR)\] \S"  # granian's own
    r"|worker: Warm shutdown \(MainProcess\)$"  # Celery's last word, without a logger
)


def secrets_of(left: LeftBehind) -> dict[str, Needle]:
    links = {f"link {code}": code for code in left.links}
    return left.traces | left.keys | left.digests | links


def test_the_processes_have_written_about_what_went_wrong(left: LeftBehind) -> None:
    """The logs that are searched below are those in which a trace would be."""
    web, worker = left.logs["web"], left.logs["worker"]
    for words in ("GET start: 404 Not Found", "403 Forbidden", "409", "POST page: 500 Internal"):
        assert words in web, words
    assert "responses.tasks.mix_responses" in worker
    assert "exports.tasks.build_export" in worker
    assert {"web", "worker", "beat"} <= left.logs.keys()
    if are_ours():
        assert "violates check constraint" in left.logs["server postgres"]
        assert "server valkey" in left.logs


def test_no_log_line_tells_of_anybody(left: LeftBehind) -> None:
    needles = Needles(secrets_of(left))
    assert {
        name: found for name, log in left.logs.items() if (found := needles.found_in(log))
    } == {}


@pytest.mark.parametrize("process", ["web", "worker", "beat"])
def test_every_line_is_a_record(left: LeftBehind, process: str) -> None:
    """No traceback, and no record of several lines."""
    lines = left.logs[process].splitlines()
    assert lines
    assert [line for line in lines if line and not RECORD.match(line)] == []


@pytest.mark.parametrize(
    ("setting", "value"),
    [
        ("log_statement", "none"),
        ("log_min_duration_statement", "-1"),
        ("log_min_duration_sample", "-1"),
        ("log_min_error_statement", "panic"),
        ("log_error_verbosity", "terse"),
        ("log_parameter_max_length_on_error", "0"),
        ("log_connections", "off"),
        # With it PostgreSQL remembers when each row was written.
        ("track_commit_timestamp", "off"),
    ],
)
def test_the_database_keeps_neither_statements_nor_times(setting: str, value: str) -> None:
    with connection.cursor() as cursor:
        cursor.execute("SELECT current_setting(%s)", [setting])
        (found,) = cursor.fetchone()
    assert found == value or (setting, found) == ("log_connections", "")  # since PostgreSQL 18


def test_the_search_finds_a_planted_line(left: LeftBehind) -> None:
    needles = Needles(secrets_of(left))
    for name, value in (
        ("network address 0 of 0", left.people[0].browsers[0].device.address),
        (f"key {left.people[0].key}", left.people[0].key),
        (f"link {left.links[0]}", left.links[0]),
    ):
        arguments = ("web", logging.INFO, "", 1, "Somebody came: %s", (value,), None)
        assert name in needles.found_in(OneLineFormatter().format(logging.LogRecord(*arguments)))
