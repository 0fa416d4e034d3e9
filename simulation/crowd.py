"""Many respondents at once, in a process of their own: `python -m simulation.crowd`.

The first line of standard input says what to do (`Crowd`). Each respondent answers one response
after the other. When standard input ends they finish the one that they are at, without resting, and
the program ends. What they tell goes to standard output, one JSON object a line.
"""

from __future__ import annotations

import json
import os
import sys
import threading
import traceback
from dataclasses import asdict, dataclass
from itertools import count
from random import Random
from threading import Event, Lock, Thread
from time import sleep
from typing import Any

from simulation.browser import Browser
from simulation.connection import Connection
from simulation.respondent import Astray, Respondent
from simulation.routes import Fieldwork, dumped, loaded, signed

WORD = r"respondent-\d+-response-\d+-of-\d+"
"""The words by which responses are known, as a regular expression."""


@dataclass(frozen=True)
class Crowd:
    """How many respondents answer on which port, and how long they rest at most between steps."""

    port: int
    size: int
    rest_seconds: float
    seed: int
    fieldwork: Fieldwork

    def dumped(self) -> str:
        """Return it as one line of JSON."""
        return json.dumps({**asdict(self), "fieldwork": dumped(self.fieldwork)})

    @classmethod
    def loaded(cls, line: str) -> Crowd:
        found = json.loads(line)
        return cls(**{**found, "fieldwork": loaded(found["fieldwork"])})

    def word(self, respondent: int, number: int) -> str:
        """Return the word (WORD) that a respondent writes into every text of one response."""
        return f"respondent-{respondent}-response-{number}-of-{self.seed}"


class Member(Thread):
    """One respondent after another on one computer, until the end is announced."""

    def __init__(self, crowd: Crowd, number: int, end: Event, output: Lock) -> None:
        super().__init__()
        self._crowd = crowd
        self._number = number
        self._end = end
        self._output = output
        self._random = Random(f"{crowd.seed} {number}")  # noqa: S311 - no secrets
        self._word = ""

    def run(self) -> None:
        connection = Connection(self._crowd.port)
        for number in count():
            if self._end.is_set():
                break
            self._word = self._crowd.word(self._number, number)
            self._answer(connection)
        connection.close()

    def _answer(self, connection: Connection) -> None:
        fieldwork = self._crowd.fieldwork
        way = self._random.randrange(len(fieldwork.routes))
        route = signed(fieldwork.routes[way], self._word)
        link = self._random.choice(fieldwork.links)
        self._tell("comes", way=way)
        respondent = Respondent(Browser(connection), link, route, tell=self._tell, rest=self._rest)
        try:
            respondent.answer()
        except Astray as error:
            self._tell("astray", where=str(error))

    def _tell(self, event: str, **known: Any) -> None:
        line = json.dumps({"event": event, "word": self._word, **known})
        with self._output:
            sys.stdout.write(f"{line}\n")
            sys.stdout.flush()

    def _rest(self, least: float) -> None:
        if least:
            sleep(least)
        self._end.wait(self._random.uniform(0, self._crowd.rest_seconds))


def give_up(failed: threading.ExceptHookArgs) -> None:
    """End at once when a respondent fails for a reason that is none of the platform's."""
    traceback.print_exception(failed.exc_value)
    os._exit(1)


def main() -> None:
    threading.excepthook = give_up
    crowd = Crowd.loaded(sys.stdin.readline())
    end, output = Event(), Lock()
    members = [Member(crowd, number, end, output) for number in range(crowd.size)]
    for member in members:
        member.start()
    sys.stdin.read()
    end.set()
    for member in members:
        member.join()


if __name__ == "__main__":
    main()
