"""Nothing that was acknowledged is lost, and nothing is sent twice, whatever is killed meanwhile.

Respondents answer the real platform over HTTP while its processes are killed at random moments and
started again. Afterwards its database is held to what the respondents were told. `make test` kills
each part once; `make soak` goes on for a minute with 50 respondents, or as long and with as many as
SOAK_SECONDS and SOAK_RESPONDENTS say. SOAK_SEED repeats the draws of an earlier run.
"""

from __future__ import annotations

import os
import secrets
import sys
import time
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from random import Random

from embedded.files import free_port
from embedded.processes import kill_tree, tree
from embedded.programs import web_server
from simulation.crowd import Crowd
from simulation.stack import Program, Stack, running_stack
from tests.soak.account import Account, durability, stored_responses
from tests.soak.ledger import Ledger, answering
from tests.soak.tasks import Tasks

SECONDS = float(os.environ.get("SOAK_SECONDS") or 0)
RESPONDENTS = int(os.environ.get("SOAK_RESPONDENTS") or 12)
SEED = int(os.environ.get("SOAK_SEED") or secrets.randbelow(10**6))

ROUTES = 20
REST_SECONDS = 2.0 if SECONDS else 0.05
"""How long a respondent thinks about a page, at most."""
LONGEST_OUTAGE = min(SECONDS / 6, 20)


@dataclass(frozen=True)
class Trial:
    """The platform on trial, and those who answer it."""

    web: Program
    worker: Program
    database: Program
    tasks: Tasks
    ledger: Ledger
    random: Random

    def run(self) -> None:
        """Kill each part once, and go on as long as there is time."""
        end = time.monotonic() + SECONDS
        for number, (name, fault) in enumerate(self._drawn()):
            if number >= len(self._faults()) and time.monotonic() >= end:
                break
            self._await_steps(self.random.randint(RESPONDENTS, 6 * RESPONDENTS))
            self._kill(name, fault)
        self.ledger.listen_until(lambda: self.ledger.sent >= RESPONDENTS)
        self.ledger.listen_until(self.tasks.are_fetched)

    def _drawn(self) -> Iterator[tuple[str, Callable[[], None]]]:
        """Yield all faults in an order drawn by lot, again and again."""
        while True:
            yield from self.random.sample(list(self._faults().items()), k=len(self._faults()))

    def _faults(self) -> dict[str, Callable[[], None]]:
        return {
            "one process of the web server": self._kill_one_web_process,
            "the web server": lambda: self._crash(self.web),
            "the worker": lambda: self._crash(self.worker),
            "the database": lambda: self._crash(self.database),
        }

    def _kill(self, name: str, fault: Callable[[], None]) -> None:
        self.tasks.send()
        steps = self.ledger.acknowledged
        fault()
        up_again = time.monotonic()
        self._await_steps(RESPONDENTS)
        seconds = time.monotonic() - up_again
        say(f"Killed {name} after {steps} steps; all went on {seconds:.1f} s after its return.")

    def _kill_one_web_process(self) -> None:
        """Its server starts another by itself."""
        _server, *processes = tree(self.web.child.pid)
        kill_tree(self.random.choice(processes).pid)

    def _crash(self, program: Program) -> None:
        """Kill a program, leave people without it for a while, and start it again."""
        program.crash()
        self.ledger.listen_for(self.random.uniform(0, LONGEST_OUTAGE))
        program.start_again()

    def _await_steps(self, count: int) -> None:
        goal = self.ledger.acknowledged + count
        self.ledger.listen_until(lambda: self.ledger.acknowledged >= goal)


def tried(stack: Stack) -> tuple[Ledger, Account]:
    """Have respondents answer while everything is killed; return what they were told, and did."""
    random, port = Random(SEED), free_port()
    fieldwork = stack.prepare(routes=ROUTES, seed=SEED)
    web, worker = stack.serve(port, web_server(port)), stack.work()
    stack.beat()
    crowd = Crowd(port, RESPONDENTS, REST_SECONDS, SEED, fieldwork)
    with Tasks(stack.environment["REDIS_URL"]) as tasks, answering(crowd) as ledger:
        Trial(web, worker, stack.database, tasks, ledger, random).run()
    return ledger, Account(ledger.told, stored_responses(stack.database_url), fieldwork)


def say(text: str) -> None:
    """Tell who watches a long run, and who reads why one failed."""
    sys.stdout.write(f"{text}\n")
    sys.stdout.flush()


def test_what_was_acknowledged_is_kept_once_through_every_crash() -> None:
    with running_stack() as stack:
        assert durability(stack.database_url) == ["on", "on"]
        ledger, account = tried(stack)
    say(f"Seed {SEED}: {ledger.summary()}.")

    assert ledger.failures, "nobody noticed anything: nothing was tried"
    assert ledger.astray == []
    assert account.lost_answers() == []
    assert account.answers_beyond() == []
    assert account.strange_words() == []
    each_response_is_one_of_its_own(account)
    sent_is_what_was_sent(account)
    nothing_is_in_what_failed_to_begin(ledger, account)


def each_response_is_one_of_its_own(account: Account) -> None:
    keys = [one.response for one in account.told.values()]
    assert len(set(keys)) == len(keys)
    for word in account.told:
        holders = [key for key, one in account.stored.items() if word in one.words]
        assert holders == [account.told[word].response]


def sent_is_what_was_sent(account: Account) -> None:
    """Everybody pressed Submit until it was acknowledged, and nothing else was submitted."""
    assert all(one.sent for one in account.told.values())
    submitted = {key for key, one in account.stored.items() if one.is_submitted}
    assert submitted == {one.response for one in account.told.values() if one.pressed_send}


def nothing_is_in_what_failed_to_begin(ledger: Ledger, account: Account) -> None:
    """Who got no reply to the first button pressed it again, and so began once more."""
    begun = account.never_acknowledged()
    assert all(one.answers == {} and not one.is_submitted for one in begun)
    failed = [path for path, _status in ledger.failures if path.endswith("/begin-answering/")]
    assert len(begun) <= len(failed)
