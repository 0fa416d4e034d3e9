"""What depends on the type of an answer is asked of the type: no list of names stands elsewhere."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from questionnaires.core.answer_types import ANSWER_TYPES
from questionnaires.core.estimate import duration
from tests.builders import instrument_of_pages, page, question

PROJECT = Path(__file__).resolve().parents[2]
OUTSIDE = sorted(
    path
    for app in ("questionnaires", "responses", "exports", "disclosure", "fieldwork", "monitoring")
    for path in (PROJECT / app).rglob("*.py")
    if "answer_types" not in path.parts and "migrations" not in path.parts
)
ASKS_FOR_A_TYPE = re.compile(
    r"(?<!token\.)\btype(?:\.name)? *(?:==|!=|in ) "
    r"|isinstance\([^)]*\.type\b"
    r"|\" (?:not )?in [^#\n]*\.takes\b"
)


def test_nothing_outside_asks_which_type_a_question_has() -> None:
    found = {
        (path.name, line.strip())
        for path in OUTSIDE
        for line in path.read_text().splitlines()
        if ASKS_FOR_A_TYPE.search(line)
    }
    assert found == set()


@pytest.mark.parametrize("name", ANSWER_TYPES)
def test_every_type_says_how_long_it_takes(name: str) -> None:
    one = instrument_of_pages(page("only", question("q", name)))
    assert one.questions["q"].type.seconds(one.questions["q"]) > 0
    assert duration(one).shortest == 5


@pytest.mark.parametrize("name", ANSWER_TYPES)
def test_only_numbers_may_be_read_as_missing(name: str) -> None:
    may_be = ANSWER_TYPES[name].may_be
    assert may_be(-9, minimum=None) is (name == "number")
    assert not may_be(-7, minimum=0)
