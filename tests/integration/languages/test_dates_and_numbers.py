"""Dates, times and numbers follow the language of each request, and none is kept for the next."""

from __future__ import annotations

from datetime import UTC, date, datetime

import pytest
from django.utils import timezone, translation
from django.utils.formats import date_format

from fieldwork.models import Link
from fieldwork.selectors import texts_for
from questionnaires.forms import PageForm
from questionnaires.rendering import question_html, text_html
from tests.builders import compiled, question
from tests.pseudo import BRACKETED, pseudo

DAY = date(2026, 11, 22)
NOVEMBER = pseudo("November")


def test_english_dates_and_times_are_written_out() -> None:
    moment = timezone.localtime(datetime(2026, 11, 22, 14, 30, tzinfo=UTC))
    assert date_format(DAY) == "22 November 2026"
    assert date_format(moment, "DATETIME_FORMAT") == "22 November 2026, 14:30"
    assert date_format(moment, "TIME_FORMAT") == "14:30"


@pytest.mark.parametrize(
    ("language", "words"),
    [("cy", "22 Tachwedd 2026"), ("de", "22. November 2026"), (BRACKETED, f"«22 {NOVEMBER} 2026»")],
)
def test_other_languages_write_them_in_their_own_way(language: str, words: str) -> None:
    with translation.override(language):
        assert date_format(DAY) == words


def test_the_closing_date_in_a_question_is_in_the_language_of_the_request(link: Link) -> None:
    link.area.survey.closes_on = DAY
    read = {}
    for language in (BRACKETED, "en-gb", "cy", BRACKETED):
        with translation.override(language):
            texts = texts_for(link.area)
            read[language] = text_html("Until {closing_date}.", texts=texts)
    assert read == {
        BRACKETED: f"<p>Until «22 {NOVEMBER} 2026».</p>\n",
        "en-gb": "<p>Until 22 November 2026.</p>\n",
        "cy": "<p>Until 22 Tachwedd 2026.</p>\n",
    }


def test_the_limit_of_a_text_is_written_in_the_language_of_the_request() -> None:
    story = compiled(question("story", "long_text", max_length=10_000))
    written = {}
    for language in (BRACKETED, "en-gb", "de"):
        with translation.override(language):
            written[language] = question_html(story, value=None, error="", texts={})
    assert "10’000" in written[BRACKETED]
    assert "10,000 characters" in written["en-gb"]
    assert "10.000" in written["de"]


@pytest.mark.parametrize(
    ("language", "typed"),
    [
        ("cy", "Mawrth"),
        ("cy", "maw."),
        ("de", "März"),
        ("pl", "marca"),
        (BRACKETED, pseudo("March")),
        (BRACKETED, "March"),
        ("cy", "3"),
    ],
)
def test_a_month_is_read_by_its_name_in_the_language_of_the_request(
    language: str, typed: str
) -> None:
    with translation.override(language):
        form = form_of_date("27", typed, "2016")
        assert form.is_valid(), form.errors
    assert form.answers == {"last": "2016-03-27"}


def test_a_name_in_another_language_than_that_of_the_request_is_no_month() -> None:
    with translation.override("cy"):
        assert form_of_date("27", "Mawrth", "2016").is_valid()
    with translation.override("en-gb"):
        assert not form_of_date("27", "Mawrth", "2016").is_valid()


def test_a_day_that_does_not_exist_is_named_as_the_language_writes_it() -> None:
    with translation.override("cy"):
        form = form_of_date("30", "Chwefror", "2016")
        (error,) = form.errors["_last"]
    assert error.startswith("There is no 30 Chwefror 2016: ")


def form_of_date(day: str, month: str, year: str) -> PageForm:
    asked = compiled(question("last", "date"))
    typed = {"last-day": day, "last-month": month, "last-year": year}
    return PageForm((asked,), answers={}, texts={}, data=typed)
