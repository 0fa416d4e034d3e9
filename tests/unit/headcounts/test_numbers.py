"""What a cell says: whole numbers from 0 however they are written, no number, or neither."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from fieldwork.core.headcounts.numbers import (
    MOST,
    NotANumber,
    holds_number,
    looks_like_number,
    number_in,
)
from fieldwork.core.headcounts.sheets import BLANK, Cell, Kind

HEADCOUNTS = st.integers(0, MOST)
SPACES = [" ", "\xa0", "\u2009", "\u202f", "\u2007", "\u200b"]


def in_text(text: str) -> int | NotANumber | None:
    return number_in(Cell(Kind.TEXT, text))


@pytest.mark.parametrize(
    ("text", "number"),
    [
        *[("0", 0), ("52", 52), ("'52", 52), ("’52", 52), (" 455 ", 455), ("58.0", 58)],
        *[("1,204", 1204), ("1 204", 1204), ("1\xa0204", 1204), ("1\u202f204", 1204)],
        *[("1,000,000", 1_000_000), ("1,204.0", 1204), ("58.00", 58), ("\t7\n", 7)],
        *[("' 12", 12), ("\ufeff12\u200b", 12), ("007", 7), ("\u200e31\u200e", 31)],
        *[("５８", 58), ("٣", 3), ("１,２０４", 1204)],
    ],
)
def test_a_number_is_read_however_it_is_written(text: str, number: int) -> None:
    assert in_text(text) == number


@pytest.mark.parametrize(
    "text",
    ["", "  ", "n/a", "N/A", "NA", "na", "not applicable", "Not Applicable", " n/a ", "'", "n / a"],
)
def test_no_number_is_never_0(text: str) -> None:
    assert in_text(text) is None


@pytest.mark.parametrize(
    "text",
    [
        *("<5", "c.20", "20+", "10-15", "TBC", "-", "–", "72*", "18 (2 vacant)", "(45)", "1.204"),
        *("12,5", "0.5", "-3", "-0", "+5", "45%", "31/12/2025", "TRUE", "1e3", "1,2,3", "1,20"),
        *("1,2045", ",204", "1,204,5", "12 04", "1 2 0 4", "1,204 567", "1 204,567", "0,204"),
        *("1.000", "1.000,00", "58.", ".0", "0x10", "5²", "½", "Ⅻ", "五", "five", "nil", "none"),
        *("10\u00ad15", "=1+1", "£5", "5 5", "''5", "1_000", "n.a.", "not known", "?", "x" * 500),
        *("1٬204", "5\u20e3", "∞", "NaN", "1" * 31, "'" * 5000 + "5"),
    ],
)
def test_nothing_else_is_a_number(text: str) -> None:
    wrong = in_text(text)
    assert isinstance(wrong, NotANumber)
    assert "not a whole number" in str(wrong.message)
    assert len(str(wrong.message)) < 100


@pytest.mark.parametrize("text", ["#N/A", "#REF!", "#DIV/0!"])
@pytest.mark.parametrize("kind", [Kind.TEXT, Kind.ERROR])
def test_an_error_is_called_one(kind: Kind, text: str) -> None:
    wrong = number_in(Cell(kind, text))
    assert isinstance(wrong, NotANumber)
    assert str(wrong.message) == f"“{text}” is an error, not a number"


@pytest.mark.parametrize(
    ("value", "number"), [(0, 0), (-0.0, 0), (58.0, 58), (58.000000000000007, 58), (1e3, 1000)]
)
def test_a_stored_number_is_as_the_program_shows_it(value: float, number: int) -> None:
    assert number_in(Cell(Kind.NUMBER, value)) == number


@pytest.mark.parametrize("value", [-1, 0.5, 1.204, 57.9999, float("nan"), float("inf"), -1e-9])
def test_fractions_and_less_than_0_are_no_headcounts(value: float) -> None:
    wrong = number_in(Cell(Kind.NUMBER, value))
    assert isinstance(wrong, NotANumber)
    assert "is not a whole number" in str(wrong.message)


@pytest.mark.parametrize("value", [MOST + 1, 10**14, 1e300])
def test_more_people_than_there_can_be_are_a_slip(value: float) -> None:
    for cell in (Cell(Kind.NUMBER, value), Cell(Kind.TEXT, str(int(value))[:30])):
        wrong = number_in(cell)
        assert isinstance(wrong, NotANumber)
        assert "at most 1,000,000" in str(wrong.message)


@pytest.mark.parametrize(
    ("cell", "why"),
    [
        (Cell(Kind.BOOLEAN, "TRUE"), "“TRUE” is not a whole number"),
        (Cell(Kind.PERCENTAGE, "45%"), "“45%” is a percentage, not a whole number"),
        (Cell(Kind.DATE, "12/10/2026"), "“12/10/2026” is a date"),
        (Cell(Kind.FORMULA), "a formula whose result is not in the file"),
    ],
)
def test_what_is_no_number_says_what_it_is(cell: Cell, why: str) -> None:
    wrong = number_in(cell)
    assert isinstance(wrong, NotANumber)
    assert str(wrong.message).startswith(why)


def test_a_blank_cell_says_no_number() -> None:
    assert number_in(BLANK) is None


@given(number=HEADCOUNTS, space=st.sampled_from([*SPACES, ","]))
def test_groups_of_three_are_read_with_any_separator(number: int, space: str) -> None:
    written = f"{number:,}".replace(",", space)
    assert in_text(written) == number
    assert in_text(f"' {written}.0\xa0") == number


@given(number=HEADCOUNTS, cut=st.integers(1, 6), separator=st.sampled_from([*SPACES[:5], ","]))
def test_groups_of_other_sizes_are_no_number(number: int, cut: int, separator: str) -> None:
    digits = str(number)
    if len(digits) <= cut or cut == 3:
        return
    assert isinstance(in_text(f"{digits[:-cut]}{separator}{digits[-cut:]}"), NotANumber)


@given(st.text(max_size=40))
def test_any_text_is_a_number_or_none_or_told(text: str) -> None:
    found = in_text(text)
    if isinstance(found, NotANumber):
        assert str(found.message)
    elif found is not None:
        assert 0 <= found <= MOST
        assert any(map(str.isdecimal, text))


@given(st.floats())
def test_any_stored_number_is_whole_or_told(value: float) -> None:
    found = number_in(Cell(Kind.NUMBER, value))
    assert isinstance(found, NotANumber) or found == pytest.approx(value, rel=1e-14)


@pytest.mark.parametrize("text", ["<5", "c.20", "10-15", "12", "about 20", "18 (2 vacant)"])
def test_what_was_meant_as_a_number_looks_like_one(text: str) -> None:
    assert looks_like_number(Cell(Kind.TEXT, text))


@pytest.mark.parametrize(
    "text",
    ["TBC", "n/a", "31/12/2025", "01226 770770", "a1@example.org", "schools only (41 schools now)"],
)
def test_notes_dates_and_contacts_do_not_look_like_numbers(text: str) -> None:
    assert not looks_like_number(Cell(Kind.TEXT, text))


def test_numbers_under_an_unknown_heading_are_of_any_kind() -> None:
    assert holds_number(Cell(Kind.NUMBER, 0.5))
    assert holds_number(Cell(Kind.PERCENTAGE, "5%"))
    assert holds_number(Cell(Kind.TEXT, "1,204"))
    assert not holds_number(Cell(Kind.TEXT, "45 agency staff"))
    assert not holds_number(Cell(Kind.DATE, "01/01/2026"))
