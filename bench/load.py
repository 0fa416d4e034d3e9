"""Many respondents at once under the production server, against a bare Django view under the same.

`--server` names other commands for the web server, with {port} where it listens, which are measured
in turn with the platform's own.
"""

from __future__ import annotations

import shlex
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from functools import partial
from statistics import median, quantiles
from typing import Any

from bench.clients import outcome_of, questionnaire
from bench.load_clients import Outcome, Task
from bench.report import Table
from bench.timing import Effort, summary
from embedded.files import free_port
from embedded.programs import web_server
from simulation.browser import Browser
from simulation.connection import Connection, Lost
from simulation.forms import form_fields
from simulation.stack import Program, Stack, running_stack

CLIENTS = (1, 4, 16, 32)
PROCESSES = 2
SECONDS, SECONDS_QUICK, SECONDS_FLOOR = 5.0, 2.0, 2.0
WARM_SECONDS = 1.0
MILLISECONDS = 1000

OUR_SERVER = "the server of production"
FLOOR = "floor"


@dataclass(frozen=True)
class Server:
    """A web server that runs, and what the tables call it."""

    name: str
    port: int
    program: Program


@dataclass(frozen=True)
class Round:
    """One measurement of a server and, right after it, of the floor, with as many clients."""

    subject: Outcome
    floor: Outcome

    @property
    def pairs_a_second(self) -> float:
        return len(self.subject.pairs) / self.subject.seconds

    @property
    def questionnaires_a_second(self) -> float:
        return self.subject.questionnaires / self.subject.seconds

    @property
    def floor_cpu(self) -> float:
        """Processor seconds of the floor's server for one request."""
        return self.floor.processor["web"] / len(self.floor.requests)

    def cpu(self, of: str) -> float:
        """Processor seconds for one pair, with its share in beginning, checking and sending."""
        return self.subject.processor[of] / len(self.subject.pairs)

    @property
    def clients_share(self) -> float:
        """What the clients took of all processor time that was spent."""
        spent = self.subject.clients + sum(self.subject.processor.values())
        return self.subject.clients / spent


class Load:
    """A platform in the field with its web servers, and the floor beside them."""

    def __init__(self, stack: Stack, commands: Mapping[str, str]) -> None:
        self._database = stack.database
        self._fieldwork = stack.prepare(routes=0, seed=1)
        self.servers = [_served(stack, name, command) for name, command in commands.items()]
        floor = shlex.join(
            web_server("{port}", processes=PROCESSES, application="bench.floor_server:application")
        )
        self._floor = _served(stack, FLOOR, floor)
        begin = partial(_begun, self.servers[0].port, self._fieldwork.links[0])
        self._floor_paths = [f"/floor/{begin()}/" for _ in range(max(CLIENTS))]

    @property
    def pages(self) -> int:
        return len(self._fieldwork.routes[-1])

    def round(self, server: Server, clients: int, seconds: float) -> Round:
        return Round(
            self._outcome(server, clients, seconds, **questionnaire(self._fieldwork)),
            self._outcome(self._floor, clients, SECONDS_FLOOR, floor=self._floor_paths),
        )

    def _outcome(self, server: Server, clients: int, seconds: float, **work: Any) -> Outcome:
        watched = {"web": server.program.child.pid, "database": self._database.child.pid}
        task = Task(server.port, clients, WARM_SECONDS, seconds, watched, **work)
        outcome = outcome_of(task)
        if outcome.lost:
            raise Lost(f"{outcome.lost} clients of {server.name}")
        return outcome


def measure(effort: Effort) -> Iterator[Table]:
    """Yield a table for each web server: its own of production, and those that are asked for."""
    commands = {OUR_SERVER: shlex.join(web_server("{port}", processes=PROCESSES))}
    commands |= {command: command for command in effort.servers}
    seconds = SECONDS_QUICK if effort.quick else SECONDS
    with running_stack() as stack:
        load = Load(stack, commands)
        rounds: dict[tuple[str, int], list[Round]] = defaultdict(list)
        for _ in range(effort.runs):
            for clients in CLIENTS:
                for server in load.servers:  # in turn, so that a busy machine slows all of them
                    rounds[server.name, clients].append(load.round(server, clients, seconds))
    for name in commands:
        yield _table(name, {clients: rounds[name, clients] for clients in CLIENTS}, load.pages)


def _served(stack: Stack, name: str, command: str) -> Server:
    port = free_port()
    words = [word.format(port=port) for word in shlex.split(command)]
    return Server(name, port, stack.serve(port, words, f"web-{port}"))


def _begun(port: int, link: str) -> str:
    """Begin a response and return its key."""
    browser = Browser(Connection(port))
    start = browser.get(f"/s/{link}/")
    browser.post(f"/s/{link}/begin-answering/", form_fields(start.text))
    return browser.response_key


def _table(name: str, rounds: Mapping[int, list[Round]], pages: int) -> Table:
    headings = [
        "respondents",
        "questionnaires/s",
        "pairs/s",
        "server CPU a pair, ms",
        "times the floor",
        "database CPU, ms",
        "clients",
        "request p50/p95, ms",
        "pair p50/p95, ms",
    ]
    return Table(
        title=f"Load: {name}",
        headings=headings,
        rows=[_row(clients, those) for clients, those in rounds.items()],
        explanation=(
            f"Simulated respondents answer LARC 7 along a practitioner route of {pages} pages "
            f"over HTTP, each without a pause, under a web server with {PROCESSES} processes, the "
            "settings of production and a PostgreSQL that waits for its disk. A pair is the POST "
            "of a page and the GET to which it leads; the processor time of a pair holds its share "
            "in beginning, checking and sending. The floor is one request to a bare Django view "
            "that reads, writes and redirects, under the server of production, with as many "
            "clients, measured in turn. The clients take their share of all processor time from "
            "the same machine. Median of "
            f"{len(next(iter(rounds.values())))} runs (lowest–highest)."
        ),
    )


def _row(clients: int, rounds: list[Round]) -> list[str]:
    requests = [percentiles(one.subject.requests) for one in rounds]
    pairs = [percentiles(one.subject.pairs) for one in rounds]
    return [
        str(clients),
        summary(one.questionnaires_a_second for one in rounds).shown(),
        summary(one.pairs_a_second for one in rounds).shown(decimals=0),
        summary(one.cpu("web") for one in rounds).shown(MILLISECONDS, decimals=2),
        summary(one.cpu("web") / one.floor_cpu for one in rounds).shown(decimals=2),
        f"{median(one.cpu('database') for one in rounds) * MILLISECONDS:.2f}",
        f"{median(one.clients_share for one in rounds):.0%}",
        _shown(requests),
        _shown(pairs),
    ]


def percentiles(seconds: list[float]) -> tuple[float, float]:
    """Return the median and the 95th percentile of times."""
    cuts = quantiles(seconds, n=100, method="inclusive")
    return cuts[49], cuts[94]


def _shown(several: Iterable[tuple[float, float]]) -> str:
    """Return the medians of several runs, in milliseconds."""
    return " / ".join(f"{median(one) * MILLISECONDS:.0f}" for one in zip(*several, strict=True))
