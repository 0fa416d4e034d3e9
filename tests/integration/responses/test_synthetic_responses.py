"""Made-up responses: as people would give them, and only where nobody could take them for real."""

from __future__ import annotations

import json
from collections import Counter
from datetime import timedelta
from io import StringIO
from typing import Any

import pytest
from django.core.management import CommandError, call_command
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from fieldwork.models import Link, Survey
from questionnaires.core.routing import on_route, walk
from questionnaires.models import Version
from questionnaires.selectors import instrument_of
from responses.actions import synthesise_responses
from responses.models import Response
from tests.respondent import Respondent
from tests.surveys import link_to, survey_of


@pytest.fixture
def demonstration(larc7: Version) -> Survey:
    return demonstration_of(larc7)


def demonstration_of(version: Version, slug: str = "demonstration", **changes: Any) -> Survey:
    survey = survey_of(version, slug=slug, is_demonstration=True, **changes)
    for place in ("North", "South", "West"):
        link_to(survey, place)
    return survey


def responses_of(survey: Survey) -> list[tuple[str, str, str]]:
    """Area, day and answers of each response of *survey*, sorted."""
    rows = Response.objects.filter(area__survey=survey).select_related("area__local_authority")
    return sorted(
        (str(row.area), str(row.submitted_on), json.dumps(row.answers, sort_keys=True))
        for row in rows
    )


# What is made


def test_they_are_valid_answers_on_their_route(demonstration: Survey) -> None:
    synthesise_responses(survey=demonstration, count=60, seed=3)
    instrument = instrument_of(demonstration.version_id)
    for response in Response.objects.all():
        assert response.is_submitted
        assert on_route(instrument, response.answers) == response.answers
        for route_page in walk(instrument, response.answers):
            for question in route_page.questions:
                value = response.answers.get(question.code)
                assert question.type.clean(question, value) == value, question.code


def test_they_take_every_branch_and_leave_some_blank(demonstration: Survey) -> None:
    synthesise_responses(survey=demonstration, count=300, seed=3)
    answers = list(Response.objects.values_list("answers", flat=True))
    roles = Counter(given["role"]["choice"] for given in answers)
    assert roles.keys() == {"practitioner", "service_manager", "strategic_manager"}
    asked = set(instrument_of(demonstration.version_id).questions)
    assert set().union(*answers) == asked
    assert any("agency" not in given for given in answers)


def test_the_same_seed_gives_the_same_answers(larc7: Version) -> None:
    surveys = [demonstration_of(larc7, slug) for slug in ("one", "two", "three")]
    for survey, seed in zip(surveys, (5, 5, 6), strict=True):
        synthesise_responses(survey=survey, count=20, seed=seed)
    first, second, third = map(responses_of, surveys)
    assert first == second
    assert first != third


def test_every_area_gets_some_and_dates_lie_within_the_fieldwork(demonstration: Survey) -> None:
    synthesise_responses(survey=demonstration, count=200, seed=1)
    stored = Response.objects.select_related("area", "link")
    assert {str(response.area) for response in stored} == {"North", "South", "West"}
    assert all(response.link.area_id == response.area_id for response in stored)
    days = {response.submitted_on for response in stored}
    assert min(days) == demonstration.opens_on
    assert max(days) == timezone.localdate() - timedelta(days=1)


@pytest.mark.parametrize(("opened", "closed"), [(-20, -10), (0, 0), (0, 5), (5, 9)])
def test_no_date_lies_outside_a_survey_that_is_over_or_to_come(
    larc7: Version, opened: int, closed: int
) -> None:
    today = timezone.localdate()
    first, last = today + timedelta(days=opened), today + timedelta(days=closed)
    survey = demonstration_of(larc7, opens_on=first, closes_on=last)
    synthesise_responses(survey=survey, count=30, seed=1)
    days = set(Response.objects.values_list("submitted_on", flat=True))
    assert first <= min(days) <= max(days) <= last


def test_links_that_were_switched_off_get_none(demonstration: Survey) -> None:
    Link.objects.filter(area__local_authority__name="South").update(is_active=False)
    synthesise_responses(survey=demonstration, count=50, seed=1)
    assert {area for area, _day, _answers in responses_of(demonstration)} == {"North", "West"}


def test_they_leave_responses_of_people_alone(demonstration: Survey) -> None:
    respondent = Respondent(Link.objects.filter(area__survey=demonstration)[0]).begin()
    synthesise_responses(survey=demonstration, count=3, seed=1)
    assert not respondent.response.is_submitted
    assert Response.objects.count() == 4


def test_any_number_costs_the_same_few_statements(demonstration: Survey) -> None:
    instrument_of(demonstration.version_id)
    assert statements(demonstration, 1) == statements(demonstration, 100)
    assert statements(demonstration, 1)[-1].startswith("COPY responses_response")


def statements(survey: Survey, count: int) -> list[str]:
    with CaptureQueriesContext(connection) as queries:
        synthesise_responses(survey=survey, count=count, seed=1)
    kept = [query["sql"].strip() for query in queries.captured_queries]
    # The trail says how many there are, so its row differs.
    return [sql for sql in kept if "SAVEPOINT" not in sql and "accounts_auditevent" not in sql]


# Where it is refused


def test_a_survey_that_is_no_demonstration_is_refused(larc7_link: Link) -> None:
    survey = larc7_link.area.survey
    with pytest.raises(ValueError, match="Round one is not a demonstration"):
        synthesise_responses(survey=survey, count=1, seed=1)
    assert not Response.objects.exists()


# The command


def run(*arguments: str) -> str:
    out = StringIO()
    call_command("synthesise_responses", *arguments, stdout=out)
    return out.getvalue()


def test_the_command_tells_what_it_stored(demonstration: Survey) -> None:
    told = run("demonstration", "--count", "7", "--seed", "2")
    assert told == "7 synthetic responses are stored in Round one.\n"
    assert Response.objects.count() == 7


def test_the_command_refuses_in_one_sentence(larc7_link: Link) -> None:
    survey = larc7_link.area.survey
    empty = survey_of(survey.version, slug="empty", is_demonstration=True)
    refusals = {
        ("nowhere",): "There is no survey nowhere.",
        (empty.slug, "--count", "0"): "--count is 1 or more.",
        (empty.slug,): "Round one has no area with a working link.",
        (survey.slug,): ("Round one is not a demonstration: synthetic answers would spoil it."),
    }
    for arguments, sentence in refusals.items():
        with pytest.raises(CommandError) as refusal:
            run(*arguments)
        assert str(refusal.value) == sentence
    assert not Response.objects.exists()
