"""Whether anybody can meet a part of an instrument: a search through all ways to answer, exact.

It follows the walk (`routing.walk`): a question is asked where the conditions around it hold, and
what is answered there fulfils or fails conditions further on. Of all that a respondent may have
answered only this matters: which of the conditions that lead to the part, directly or through the
questions that they read, have failed or are fulfilled so far. Ways to answer that agree in this are
one, so the search goes from question to question with a small set of them. Where even that grows
too large it is given up: it never takes long.
"""

from __future__ import annotations

from collections.abc import Iterable
from functools import cached_property
from typing import NamedTuple

from questionnaires.core.conditions import Match, Operator, ShownWhen
from questionnaires.core.instrument import Instrument
from questionnaires.core.problems import Path, Problem, Severity
from questionnaires.core.question import Question, TooManyCombinations

MAX_STEPS = 200_000
"""Of all searches in one instrument together: about a second."""


class Reachability:
    """Answers questions about one instrument, until it has made too many steps."""

    def __init__(self, instrument: Instrument) -> None:
        self._instrument = instrument
        self._places = {code: n for n, code in enumerate(instrument.questions)}
        self._steps_left = MAX_STEPS

    @cached_property
    def _around(self) -> dict[str, list[ShownWhen]]:
        """By the code of each question: the conditions under which it is asked."""
        return {
            question.code: _conditional(section.shown_when, page.shown_when, question.shown_when)
            for section in self._instrument.sections
            for page in section.pages
            for question in page.questions
        }

    def can_meet(self, *goals: ShownWhen) -> bool:
        """Return whether somebody can meet parts that are shown when *goals* hold, all of them.

        Raise TooManyCombinations.
        """
        conditional = _conditional(*goals)
        questions = self._sources_of(conditional)
        rules = _Rules(conditional, [self._around[question.code] for question in questions])
        reached = {0}
        for question, asked_when, needed in zip(
            questions, rules.around, rules.needed_after, strict=True
        ):
            if_asked, if_not = rules.effects_of(question)
            self._spend(len(reached) * len(if_asked))
            reached = {
                (state | effect) & needed
                for state in reached
                for effect in (if_asked if asked_when.hold(state) else (if_not,))
                if not (state | effect) & rules.goal.of_all
            }
        return any(map(rules.goal.hold, reached))

    def _sources_of(self, goals: Iterable[ShownWhen]) -> list[Question]:
        """Return the questions on which *goals* depend, in the order in which they are asked."""
        found: set[str] = set()
        waiting = [condition.question for goal in goals for condition in goal.conditions]
        while waiting:
            code = waiting.pop()
            if code not in found:
                found.add(code)
                further = [one for rule in self._around[code] for one in rule.conditions]
                self._spend(1 + len(further))
                waiting += [condition.question for condition in further]
        return [
            self._instrument.questions[code] for code in sorted(found, key=self._places.__getitem__)
        ]

    def _spend(self, steps: int) -> None:
        self._steps_left -= steps
        if self._steps_left < 0:
            raise TooManyCombinations


def _conditional(*parts: ShownWhen) -> list[ShownWhen]:
    return [part for part in parts if part.conditions]


class _Mask(NamedTuple):
    """Some rules as bits: those of which all conditions must hold, those where any is enough."""

    of_all: int = 0
    of_any: int = 0

    def hold(self, state: int) -> bool:
        """Return whether the rules hold in *state*, once all that they read was passed."""
        return not state & self.of_all and state & self.of_any == self.of_any


class _Read(NamedTuple):
    """One condition of a rule: the bit of the rule, and what is asked of the question."""

    bit: int
    match: Match
    operator: Operator
    choices: frozenset[str]


class _Rules:
    """The rules that count for one search. What is known of them is a state, the bits of a number.

    The bit of a rule is set once it has failed, where all of its conditions must hold, or holds,
    where any is enough. `needed_after` says which bits matter behind each question.
    """

    def __init__(self, goals: list[ShownWhen], around: list[list[ShownWhen]]) -> None:
        self._bits: dict[int, int] = {}
        self._reads: dict[str, list[_Read]] = {}
        self.goal = self._mask(goals)
        self.around = [self._mask(rules) for rules in around]
        self.needed_after: list[int] = []
        needed = self.goal.of_all | self.goal.of_any
        for mask in reversed(self.around):
            self.needed_after.append(needed)
            needed |= mask.of_all | mask.of_any
        self.needed_after.reverse()

    def _mask(self, rules: list[ShownWhen]) -> _Mask:
        bits = {Match.ALL: 0, Match.ANY: 0}
        for rule in rules:
            bits[rule.match] |= self._bit(rule)
        return _Mask(bits[Match.ALL], bits[Match.ANY])

    def _bit(self, rule: ShownWhen) -> int:
        """Return the bit of *rule*, noting at the first time what it reads."""
        if id(rule) not in self._bits:
            bit = self._bits[id(rule)] = 1 << len(self._bits)
            for one in rule.conditions:
                read = _Read(bit, rule.match, one.operator, one.choices)
                self._reads.setdefault(one.question, []).append(read)
        return self._bits[id(rule)]

    def effects_of(self, question: Question) -> tuple[set[int], int]:
        """Return which bits an answer to *question* may set, and which are set without one.

        Where it is asked it can be left blank as well, unless it is required.
        """
        reads = self._reads.get(question.code, [])
        sets = {choices: n for n, choices in enumerate({read.choices for read in reads})}
        if_not = _effect(reads, sets, None)
        if_asked = {
            _effect(reads, sets, overlaps)
            for overlaps in question.type.overlaps(question, list(sets))
        }
        return (if_asked if question.required else if_asked | {if_not}), if_not


def _effect(reads: list[_Read], sets: dict[frozenset[str], int], overlaps: int | None) -> int:
    """Return the bits that are set by an answer that *overlaps* with sets, None for no answer."""
    bits = 0
    for read in reads:
        is_chosen = bool((overlaps or 0) >> sets[read.choices] & 1)
        holds = {
            Operator.ANSWERED: overlaps is not None,
            Operator.ANY_OF: is_chosen,
            Operator.NONE_OF: not is_chosen,
        }[read.operator]
        if holds is (read.match is Match.ANY):
            bits |= read.bit
    return bits


def unreachable(instrument: Instrument, reach: Reachability) -> list[Problem]:
    """Return the parts that nobody can meet, of each the outermost; and which were not tried."""
    found = _Unreachable(reach)
    for s, section in enumerate(instrument.sections):
        if not found.is_met(("sections", s), "section", section.shown_when):
            continue
        for p, page in enumerate(section.pages):
            at: Path = ("sections", s, "pages", p)
            if not found.is_met(at, "page", page.shown_when, section.shown_when):
                continue
            for q, one in enumerate(page.questions):
                around = (section.shown_when, page.shown_when)
                found.is_met((*at, "questions", q), "question", one.shown_when, *around)
    return found.problems


class _Unreachable:
    """Gathers the parts that nobody can meet."""

    def __init__(self, reach: Reachability) -> None:
        self._reach = reach
        self.problems: list[Problem] = []
        self._gave_up = False

    def is_met(self, path: Path, kind: str, own: ShownWhen, *around: ShownWhen) -> bool:
        """Return whether somebody can meet a part; note a problem where nobody can."""
        if not own.conditions or self._gave_up:
            return True
        try:
            if self._reach.can_meet(*around, own):
                return True
            reason = f"nobody can reach this {kind}: {self._why(own)}"
        except TooManyCombinations:
            self._gave_up = True
            reason = (
                f"whether anybody can reach this {kind}, and those behind it, was not tried: too "
                "many combinations of answers lead there"
            )
        self.problems.append(Problem((*path, "shown_when"), reason, Severity.WARNING))
        return self._gave_up

    def _why(self, own: ShownWhen) -> str:
        if self._reach.can_meet(own):
            return "its conditions cannot hold together with those around it"
        for condition in own.conditions:
            if not self._reach.can_meet(ShownWhen(Match.ALL, (condition,))):
                return f"no answer to {condition.question} can fulfil its condition"
        return "its conditions cannot hold together"
