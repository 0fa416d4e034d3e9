"""Numbers, typed in figures."""

import pytest

from questionnaires.core.question import AnswerError, Filled, Question
from tests.builders import answered, compiled, question

NUMBER = compiled(question("count", "number"))
LIMITED = compiled(question("count", "number", minimum=0, maximum=1500))
RATE = compiled(question("count", "number", minimum=0.1, maximum=99.9, decimals=2))


@pytest.mark.parametrize(
    ("typed", "stored"),
    [
        ("12", 12), (" 12 ", 12), ("012", 12), ("+12", 12), ("-3", -3), ("-0", 0), ("12.0", 12),
        ("1,234", 1234), ("1 234 567", 1_234_567), ("1\u00a0234", 1234), ("1000000000000", 10**12),
        ("1\u202f234", 1234), ("1\u2009234", 1234), ("1\u2007234", 1234), ("1٬234", 1234),
        ("\u200b12", 12), ("1\u00ad2\ufe0f", 12), ("\u200b 12 \u2060", 12), ("\u202a12\u202c", 12),
        ("１２", 12), ("٢٧", 27), ("۲۷", 27), ("२७", 27), ("𝟐𝟕", 27), ("－１２", -12), ("−3", -3),
        ("–3", -3), ("＋３", 3),
    ],
)  # fmt: skip
def test_stores_a_whole_number_as_an_integer(typed: str, stored: int) -> None:
    value = answered(NUMBER, {"count": typed})
    assert value == stored
    assert isinstance(value, int)


@pytest.mark.parametrize(
    ("typed", "stored"),
    [
        *(("7.5", 7.5), ("0.25", 0.25), (".5", 0.5), ("7.50", 7.5), ("7.", 7)),
        *(("７．５", 7.5), ("٧٫٥", 7.5), ("7.\u200b5", 7.5)),
    ],
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
        "£12", "12%", "½", "12 hours", "12hrs", "about 12", "12-15", "12–15", "1_0", "1__0", "²",
        "①", "Ⅻ", "1'000", "12,34,567", "1 5", "1.234.567", "1e5", "NaN", "Infinity", "1E5", "0b1",
    ],
)  # fmt: skip
def test_anything_but_figures_is_refused(typed: str) -> None:
    with pytest.raises(AnswerError, match="^Enter figures only, such as 12$") as refused:
        answered(NUMBER, {"count": typed})
    assert refused.value.input_id == "id_count"
    with pytest.raises(AnswerError, match="^Enter figures only, such as 12 or 7.5$"):
        answered(RATE, {"count": typed})


@pytest.mark.parametrize(
    ("typed", "meant"),
    [("1,5", "1.5"), ("1,50", "1.50"), ("1,2345", "1.2345"), ("-1,5", "-1.5"), ("１，５", "1.5")],
)
def test_a_decimal_comma_is_refused_and_shown_as_a_point(typed: str, meant: str) -> None:
    """Not guessed at: to one reader 1,500 is fifteen hundred, to another one and a half."""
    with pytest.raises(AnswerError) as refused:
        answered(RATE, {"count": typed})
    assert str(refused.value) == f"Write a point before decimals, not a comma: {meant}"
    with pytest.raises(AnswerError, match="^Enter a whole number, such as 12$"):
        answered(NUMBER, {"count": typed})


def test_a_very_long_text_with_a_comma_is_not_repeated() -> None:
    with pytest.raises(AnswerError, match="^Enter figures only, such as 12 or 7.5$"):
        answered(RATE, {"count": "9" * 20_000 + ",5"})


@pytest.mark.parametrize(
    ("typed", "reason"),
    [
        ("1000000000001", "Enter a number of 1000000000000 or less"),
        ("9" * 20_000, "Enter a number of 1000000000000 or less"),
        ("-1000000000001", "Enter a number of -1000000000000 or more"),
    ],
)
def test_a_number_that_no_column_could_hold_is_told_the_limit(typed: str, reason: str) -> None:
    with pytest.raises(AnswerError) as refused:
        answered(NUMBER, {"count": typed})
    assert str(refused.value) == reason


@pytest.mark.parametrize(
    ("fields", "keypad"),
    [
        ({}, "numeric"),
        ({"minimum": 0}, "numeric"),
        ({"decimals": 1}, "decimal"),
        ({"decimals": 2, "minimum": 0, "maximum": 80}, "decimal"),
        ({"decimals": 0, "maximum": 9}, "numeric"),
        ({"minimum": -5}, "text"),
        ({"minimum": -0.5, "decimals": 1}, "text"),
    ],
)
def test_a_phone_shows_every_key_that_an_answer_needs(
    fields: dict[str, float], keypad: str
) -> None:
    asked = compiled(question("count", "number", **fields))
    assert asked.type.keypad(asked) == keypad


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
