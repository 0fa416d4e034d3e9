"""The hours of grace after the last day, and the end of them."""

from __future__ import annotations

from datetime import datetime, time, timedelta

import pytest
from django.utils import timezone
from django.utils.formats import date_format
from pytest_django import Settings

from fieldwork.models import Link, Survey
from responses.models import Response
from tests.integration.responses.codes import code_of, come_back
from tests.respondent import Respondent
from tests.visits import PRACTITIONER

State = Survey.State


def close(days_ago: int) -> Survey:
    """Let the last day be so many days ago."""
    Survey.objects.update(closes_on=timezone.localdate() - timedelta(days=days_ago))
    return Survey.objects.get()


@pytest.fixture
def at_nine(monkeypatch: pytest.MonkeyPatch) -> None:
    """The clock stands at nine in the morning of today."""
    nine = timezone.localtime().replace(hour=9, minute=0)
    monkeypatch.setattr(timezone, "now", lambda: nine)


@pytest.mark.parametrize("hours", [0, 1, 24, 168])
def test_the_states_follow_each_other_to_the_second(
    survey: Survey, settings: Settings, hours: int
) -> None:
    settings.GRACE_HOURS = hours
    second = timedelta(seconds=1)
    first = timezone.make_aware(datetime.combine(survey.opens_on, time.min))
    end = timezone.make_aware(datetime.combine(survey.closes_on + timedelta(days=1), time.min))
    assert survey.grace_ends_at == end + timedelta(hours=hours)
    states = [(first - second, State.SCHEDULED), (first, State.OPEN), (end - second, State.OPEN)]
    if hours:
        states += [(end, State.GRACE), (survey.grace_ends_at - second, State.GRACE)]
    states += [(survey.grace_ends_at, State.CLOSED)]
    assert [(moment, survey.state(moment)) for moment, _state in states] == states


# In the hours of grace


def test_those_under_way_may_finish_and_send(respondent: Respondent) -> None:
    respondent.begin().answer(role=PRACTITIONER["role"])
    close(1)
    rest = {code: fields for code, fields in PRACTITIONER.items() if code != "role"}
    respondent.start().answer(**rest).send()
    assert respondent.where == "thank_you"
    assert Response.objects.get().is_submitted


def test_a_code_still_leads_back(respondent: Respondent, link: Link) -> None:
    code = code_of(respondent.begin())
    close(1)
    assert come_back(link, code).where == "role"


@pytest.mark.parametrize(
    ("hours", "end"), [(24, "midnight at the end of {0}"), (12, "12 noon on {0}")]
)
def test_the_code_is_said_to_work_until_the_hours_are_over(
    respondent: Respondent, settings: Settings, at_nine: None, hours: int, end: str
) -> None:
    settings.GRACE_HOURS = hours
    respondent.begin()
    close(1)
    respondent.send(_later="1")
    today = date_format(timezone.localdate(), "j F Y")
    assert f"until {end.format(today)}:" in respondent.page.text


def test_newcomers_are_too_late(respondent: Respondent, link: Link) -> None:
    respondent.start()
    survey = close(1)
    respondent.send()
    assert (respondent.status, respondent.heading) == (410, "This survey is closed")
    end = f"midnight at the end of {date_format(survey.closes_on + timedelta(days=1), 'j F Y')}"
    assert f"If you had begun, you can still finish until {end}." in respondent.page.text
    assert "00:00" not in respondent.page.text
    assert not Response.objects.exists()


def test_answers_that_are_sent_in_the_hours_of_grace_count_as_those_before(
    respondent: Respondent,
) -> None:
    words = {
        1: "Answers that are not sent by then are not used.",
        2: "Answers that were not sent are not used.",
    }
    for days_ago, said in words.items():
        close(days_ago)
        shown = respondent.start().page.text
        assert "Answers that were sent are part of the research." in shown
        assert said in shown


def test_who_has_sent_their_answers_begins_no_other(respondent: Respondent) -> None:
    respondent.begin().answer(**PRACTITIONER).send()
    close(1)
    assert respondent.start().heading == "This survey is closed"


def test_every_page_says_until_when(respondent: Respondent) -> None:
    respondent.begin().answer(**PRACTITIONER)
    close(0)
    for shown in (respondent.open_page("role"), respondent.check()):
        assert "You can still finish" not in shown.page.text
    close(1)
    end = f"midnight at the end of {date_format(timezone.localdate(), 'j F Y')}"
    for shown in (respondent.open_page("role"), respondent.send(role=""), respondent.check()):
        assert f"You can still finish and send your answers until {end}." in shown.page.text


# After them


@pytest.mark.parametrize(("hours", "days_ago"), [(0, 1), (24, 2)])
def test_then_the_pages_say_when_unsent_answers_are_deleted(
    respondent: Respondent, settings: Settings, hours: int, days_ago: int
) -> None:
    settings.GRACE_HOURS = hours
    respondent.begin()
    survey = close(days_ago)
    for shown in (respondent.start(), respondent.open_page("role"), respondent.check()):
        assert (shown.status, shown.heading) == (410, "This survey is closed")
        assert f"Its last day was {date_format(survey.closes_on, 'j F Y')}." in shown.page.text
        day = survey.closes_on + timedelta(days=1 + hours // 24 + settings.PURGE_AFTER_DAYS)
        assert f"They are deleted on {date_format(day, 'j F Y')}." in shown.page.text
        assert "you can still finish" not in shown.page.text
        assert "please contact Casey Contact <casey@example.org>" in shown.page.text


def test_after_the_day_of_deletion_the_page_speaks_of_it_as_past(
    respondent: Respondent, settings: Settings
) -> None:
    settings.GRACE_HOURS, settings.PURGE_AFTER_DAYS = 0, 2
    close(3)
    assert "They are deleted on" in respondent.start().page.text
    close(4)
    day = date_format(timezone.localdate() - timedelta(days=1), "j F Y")
    assert f"They were due to be deleted on {day}." in respondent.start().page.text


@pytest.mark.parametrize(("hours", "days_ago"), [(0, 1), (24, 2)])
def test_a_page_sent_then_is_not_saved(
    respondent: Respondent, settings: Settings, hours: int, days_ago: int
) -> None:
    settings.GRACE_HOURS = hours
    respondent.begin()
    close(days_ago)
    assert respondent.send(role="manager").status == 410
    assert respondent.response.answers == {}


def test_a_page_sent_then_comes_back_to_be_copied(respondent: Respondent) -> None:
    respondent.begin().answer(**{code: PRACTITIONER[code] for code in ("role", "contacts")})
    close(2)
    respondent.send(PRACTITIONER["visits"], number="many")
    assert respondent.heading == "This survey is closed"
    assert ["Hill School"] in respondent.answers_read_back()


def test_answers_sent_then_come_back_to_be_copied(respondent: Respondent) -> None:
    respondent.begin().answer(**PRACTITIONER)
    read_back = [lines for lines in respondent.answers_read_back() if lines != ["Not answered"]]
    close(2)
    respondent.send()
    assert respondent.heading == "This survey is closed"
    assert respondent.answers_read_back() == read_back
    assert not respondent.page.all(class_="govuk-summary-list__actions")


def test_a_page_sent_long_after_comes_back_too(respondent: Respondent) -> None:
    """By then the response is deleted, and perhaps the cookie gone."""
    respondent.begin()
    Response.objects.all().delete()
    Survey.objects.update(opens_on=timezone.localdate() - timedelta(days=200))
    close(100)
    assert respondent.send(role="manager").heading == "This survey is closed"
    assert ["Manager"] in respondent.answers_read_back()


def test_answers_are_not_sent_then(respondent: Respondent) -> None:
    respondent.begin().answer(**PRACTITIONER)
    close(2)
    assert respondent.send().status == 410
    assert not respondent.response.is_submitted
