"""Respondents while others send nothing and take nothing: behind the proxy, and without it."""

from __future__ import annotations

import socket
from collections import defaultdict
from collections.abc import Iterator, Mapping
from contextlib import ExitStack, closing, contextmanager, nullcontext
from dataclasses import dataclass, replace

from bench.clients import outcome_of, questionnaire
from bench.load import MILLISECONDS, PROCESSES, percentiles
from bench.load_clients import Outcome, Task
from bench.report import Table
from bench.timing import Effort, summary
from embedded.files import free_port
from embedded.programs import web_server
from simulation.connection import PLAIN
from simulation.download import Download
from simulation.processor import memory_bytes
from simulation.production import HOST
from simulation.proxy import BEHIND_IT
from simulation.stack import Program, Stack, running_stack

RESPONDENTS = 32
IDLE_POSTS, SLOW_READERS = 200, 50
MEGABYTE = 10**6
FILE_MEGABYTES = 20
"""More than the buffers between a server and a reader hold."""

SECONDS, SECONDS_QUICK = 5.0, 1.0
PATIENCE, PATIENCE_QUICK = 10.0, 2.0
"""Seconds after which a respondent gives up."""

MANY_THREADS = 300
"""Of each of the two processes: one for everybody, however they are spread."""

POOL = 70
"""Database connections of each such process: whoever takes a file keeps one."""


@dataclass(frozen=True)
class Setting:
    """Where respondents are served from, and whether others are slow at the same time."""

    name: str
    port: int
    web: Program
    has_slow: bool = True


@dataclass(frozen=True)
class Round:
    """What came of one measurement, and the bytes that the web server held meanwhile."""

    outcome: Outcome
    memory: int


class Slowness:
    """Clients who begin a request, or take the beginning of a reply, and leave it at that."""

    def __init__(self, link: str, download: Download) -> None:
        self._post = (
            f"POST /s/{link}/begin-answering/ HTTP/1.1\r\nHost: {HOST}\r\n"
            "Content-Type: application/x-www-form-urlencoded\r\nContent-Length: 100\r\n\r\nhello"
        )
        self._get = (
            f"GET {download.path} HTTP/1.1\r\nHost: {HOST}\r\nCookie: {download.cookies}\r\n\r\n"
        )

    @contextmanager
    def at(self, port: int) -> Iterator[None]:
        """Keep all of them at *port*."""
        with ExitStack() as exits:
            for sent in [self._get] * SLOW_READERS + [self._post] * IDLE_POSTS:
                client = exits.enter_context(closing(socket.socket()))
                # So that little of a file waits on its way to somebody who does not read.
                client.setsockopt(socket.SOL_SOCKET, socket.SO_RCVBUF, 2**14)
                client.connect(("127.0.0.1", port))
                client.sendall(sent.encode())
            yield


def measure(effort: Effort) -> Iterator[Table]:
    """Yield one table: each setting, measured in turn."""
    with running_stack(BEHIND_IT) as stack:
        fieldwork = stack.prepare(routes=0, seed=1)
        slowness = Slowness(
            fieldwork.links[0], stack.download("simulation", megabytes=FILE_MEGABYTES)
        )
        settings = _settings(stack)
        task = Task(
            port=0,
            clients=RESPONDENTS,
            warm_seconds=0,
            seconds=SECONDS_QUICK if effort.quick else SECONDS,
            watched={},
            way=PLAIN.decode(),
            patience=PATIENCE_QUICK if effort.quick else PATIENCE,
            **questionnaire(fieldwork),
        )
        rounds: dict[str, list[Round]] = defaultdict(list)
        for _ in range(effort.runs):
            for setting in settings:
                rounds[setting.name].append(_round(setting, task, slowness))
    yield _table(rounds)


def _settings(stack: Stack) -> list[Setting]:
    """Start the web servers and the proxy."""
    door, behind = free_port(), free_port()
    web = stack.serve(behind, web_server(behind, processes=PROCESSES), "web-behind")
    stack.open_door(door, web_port=behind)
    settings = [
        Setting("behind the proxy, nobody slow", door, web, has_slow=False),
        Setting("behind the proxy", door, web),
    ]
    alone, threaded = free_port(), free_port()
    command = web_server(alone, processes=PROCESSES)
    web = stack.serve(alone, command, "web-alone", FILES_BY_PROXY="off")
    settings.append(Setting("web server alone", alone, web))
    more = {"FILES_BY_PROXY": "off", "DATABASE_POOL_MAX": str(POOL)}
    web = stack.serve(threaded, _with_threads(threaded), "web-threaded", **more)
    settings.append(Setting(f"web server alone, {MANY_THREADS} threads a process", threaded, web))
    return settings


def _with_threads(port: int) -> list[str]:
    """The web server with many more threads than it is shipped with."""
    shipped = web_server(port, processes=PROCESSES)
    changed = {"--blocking-threads": MANY_THREADS, "--backpressure": 2 * MANY_THREADS}
    return [
        f"{name}={changed[name]}" if (name := word.partition("=")[0]) in changed else word
        for word in shipped
    ]


def _round(setting: Setting, task: Task, slowness: Slowness) -> Round:
    with slowness.at(setting.port) if setting.has_slow else nullcontext():
        outcome = outcome_of(replace(task, port=setting.port))
        return Round(outcome, memory_bytes(setting.web.child.pid))


def _table(rounds: Mapping[str, list[Round]]) -> Table:
    return Table(
        title="Slow clients",
        headings=[
            "respondents are served",
            "of them lost",
            "requests/s",
            "request p50, ms",
            "request p95, ms",
            "web server, MB",
        ],
        rows=[_row(name, those) for name, those in rounds.items()],
        explanation=(
            f"{RESPONDENTS} simulated respondents answer LARC 7 without a pause, while "
            f"{IDLE_POSTS} clients have sent a part of a form and send no more, and "
            f"{SLOW_READERS} have asked for an export of {FILE_MEGABYTES} MB and take nothing of "
            "it. The proxy is Caddy as it is shipped, by plain http; the web server has "
            f"{PROCESSES} processes and is otherwise that of production. A respondent is lost who "
            "waited in vain. The server's memory counts what its processes share once. Median of "
            f"{len(next(iter(rounds.values())))} runs (lowest–highest)."
        ),
    )


def _row(name: str, rounds: list[Round]) -> list[str]:
    served = [one.outcome for one in rounds if len(one.outcome.requests) > 1]
    times = [percentiles(outcome.requests) for outcome in served]
    return [
        name,
        summary(one.outcome.lost for one in rounds).shown(decimals=0),
        summary(len(one.outcome.requests) / one.outcome.seconds for one in rounds).shown(
            decimals=0
        ),
        *(summary(those).shown(MILLISECONDS, decimals=0) for those in zip(*times, strict=True)),
        *([] if times else ["none", "none"]),
        summary(one.memory for one in rounds).shown(1 / MEGABYTE, decimals=0),
    ]
