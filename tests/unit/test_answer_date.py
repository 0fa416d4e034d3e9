"""A day, typed as day, month and year."""

from datetime import date

import pytest

from questionnaires.core.answer_types import AnswerError, Filled
from tests.builders import answered, compiled, question

DATE = compiled(question("held", "date"))


def fields(day: str, month: str, year: str) -> dict[str, str]:
    return {"held-day": day, "held-month": month, "held-year": year}


@pytest.mark.parametrize(
    ("typed", "stored"),
    [
        (("27", "3", "2016"), "2016-03-27"),
        ((" 07", "03 ", "2016"), "2016-03-07"),
        (("29", "2", "2016"), "2016-02-29"),
        (("1", "1", "1900"), "1900-01-01"),
    ],
)
def test_stores_the_day_in_the_order_year_month_day(
    typed: tuple[str, str, str], stored: str
) -> None:
    assert answered(DATE, fields(*typed)) == stored


@pytest.mark.parametrize("form", [{}, fields("", "", ""), fields(" ", "\x00", "")])
def test_nothing_typed_is_a_blank(form: dict[str, str]) -> None:
    assert answered(DATE, form) is None


def test_a_required_date_that_is_missing_is_asked_for_at_the_day() -> None:
    required = compiled(question("held", "date", required=True))
    with pytest.raises(AnswerError, match="^Give an answer$") as (refused):
        answered(required, {})
    assert refused.value.input_id == "id_held-day"


@pytest.mark.parametrize(
    "typed",
    [
        ("30", "2", "2016"), ("29", "2", "2015"), ("0", "1", "2016"), ("1", "13", "2016"),
        ("1", "1", ""), ("", "1", "2016"), ("1", "March", "2016"), ("1.5", "1", "2016"),
        ("1", "1", "10000"), ("1", "1", "9" * 30), ("1", "1", "9" * 20_000), ("-1", "1", "2016"),
    ],
)  # fmt: skip
def test_what_is_not_a_real_day_is_refused(typed: tuple[str, str, str]) -> None:
    with pytest.raises(AnswerError) as refused:
        answered(DATE, fields(*typed))
    reason = "Enter a real date with a day, a month and a year, such as 27 3 2016"
    assert str(refused.value) == reason
    assert refused.value.input_id == "id_held-day"


@pytest.mark.parametrize("year", ["16", "1899"])
def test_a_year_that_must_be_a_slip_is_refused_at_the_year(year: str) -> None:
    with pytest.raises(AnswerError, match="^Enter a real date with a day, a month and") as refused:
        answered(DATE, fields("27", "3", year))
    assert refused.value.input_id == "id_held-year"


def test_shows_the_parts_as_typed() -> None:
    posted = {"day": "30", "month": "Feb", "year": None}
    assert DATE.type.filled(DATE, posted) == Filled(texts={"day": "30", "month": "Feb", "year": ""})


def test_shows_a_stored_day_without_leading_noughts() -> None:
    shown = Filled(texts={"day": "7", "month": "3", "year": "2016"})
    assert DATE.type.filled(DATE, "2016-03-07") == shown


@pytest.mark.parametrize("junk", [None, 5, "soon", "2016-02-30", ["1"], {"day": 1}])
def test_shows_empty_boxes_for_what_is_not_a_date(junk: object) -> None:
    assert DATE.type.filled(DATE, junk) == Filled(texts={"day": "", "month": "", "year": ""})


def test_is_read_back_as_a_date_for_the_reader_s_language() -> None:
    assert DATE.type.reading(DATE, "2016-03-07") == [date(2016, 3, 7)]
