"""Respondents who answer as fast as they can: `python -m bench.load_clients`.

They run in a process of their own, because they share the processors with the platform: what they
send was written down before, and of a reply they read its status and where it leads. Standard input
says what to do (`Task`), standard output what came of it (`Outcome`), both as JSON.
"""

from __future__ import annotations

import json
import sys
from abc import ABC, abstractmethod
from dataclasses import asdict, dataclass, field
from threading import Event, Thread
from time import perf_counter, process_time, sleep

from simulation.connection import BY_TLS, Connection, Lost, Reply, request
from simulation.forms import form_fields
from simulation.processor import cpu_seconds


class OffRoute(Exception):
    """The platform led elsewhere than along the route, so times would not be those of its pages."""


@dataclass(frozen=True)
class Task:
    """What so many clients do for so long, and the processes that are watched meanwhile, by name.

    Either they answer a survey: *links* are the paths of its start pages, *route* holds the path of
    each page below them and the body that is posted there, without the hidden fields. Or they ask
    for the floor: *floor* holds the path for each client.
    """

    port: int
    clients: int
    warm_seconds: float
    seconds: float
    watched: dict[str, int]
    links: list[str] = field(default_factory=list)
    route: list[tuple[str, str]] = field(default_factory=list)
    floor: list[str] = field(default_factory=list)
    way: str = BY_TLS.decode()
    patience: float = 60
    """Seconds after which a client gives up and is lost."""


@dataclass(frozen=True)
class Outcome:
    """What was done in the measured time; everything is in seconds, except the last two.

    A pair is a page's POST together with the GET to which it leads. *processor* is the time of each
    watched process with its children, *clients* that of the clients.
    """

    seconds: float
    requests: list[float]
    pairs: list[float]
    processor: dict[str, float]
    clients: float
    questionnaires: int
    lost: int
    """Clients who gave up, or whose connection broke."""


class Client(Thread, ABC):
    """Does one thing after the other until the end; notes when each began and how long it took."""

    def __init__(self, task: Task, end: Event) -> None:
        super().__init__()
        self.requests: list[tuple[float, float]] = []
        self.pairs: list[tuple[float, float]] = []
        self.sent: list[float] = []
        self.is_lost = False
        self.failure: OffRoute | None = None
        self.end = end
        self._connection = Connection(task.port, way=task.way.encode(), seconds=task.patience)

    def run(self) -> None:
        try:
            while not self.end.is_set():
                self.work()
        except OffRoute as error:
            self.failure = error
        except Lost:
            self.is_lost = True
        finally:
            self._connection.close()

    @abstractmethod
    def work(self) -> None:
        """Do one thing."""

    def exchange(self, sent: bytes) -> Reply:
        began = perf_counter()
        reply = self._connection.exchange(sent)
        self.requests.append((began, perf_counter() - began))
        return reply


class FloorClient(Client):
    """Asks for the floor."""

    def __init__(self, task: Task, number: int, end: Event) -> None:
        super().__init__(task, end)
        self._request = request("POST", task.floor[number])

    def work(self) -> None:
        expect(self.exchange(self._request), leads_to="/next/")


class Respondent(Client):
    """Answers one questionnaire after the other."""

    def __init__(self, task: Task, number: int, end: Event) -> None:
        super().__init__(task, end)
        self._start = task.links[number % len(task.links)]
        paths = [f"{self._start}{code}/" for code, _body in task.route]
        self._check = f"{self._start}check-answers/"
        self._thanks = f"{self._start}thank-you/"
        self._first = paths[0]
        bodies = [body for _code, body in task.route]
        self._route = list(zip(paths, bodies, [*paths[1:], self._check], strict=True))

    def work(self) -> None:
        cookies, hidden = self._begin()
        for path, body, following in self._route:
            if self.end.is_set():
                return
            began = perf_counter()
            self._post(path, cookies, f"{body}&{hidden}", leads_to=following)
            self.exchange(request("GET", following, cookies=cookies))
            self.pairs.append((began, perf_counter() - began))
        self._post(self._check, cookies, hidden, leads_to=self._thanks)
        self.exchange(request("GET", self._thanks, cookies=cookies))
        self.sent.append(perf_counter())

    def _begin(self) -> tuple[str, str]:
        """Begin a response; return its cookies and the hidden fields of all its pages."""
        start = self.exchange(request("GET", self._start))
        token = cookie("csrftoken", start)
        hidden = f"csrfmiddlewaretoken={token}&_end=1"
        cookies = f"csrftoken={token}"
        begun = self._post(f"{self._start}begin-answering/", cookies, hidden, leads_to=self._first)
        cookies += f"; larc_response={cookie('larc_response', begun)}"
        page = self.exchange(request("GET", self._first, cookies=cookies))
        mark = form_fields(page.text)["_response"][0]
        return cookies, f"{hidden}&_response={mark}"

    def _post(self, path: str, cookies: str, body: str, *, leads_to: str) -> Reply:
        reply = self.exchange(request("POST", path, cookies=cookies, body=body.encode()))
        expect(reply, leads_to=leads_to)
        return reply


def expect(reply: Reply, *, leads_to: str) -> None:
    if reply.location != leads_to:
        raise OffRoute(f"{reply.status}, {reply.location!r} instead of {leads_to!r}")


def cookie(name: str, reply: Reply) -> str:
    """Return the cookie of that name that came with *reply*."""
    (text,) = (text for text in reply.cookies if text.startswith(f"{name}="))
    return text.partition(";")[0].partition("=")[2]


def measured(task: Task) -> Outcome:
    """Let the clients work, first unmeasured and then for the measured time."""
    end = Event()
    kind = FloorClient if task.floor else Respondent
    clients = [kind(task, number, end) for number in range(task.clients)]
    for client in clients:
        client.start()
    sleep(task.warm_seconds)
    before, own, began = processor_times(task), process_time(), perf_counter()
    sleep(task.seconds)
    after, spent, ended = processor_times(task), process_time() - own, perf_counter()
    end.set()
    for client in clients:
        client.join()
        if client.failure:
            raise client.failure

    def within(spans: list[tuple[float, float]]) -> list[float]:
        return [length for start, length in spans if began <= start and start + length <= ended]

    return Outcome(
        seconds=ended - began,
        requests=[one for client in clients for one in within(client.requests)],
        pairs=[one for client in clients for one in within(client.pairs)],
        processor={name: after[name] - before[name] for name in before},
        clients=spent,
        questionnaires=sum(
            began <= moment <= ended for client in clients for moment in client.sent
        ),
        lost=sum(client.is_lost for client in clients),
    )


def processor_times(task: Task) -> dict[str, float]:
    return {name: cpu_seconds(pid) for name, pid in task.watched.items()}


if __name__ == "__main__":
    sys.stdout.write(json.dumps(asdict(measured(Task(**json.load(sys.stdin))))))
