"""The law of bands: what looks the same on a screen cannot be told apart by any screen."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from disclosure.bands import WIDTH, Band, at_least, band_of
from monitoring.wording import band_text

counts = st.integers(0, 5_000)
numbers_invited = st.none() | st.integers(0, 5_000)


@pytest.mark.parametrize(
    ("count", "invited", "text"),
    [
        (0, None, "0 to 4"),
        (4, None, "0 to 4"),
        (5, None, "5 to 9"),
        (1_003, None, "1000 to 1004"),
        (9, 30, "5 to 9"),
        (24, 30, "20 to 24"),
        (25, 30, "25 or more"),
        (30, 30, "25 or more"),
        (33, 30, "25 or more"),
        (24, 29, "20 or more"),
        (0, 9, "0 or more"),
        (3, 3, "0 or more"),
    ],
)
def test_the_band_of_a_count(count: int, invited: int | None, text: str) -> None:
    assert band_text(band_of(count, invited=invited)) == text


@pytest.mark.parametrize(("count", "invited"), [(-1, None), (0, -1)])
def test_people_are_not_counted_below_zero(count: int, invited: int | None) -> None:
    with pytest.raises(ValueError, match="from 0"):
        band_of(count, invited=invited)


@given(counts, numbers_invited)
def test_a_band_holds_its_count(count: int, invited: int | None) -> None:
    band = band_of(count, invited=invited)
    assert band.lower <= count
    assert band.upper is None or count <= band.upper


@given(counts, counts, numbers_invited)
def test_two_counts_of_one_band_look_the_same(count: int, other: int, invited: int | None) -> None:
    band, another = band_of(count, invited=invited), band_of(other, invited=invited)
    inside = band.lower <= other <= (other if band.upper is None else band.upper)
    assert inside == (band == another) == (band_text(band) == band_text(another))


@given(counts, numbers_invited)
def test_five_neighbours_share_a_band(count: int, invited: int | None) -> None:
    band = band_of(count, invited=invited)
    assert {band_of(band.lower + step, invited=invited) for step in range(WIDTH)} == {band}


@given(st.integers(WIDTH, 5_000))
def test_the_top_band_leaves_five_who_may_not_have_answered(invited: int) -> None:
    top = band_of(invited, invited=invited)
    assert top.upper is None
    assert invited - top.lower >= WIDTH


@given(st.lists(st.tuples(st.integers(0, 50), st.integers(0, 4), st.integers(0, 4))))
def test_a_total_moves_only_when_a_band_does(areas: list[tuple[int, int, int]]) -> None:
    today = [band_of(WIDTH * step + within) for step, within, _later in areas]
    later = [band_of(WIDTH * step + within) for step, _within, within in areas]
    assert at_least(today) == at_least(later) <= sum(5 * step + within for step, within, _ in areas)


def test_a_total_of_nothing() -> None:
    assert at_least([]) == 0
    assert at_least([Band(5, 9), Band(20)]) == 25
