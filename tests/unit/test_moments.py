"""Moments in words: a deadline leaves no doubt which day is meant."""

from __future__ import annotations

from datetime import UTC, date, datetime
from zoneinfo import ZoneInfo

import pytest
from django.test import override_settings
from django.utils import translation
from hypothesis import given
from hypothesis import strategies as st

from fieldwork.models import Survey
from fieldwork.moments import written_moment
from tests.pseudo import BRACKETED

LONDON = ZoneInfo("Europe/London")


@pytest.mark.parametrize(
    ("moment", "words"),
    [
        (datetime(2026, 11, 26, tzinfo=LONDON), "midnight at the end of 25 November 2026"),
        (datetime(2027, 1, 1, tzinfo=LONDON), "midnight at the end of 31 December 2026"),
        (
            datetime(2026, 11, 26, 0, 0, 59, tzinfo=LONDON),
            "midnight at the end of 25 November 2026",
        ),
        (datetime(2026, 11, 26, 12, tzinfo=LONDON), "12 noon on 26 November 2026"),
        (datetime(2026, 11, 26, 18, 30, tzinfo=LONDON), "18:30 on 26 November 2026"),
        (datetime(2026, 11, 26, 0, 1, tzinfo=LONDON), "00:01 on 26 November 2026"),
        (datetime(2026, 7, 26, 23, tzinfo=UTC), "midnight at the end of 26 July 2026"),
        (datetime(2026, 7, 26, 11, tzinfo=UTC), "12 noon on 26 July 2026"),
        (datetime(2026, 10, 25, tzinfo=LONDON), "midnight at the end of 24 October 2026"),
    ],
)
def test_midnight_belongs_to_the_day_that_ends_and_noon_is_named(
    moment: datetime, words: str
) -> None:
    assert written_moment(moment) == words


@given(st.datetimes(timezones=st.just(LONDON)))
def test_no_moment_is_told_as_the_hour_nought_of_a_day(moment: datetime) -> None:
    assert "00:00" not in written_moment(moment)


@pytest.mark.parametrize(
    ("hours", "words"),
    [
        (1, "01:00 on 25 November 2026"),
        (12, "12 noon on 25 November 2026"),
        (24, "midnight at the end of 25 November 2026"),
        (36, "12 noon on 26 November 2026"),
        (168, "midnight at the end of 1 December 2026"),
    ],
)
def test_the_end_of_the_hours_of_grace(hours: int, words: str) -> None:
    with override_settings(GRACE_HOURS=hours):
        survey = Survey(closes_on=date(2026, 11, 24))
        assert written_moment(survey.grace_ends_at) == words


@pytest.mark.parametrize("closes_on", [date(2027, 3, 27), date(2026, 10, 24)])
def test_a_night_in_which_the_clocks_change_ends_at_midnight_too(closes_on: date) -> None:
    with override_settings(GRACE_HOURS=24):
        words = written_moment(Survey(closes_on=closes_on).grace_ends_at)
    assert words.startswith("midnight at the end of ")


def test_other_languages_say_it_in_their_own_words() -> None:
    with translation.override(BRACKETED):
        assert written_moment(datetime(2026, 11, 26, tzinfo=LONDON)).startswith("⟦")
    with translation.override("cy"):
        words = written_moment(datetime(2026, 11, 26, tzinfo=LONDON))
    assert words.endswith(" 25 Tachwedd 2026")
