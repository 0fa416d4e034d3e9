"""What holds for the route through any questionnaire, whatever was answered."""

from collections.abc import Iterator, Mapping
from random import Random
from typing import Any

from hypothesis import given, settings
from hypothesis import strategies as st

from questionnaires.core.conditions import Condition, Match, Operator, ShownWhen
from questionnaires.core.instrument import Instrument, Page, Section
from questionnaires.core.question import Question
from questionnaires.core.routing import on_route, reached, walk, was_left
from tests.strategies import JUNK, answers, instruments, journeys, randoms, sample

Journey = tuple[Instrument, dict[str, Any]]

many = settings(max_examples=150)
"""A fault in routing shows only where several conditions meet."""


class WatchedAnswers(Mapping[str, Any]):
    """Answers that note which of them were looked at."""

    def __init__(self, answers: dict[str, Any]) -> None:
        self._answers = answers
        self.read: set[str] = set()

    def __getitem__(self, code: str) -> Any:
        self.read.add(code)
        return self._answers[code]

    def __iter__(self) -> Iterator[str]:
        self.read.update(self._answers)
        return iter(self._answers)

    def __len__(self) -> int:
        return len(self._answers)


def places(instrument: Instrument) -> list[tuple[Section, Page, Question]]:
    return [
        (section, page, question)
        for section in instrument.sections
        for page in section.pages
        for question in page.questions
    ]


def shown_codes(instrument: Instrument, answers: Mapping[str, Any]) -> list[str]:
    return [
        question.code
        for route_page in walk(instrument, answers)
        for question in route_page.questions
    ]


def is_met(condition: Condition, answer: Any, source: Question) -> bool:
    """Return whether *condition* is met by the *answer* on the route, None for none."""
    if condition.operator is Operator.ANSWERED:
        return answer is not None
    matching = set() if answer is None else source.type.codes(answer) & condition.choices
    return bool(matching) is (condition.operator is Operator.ANY_OF)


def is_shown(rule: ShownWhen, on_the_way: dict[str, Any], instrument: Instrument) -> bool:
    """Return whether *rule* holds, worked out apart from the code under test."""
    met = [
        is_met(
            condition, on_the_way.get(condition.question), instrument.questions[condition.question]
        )
        for condition in rule.conditions
    ]
    return all(met) if rule.match is Match.ALL or not met else any(met)


@given(journeys())
def test_the_walk_ends_and_is_the_same_each_time(journey: Journey) -> None:
    instrument, answered = journey
    route = list(walk(instrument, answered))
    assert len(route) <= len(instrument.pages)
    assert route == list(walk(instrument, answered))


@given(journeys())
def test_pages_come_in_the_order_of_the_questionnaire_and_once_at_most(journey: Journey) -> None:
    instrument, answered = journey
    order = list(instrument.pages)
    positions = [order.index(route_page.page.code) for route_page in walk(instrument, answered)]
    assert positions == sorted(set(positions))


@many
@given(journeys())
def test_a_question_is_asked_exactly_when_its_conditions_hold_on_the_route(
    journey: Journey,
) -> None:
    instrument, answered = journey
    on_the_way: dict[str, Any] = {}
    expected = []
    for section, page, question in places(instrument):
        rules = (section.shown_when, page.shown_when, question.shown_when)
        if all(is_shown(rule, on_the_way, instrument) for rule in rules):
            expected.append(question.code)
            on_the_way[question.code] = answered.get(question.code)
    assert shown_codes(instrument, answered) == expected


@given(journeys())
def test_every_stop_asks_something_or_is_a_page_of_information(journey: Journey) -> None:
    instrument, answered = journey
    for route_page in walk(instrument, answered):
        assert route_page.questions or not route_page.page.questions
        assert route_page.page in route_page.section.pages


@many
@given(journeys())
def test_no_answer_off_the_route_is_read(journey: Journey) -> None:
    instrument, answered = journey
    watched = WatchedAnswers(answered)
    route = list(walk(instrument, watched))
    assert watched.read <= {
        question.code for route_page in route for question in route_page.questions
    }


@many
@given(journeys(), st.data())
def test_changing_or_removing_answers_off_the_route_changes_nothing(
    journey: Journey, data: st.DataObject
) -> None:
    instrument, answered = journey
    shown = shown_codes(instrument, answered)
    others = data.draw(answers(instrument)) | {"no_such_question": data.draw(JUNK)}
    changed = {code: answered[code] for code in shown if code in answered}
    changed |= {code: value for code, value in others.items() if code not in shown}
    assert list(walk(instrument, changed)) == list(walk(instrument, answered))
    assert on_route(instrument, changed) == on_route(instrument, answered)


@given(journeys())
def test_pruning_to_the_route_keeps_the_route_and_prunes_once(journey: Journey) -> None:
    instrument, answered = journey
    kept = on_route(instrument, answered)
    assert all(answered[code] is value and value is not None for code, value in kept.items())
    assert list(walk(instrument, kept)) == list(walk(instrument, answered))
    assert on_route(instrument, kept) == kept


@given(journeys())
def test_the_open_part_of_a_route_is_its_beginning_up_to_the_first_page_not_saved(
    journey: Journey,
) -> None:
    instrument, answered = journey
    route = list(walk(instrument, answered))
    opened = reached(route, answered)
    assert opened == route[: len(opened)]
    assert all(was_left(route_page, answered) for route_page in opened[:-1])
    assert opened == route or not was_left(opened[-1], answered)


@given(instruments(), randoms())
def test_saving_page_after_page_leads_to_the_end(instrument: Instrument, random: Random) -> None:
    answered: dict[str, Any] = {}
    for _page in instrument.pages:
        opened = reached(list(walk(instrument, answered)), answered)
        if opened and not was_left(opened[-1], answered):
            answered |= {asked.code: sample(asked, random) for asked in opened[-1].questions}
    route = list(walk(instrument, answered))
    assert all(was_left(route_page, answered) for route_page in route)
    assert set(answered) == set(shown_codes(instrument, answered))


@given(instruments(), randoms())
def test_answering_along_the_walk_leads_the_same_way_as_walking_afterwards(
    instrument: Instrument, random: Random
) -> None:
    answered: dict[str, Any] = {}
    met = []
    for route_page in walk(instrument, answered):
        met.append(route_page)
        answered |= {asked.code: sample(asked, random) for asked in route_page.questions}
    assert met == list(walk(instrument, answered))
