"""Numbers, typed in figures."""

import pytest

from questionnaires.core.answer_types import AnswerError, Filled
from questionnaires.core.instrument import Question
from tests.builders import answered, compiled, question

NUMBER = compiled(question("count", "number"))
LIMITED = compiled(question("count", "number", minimum=0, maximum=1500))
RATE = compiled(question("count", "number", minimum=0.1, maximum=99.9, decimals=2))


@pytest.mark.parametrize(
    ("typed", "stored"),
    [
        ("12", 12), (" 12 ", 12), ("012", 12), ("+12", 12), ("-3", -3), ("-0", 0), ("12.0", 12),
        ("1,234", 1234), ("1 234 567", 1_234_567), ("1\u00a0234", 1234), ("1000000000000", 10**12),
    ],
)  # fmt: skip
def test_stores_a_whole_number_as_an_integer(typed: str, stored: int) -> None:
    value = answered(NUMBER, {"count": typed})
    assert value == stored
    assert isinstance(value, int)


@pytest.mark.parametrize(
    ("typed", "stored"), [("7.5", 7.5), ("0.25", 0.25), (".5", 0.5), ("7.50", 7.5), ("7.", 7)]
)
def test_stores_decimal_places_where_the_question_allows_them(typed: str, stored: float) -> None:
    assert answered(RATE, {"count": typed}) == stored


@pytest.mark.parametrize("typed", ["", "  ", "\x00"])
def test_nothing_typed_is_a_blank(typed: str) -> None:
    assert answered(NUMBER, {"count": typed}) is None


def test_a_required_number_that_is_missing_is_asked_for() -> None:
    required = compiled(question("count", "number", required=True))
    with pytest.raises(AnswerError, match="^Give an answer$") as (refused):
        answered(required, {"count": ""})
    assert refused.value.input_id == "id_count"
    assert answered(required, {"count": "0"}) == 0


@pytest.mark.parametrize(
    "typed",
    [
        "twelve", "12a", "1-2", "--1", ".", "-", "nan", "inf", "-Infinity", "1e3", "1_000", "0x10",
        "1000000000001", "9" * 20_000, "£12", "12%", "½",
    ],
)  # fmt: skip
def test_anything_but_figures_is_refused(typed: str) -> None:
    with pytest.raises(AnswerError, match="^Enter a number in figures, such as 12$") as refused:
        answered(NUMBER, {"count": typed})
    assert refused.value.input_id == "id_count"


@pytest.mark.parametrize("typed", ["1,5", "1,50", "12,34,567", "1 5", "1,2345"])
def test_a_comma_that_does_not_part_thousands_is_refused_not_guessed_at(typed: str) -> None:
    with pytest.raises(AnswerError, match="^Enter a number in figures, such as 12$"):
        answered(RATE, {"count": typed})


@pytest.mark.parametrize(
    ("typed", "asked", "reason"),
    [
        ("7.5", NUMBER, "Enter a whole number, such as 12"),
        ("7.125", RATE, "Enter no more than this many digits after the point: 2"),
    ],
)
def test_more_decimal_places_than_allowed_are_refused(
    typed: str, asked: Question, reason: str
) -> None:
    with pytest.raises(AnswerError) as refused:
        answered(asked, {"count": typed})
    assert str(refused.value) == reason
    assert refused.value.input_id == "id_count"


def test_the_limits_themselves_are_allowed() -> None:
    assert answered(LIMITED, {"count": "0"}) == 0
    assert answered(LIMITED, {"count": "1500"}) == 1500
    assert answered(RATE, {"count": "0.1"}) == 0.1
    assert answered(RATE, {"count": "99.9"}) == 99.9


def test_a_number_beyond_the_limits_is_refused_and_told_the_limit() -> None:
    with pytest.raises(AnswerError, match="^Enter a number of 0 or more$") as refused:
        answered(LIMITED, {"count": "-1"})
    assert refused.value.input_id == "id_count"
    with pytest.raises(AnswerError, match="^Enter a number of 1500 or less$"):
        answered(LIMITED, {"count": "1501"})
    with pytest.raises(AnswerError, match=r"^Enter a number of 0\.1 or more$"):
        answered(RATE, {"count": "0.09"})


def test_a_large_limit_is_told_in_full() -> None:
    asked = compiled(question("count", "number", maximum=1_234_567))
    with pytest.raises(AnswerError, match="^Enter a number of 1234567 or less$"):
        answered(asked, {"count": "1234568"})


def test_shows_what_was_typed_and_what_is_stored() -> None:
    assert NUMBER.type.filled(NUMBER, "twelve") == Filled(texts={"": "twelve"})
    assert NUMBER.type.filled(NUMBER, 1234) == Filled(texts={"": "1234"})
    assert NUMBER.type.filled(NUMBER, None) == Filled(texts={"": ""})


def test_a_small_number_is_shown_in_figures() -> None:
    tiny = compiled(question("count", "number", decimals=6))
    stored = answered(tiny, {"count": "0.00001"})
    assert tiny.type.filled(tiny, stored) == Filled(texts={"": "0.00001"})
    assert tiny.type.reading(tiny, stored) == ["0.00001"]


def test_is_read_back_in_figures() -> None:
    assert NUMBER.type.reading(NUMBER, 1234) == ["1234"]
    assert RATE.type.reading(RATE, 7.5) == ["7.5"]
