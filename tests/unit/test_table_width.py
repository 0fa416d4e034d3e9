"""From which width a grid is a table: the later, the more points and the longer words it has."""

from __future__ import annotations

import pytest

from questionnaires.core.question import Choice
from questionnaires.table_width import STEPS, table_class
from tests.surveys import larc7_definition

AGREEMENT = (
    "Strongly agree",
    "Agree",
    "Neither agree nor disagree",
    "Disagree",
    "Strongly disagree",
)
NEVER = 99


def scale(*labels: str, off: str = "") -> list[Choice]:
    points = [Choice(f"c{n}", label, n) for n, label in enumerate(labels)]
    return [*points, *([Choice("off", off, 99, off_scale=True)] if off else [])]


def width(*labels: str, off: str = "") -> int:
    """The width in rem from which such a scale stands side by side, or NEVER."""
    found = table_class(scale(*labels, off=off))
    return int(found.removeprefix("larc-grid--from-")) if found else NEVER


def test_every_grid_of_larc7_is_a_table_on_a_small_laptop() -> None:
    widths = {
        question.code: table_class(compiled)
        for section in larc7_definition().sections
        for page in section.pages
        for question in page.questions
        if question.type == "grid"
        for compiled in [
            [Choice(c.code, c.label, 1, off_scale=c.off_scale) for c in question.choices]
        ]
    }
    assert set(widths.values()) <= {f"larc-grid--from-{step}" for step in STEPS if step <= 58}


def test_the_usual_scales_need_least() -> None:
    assert width(*AGREEMENT, off="Don't know") == STEPS[0]
    assert width("Yes", "No") == STEPS[0]


def test_a_longer_word_needs_more_room_until_there_is_none() -> None:
    widths = [width(*["o" * letters] * 6) for letters in (4, 9, 10, 11, 12)]
    assert widths == [46, 54, 58, 63, NEVER]


def test_a_longer_scale_needs_more_room() -> None:
    widths = [width(*["Sometimes"] * points) for points in (2, 5, 6, 7, 8)]
    assert widths == [46, 50, 58, 63, NEVER]


def test_several_words_need_no_more_than_the_longest() -> None:
    assert width(*["one two three four five"] * 6) == width(*["three"] * 6)


@pytest.mark.parametrize("label", ["**Neither** agree nor disagree", "Neither agree\nnor disagree"])
def test_marks_and_line_breaks_are_no_letters(label: str) -> None:
    assert width(*[label] * 6) == width(*["Neither agree nor disagree"] * 6)


def test_wide_letters_count_for_more_and_accents_for_nothing() -> None:
    assert width(*["wwwwwwww"] * 6) > width(*["oooooooo"] * 6)
    assert width(*["o\u0301" * 9] * 6) == width(*["o" * 9] * 6)


def test_what_a_survey_fills_in_may_be_long() -> None:
    assert width(*["In {area}"] * 5) > width(*["In Kent"] * 5)
