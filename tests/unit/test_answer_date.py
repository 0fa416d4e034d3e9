"""A day, typed as day, month and year."""

from datetime import date

import pytest

from questionnaires.core.months import month_named
from questionnaires.core.question import AnswerError, Filled
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
        (("31", "12", "2100"), "2100-12-31"),
        (("27th", "3", "2016"), "2016-03-27"),
        (("1ST", "March,", "2016"), "2016-03-01"),
        (("27.", "3.", "2016."), "2016-03-27"),
        (("\u200b27", "\u2060Mar\u200b", "2016\ufeff"), "2016-03-27"),
        (("٢٧", "٣", "٢٠١٦"), "2016-03-27"),
        (("２７", "３", "２０１６"), "2016-03-27"),
        (("\u202a27\u202c", "Ｍａｒ", "𝟐𝟎𝟏𝟔"), "2016-03-27"),
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
    assert not refused.value.others


@pytest.mark.parametrize("number", range(1, 13))
def test_a_month_may_be_named_in_full_or_begun_with_three_letters_or_more(number: int) -> None:
    name = date(2016, number, 1).strftime("%B")
    for letters in range(3, len(name) + 1):
        for typed in (name[:letters], name[:letters].lower(), f"{name[:letters].upper()}."):
            assert answered(DATE, fields("5", typed, "2016")) == f"2016-{number:02}-05"


# What is wrong: each part has its own sentence and input

DAY = "Enter the day as a number from 1 to 31, such as 27"
MONTH = "Enter the month as a number or a name, such as 3 or March"
YEAR = "Enter all four figures of the year, such as 2016"
RANGE = "Enter a year from 1900 to 2100"


def wrong(*typed: str) -> list[tuple[str, str]]:
    """Return the part that each error leads to, and its sentence."""
    with pytest.raises(AnswerError) as refused:
        answered(DATE, fields(*typed))
    errors = [refused.value, *refused.value.others]
    return [(error.input_id.removeprefix("id_held-"), str(error)) for error in errors]


@pytest.mark.parametrize(
    "day", ["0", "32", "-1", "+1", "1.5", "1_0", "027", "27/3/2016", "27 March", "th", "first", "²",
            "x" * 20_000, "9" * 20_000],
)  # fmt: skip
def test_a_wrong_day_is_said_of_the_day(day: str) -> None:
    assert wrong(day, "3", "2016") == [("day", DAY)]


@pytest.mark.parametrize(
    "month", ["0", "13", "-3", "1_0", "003", "3rd", "Ma", "J", "Marsh", "Octember", "Q1", "Ⅲ", "³",
              "March 2016", "9" * 20_000],
)  # fmt: skip
def test_a_wrong_month_is_said_of_the_month(month: str) -> None:
    assert wrong("27", month, "2016") == [("month", MONTH)]


@pytest.mark.parametrize(
    "year", ["16", "'16", "016", "10000", "02016", "2_016", "2,016", "20I6", "-2016", "9" * 20_000]
)
def test_a_year_without_its_four_figures_is_said_of_the_year(year: str) -> None:
    assert wrong("27", "3", year) == [("year", YEAR)]


@pytest.mark.parametrize("year", ["1899", "2101", "0000", "9999"])
def test_a_year_that_must_be_a_slip_is_told_which_are_possible(year: str) -> None:
    assert wrong("27", "3", year) == [("year", RANGE)]


@pytest.mark.parametrize(
    ("typed", "missing"),
    [
        (("", "3", "2016"), [("day", "Enter the day")]),
        (("27", "\u200b", "2016"), [("month", "Enter the month")]),
        (("27", "3", " "), [("year", "Enter the year")]),
        (("27", "", ""), [("month", "Enter the month"), ("year", "Enter the year")]),
        (("", "", "2016"), [("day", "Enter the day"), ("month", "Enter the month")]),
    ],
)
def test_a_part_that_is_missing_is_asked_for(
    typed: tuple[str, str, str], missing: list[tuple[str, str]]
) -> None:
    assert wrong(*typed) == missing


def test_several_wrong_parts_are_all_named_in_their_order() -> None:
    assert wrong("99", "March 27", "16") == [("day", DAY), ("month", MONTH), ("year", YEAR)]
    assert wrong("27", "", "1066") == [("month", "Enter the month"), ("year", RANGE)]


@pytest.mark.parametrize(
    ("typed", "days"),
    [
        (("31", "February", "2016"), 29),
        (("29", "2", "2015"), 28),
        (("29", "Feb.", "1900"), 28),
        (("31st", "4", "2016"), 30),
        (("31", "11", "2016"), 30),
    ],
)
def test_a_day_that_its_month_does_not_have_is_named(
    typed: tuple[str, str, str], days: int
) -> None:
    ((part, sentence),) = wrong(*typed)
    assert part == "day"
    assert sentence.startswith(f"There is no {typed[0][:2]} {typed[2]}-")
    assert sentence.endswith(f": that month has {days} days")


# Months in the language of the reader

WELSH = (
    ("Ionawr", "Ion"), ("Chwefror", "Chwe"), ("Mawrth", "Maw"), ("Ebrill", "Ebr"), ("Mai",),
    ("Mehefin", "Meh"), ("Gorffennaf", "Gor"), ("Awst",), ("Medi",), ("Hydref", "Hyd"),
    ("Tachwedd", "Tach"), ("Rhagfyr", "Rhag"),
)  # fmt: skip


@pytest.mark.parametrize(
    ("typed", "month"),
    [("Mawrth", "3"), ("MAW.", "3"), ("chwef", "2"), ("Mai", "5"), ("\u200bAwst", "8")],
)
def test_a_name_of_the_reader_s_language_becomes_figures(typed: str, month: str) -> None:
    posted = {"day": "1", "month": typed, "year": "2016"}
    assert DATE.type.in_figures(posted, WELSH) == posted | {"month": month}


@pytest.mark.parametrize("typed", ["March", "3", "", "Me", None, 3, "Mehefinn"])
def test_anything_else_is_left_to_be_read_as_english_or_figures(typed: object) -> None:
    posted = {"day": "1", "month": typed, "year": "2016"}
    assert DATE.type.in_figures(posted, WELSH) == posted


def test_letters_with_which_two_months_begin_are_neither() -> None:
    french = (("janvier",), *[("",)] * 4, ("juin",), ("juillet",), *[("",)] * 5)
    assert month_named("jui", french) is None
    assert month_named("juil.", french) == 7


@pytest.mark.parametrize("junk", [None, 5, "2016-03-27", ["March"]])
def test_what_is_no_form_has_no_month_to_be_read(junk: object) -> None:
    assert DATE.type.in_figures(junk, WELSH) == junk


# How it shows


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
