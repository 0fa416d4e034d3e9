"""Which days are unusual."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from monitoring.surges import is_surge, surges_in

FIRST = date(2030, 1, 1)


@pytest.mark.parametrize(
    ("submitted", "best_before", "expected"),
    [(20, 0, False), (21, 0, True), (21, 6, True), (21, 7, False), (30, 10, False), (31, 10, True)],
)
def test_the_edges(submitted: int, best_before: int, expected: bool) -> None:
    assert is_surge(submitted, best_before=best_before) is expected


@given(
    st.dictionaries(st.dates(FIRST, FIRST + timedelta(days=20)), st.integers(1, 300)),
    st.dates(FIRST, FIRST + timedelta(days=20)),
)
def test_a_day_is_unusual_by_the_best_of_all_days_before_it(
    by_day: dict[date, int], since: date
) -> None:
    expected = [
        day
        for day in sorted(by_day)
        if by_day[day] > 20
        and by_day[day] > 3 * max((n for other, n in by_day.items() if other < day), default=0)
    ]
    assert [one.day for one in surges_in(by_day)] == expected
    later = [one.day for one in surges_in(by_day, since=since)]
    assert later == [day for day in expected if day >= since]
