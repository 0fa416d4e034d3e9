"""Made-up respondents go the whole way of their role, not only its beginning."""

from pathlib import Path
from random import Random

import pytest

from questionnaires.core.compiler import compile_instrument
from questionnaires.core.estimate import duration
from questionnaires.core.instrument import Instrument
from questionnaires.core.routing import on_route, walk
from questionnaires.core.samples import sample_answers
from questionnaires.core.yaml_format import parse

LARC7 = Path("questionnaires/definitions/larc7.yaml")


@pytest.fixture(scope="module")
def larc7() -> Instrument:
    return compile_instrument(parse(LARC7.read_text(encoding="utf-8"), file=LARC7.name))


def test_between_them_made_up_respondents_answer_every_question(larc7: Instrument) -> None:
    random = Random(1)
    answered = {code for _ in range(200) for code in sample_answers(larc7, random)}
    assert answered == set(larc7.questions)


def test_each_answers_most_of_the_questions_of_their_route(larc7: Instrument) -> None:
    random = Random(2)
    for _ in range(50):
        answers = sample_answers(larc7, random)
        asked = [
            question for route_page in walk(larc7, answers) for question in route_page.questions
        ]
        assert len(answers) > len(asked) / 2


def test_nothing_is_answered_off_the_route(larc7: Instrument) -> None:
    answers = sample_answers(larc7, Random(3))
    assert on_route(larc7, answers) == answers


def test_the_same_seed_gives_the_same_answers(larc7: Instrument) -> None:
    assert sample_answers(larc7, Random(4)) == sample_answers(larc7, Random(4))


def test_larc7_takes_between_a_quarter_and_half_an_hour(larc7: Instrument) -> None:
    taken = duration(larc7)
    assert 10 <= taken.shortest <= taken.longest <= 30
