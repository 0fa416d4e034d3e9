"""Responses that were never sent are deleted some days after closing, and a certificate says so."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from django.utils import timezone
from pytest_django import Settings

from fieldwork.actions import save_survey
from fieldwork.models import Survey
from responses.actions import purge_unfinished
from responses.models import PurgeCertificate, Response
from responses.tasks import purge_unfinished as purge_tonight
from tests.integration.responses.codes import code_of
from tests.integration.responses.test_cookies_and_headers import everything_stored
from tests.respondent import Respondent
from tests.surveys import link_to, survey_of
from tests.visits import PRACTITIONER

DAY = timedelta(days=1)


@pytest.fixture
def due(survey: Survey, respondent: Respondent) -> date:
    """The day on which the survey's responses are due: one is sent, two are not."""
    respondent.begin().answer(**PRACTITIONER).send()
    code_of(Respondent(respondent.link).begin())
    Respondent(respondent.link).begin().answer(**PRACTITIONER)
    return survey.purged_on


def test_it_is_due_some_days_after_the_hours_of_grace(survey: Survey, settings: Settings) -> None:
    settings.GRACE_HOURS, settings.PURGE_AFTER_DAYS = 24, 14
    assert survey.purged_on == survey.closes_on + 16 * DAY
    settings.GRACE_HOURS, settings.PURGE_AFTER_DAYS = 0, 1
    assert survey.purged_on == survey.closes_on + 2 * DAY


def test_only_what_was_never_sent_is_deleted(due: date, respondent: Respondent) -> None:
    purge_unfinished(on=due)
    assert Response.objects.get() == respondent.response


def test_a_survey_that_is_not_due_keeps_everything(due: date) -> None:
    assert purge_unfinished(on=due - DAY) == []
    assert Response.objects.count() == 3


def test_other_surveys_keep_theirs(due: date, survey: Survey) -> None:
    other = survey_of(survey.version, slug="other", closes_on=survey.closes_on + DAY)
    under_way = Respondent(link_to(other)).begin().response
    purge_unfinished(on=due)
    assert Response.objects.filter(pk=under_way.pk).exists()


def test_the_certificate_says_how_many_when_and_by_which_rule(
    due: date, survey: Survey, settings: Settings
) -> None:
    settings.GRACE_HOURS, settings.PURGE_AFTER_DAYS = 24, 14
    (certificate,) = purge_unfinished(on=due)
    stored = PurgeCertificate.objects.values(*("survey", "purged_on", "responses", "rule")).get()
    assert stored == {
        "survey": survey.pk,
        "purged_on": due,
        "responses": 2,
        "rule": f"Never sent; 24 hours and 14 days after the last day, {survey.closes_on}.",
    }
    assert str(certificate) == f"Round one, {due}: 2"


def test_nothing_else_is_kept(due: date) -> None:
    gone = Response.objects.filter(status=Response.Status.IN_PROGRESS)
    keys = [str(key) for key in gone.values_list("pk", flat=True)]
    assert len(keys) == 2
    assert all(key in everything_stored() for key in keys)
    purge_unfinished(on=due)
    kept = everything_stored()
    assert not [key for key in keys if key in kept]


def test_a_second_time_does_nothing(due: date) -> None:
    assert len(purge_unfinished(on=due)) == 1
    assert purge_unfinished(on=due) == purge_unfinished(on=due + DAY) == []
    assert PurgeCertificate.objects.count() == 1


def test_a_missed_night_is_made_up_for(due: date) -> None:
    (certificate,) = purge_unfinished(on=due + 5 * DAY)
    assert (certificate.purged_on, certificate.responses) == (due + 5 * DAY, 2)


def test_a_survey_that_was_prolonged_keeps_its_responses(due: date, survey: Survey) -> None:
    survey.closes_on += DAY
    save_survey(actor=None, survey=survey)
    assert purge_unfinished(on=due) == []


def test_the_nightly_task_goes_by_today(due: date, survey: Survey) -> None:
    purge_tonight()
    assert Response.objects.count() == 3
    long_ago = timezone.localdate() - 100 * DAY
    Survey.objects.filter(pk=survey.pk).update(opens_on=long_ago, closes_on=long_ago)
    purge_tonight()
    assert Response.objects.count() == 1
    assert PurgeCertificate.objects.get().purged_on == timezone.localdate()
