"""A response that was begun before its survey got another version of the questionnaire.

Nothing changes the version of a survey with responses today; whoever does it on purpose must not
break what people are in the middle of.
"""

from __future__ import annotations

from datetime import timedelta
from typing import Any

import pytest
from django.utils import timezone
from pytest_django import Settings

from fieldwork.models import Survey
from monitoring.actions import take_snapshots
from monitoring.models import AreaCount
from questionnaires.models import Version
from responses import link_cache
from responses.actions import synthesise_responses
from responses.cookie import COOKIE
from responses.models import Response
from tests.amendment import amend
from tests.builders import definition_of_pages, options, page, question
from tests.integration.responses.codes import code_of, come_back
from tests.outages import database_away
from tests.publishing import published
from tests.respondent import Respondent
from tests.translations import pseudo_translation
from tests.visits import PRACTITIONER, STORED, VISITS, pages_before

YES_RETIRED = {"code": "yes", "label": "Yes", "retired": True}
ELSE = {"code": "other", "label": "Something else", "specify": "Please specify"}
OTHER = definition_of_pages(
    page("role", question("role", choices=options("practitioner", "manager"), required=True)),
    page("new", question("new", "text")),
    page("contacts", question("contacts", choices=[YES_RETIRED, *options("no", ELSE, "unsure")])),
    slug=VISITS.slug,
)
REST = {code: fields for code, fields in PRACTITIONER.items() if code != "role"}


def amended(respondent: Respondent, *, translations: Any = None) -> Version:
    """Let the survey of *respondent* ask newcomers another version."""
    version = published(OTHER, translations)
    amend(respondent.link.area.survey, version)
    return version


@pytest.fixture
def later(respondent: Respondent) -> Version:
    """Another version, which the survey asks once somebody has answered a page of the first."""
    respondent.begin().answer(role=PRACTITIONER["role"])
    return amended(respondent)


def test_it_goes_on_with_the_questions_that_it_began_with(
    respondent: Respondent, later: Version
) -> None:
    respondent.answer(**REST).send()
    assert respondent.where == "thank_you"
    stored = Response.objects.get()
    assert stored.answers == STORED
    assert stored.version != later


def test_whoever_begins_now_is_asked_the_new_ones(respondent: Respondent, later: Version) -> None:
    newcomer = Respondent(respondent.link).begin().answer(role={"role": "manager"})
    assert newcomer.where == "new"
    assert newcomer.response.version == later


def test_a_page_of_the_new_one_is_no_page_of_the_old(
    respondent: Respondent, later: Version
) -> None:
    fields = respondent.fields | {"_asked": "new", "new": "words"}
    reply = respondent.client.post(respondent.address("new"), fields)
    assert reply.headers["Location"] == respondent.address("contacts")
    assert "new" not in respondent.response.answers
    assert respondent.open_page("contacts").status == 200


def test_its_answers_are_read_back_in_its_own_words(respondent: Respondent, later: Version) -> None:
    respondent.answer(**REST)
    assert ["Yes"] in respondent.check().answers_read_back()


def test_a_code_leads_back_to_its_own_questions(respondent: Respondent) -> None:
    respondent.begin().answer(role=PRACTITIONER["role"])
    code = code_of(respondent)
    amended(respondent)
    returned = come_back(respondent.link, code).answer(**REST).send()
    assert returned.where == "thank_you"
    assert Response.objects.get().answers == STORED


def test_it_is_not_offered_a_language_that_only_the_new_one_speaks(
    respondent: Respondent, settings: Settings
) -> None:
    settings.LANGUAGES = [("en-gb", "English"), ("cy", "Cymraeg")]
    survey = respondent.link.area.survey
    words = {"title": "Rownd", "organisation": "Prawf", "contact": "Ni"}
    survey.translations.create(language="cy", **words)
    respondent.begin().answer(role=PRACTITIONER["role"])
    code = code_of(respondent)
    amended(respondent, translations={"cy": pseudo_translation(OTHER)})
    for shown in (respondent.open_page("contacts"), come_back(respondent.link, code)):
        assert shown.where == "contacts"
        assert not shown.page.all("nav", class_="larc-languages")
    assert Respondent(respondent.link).start().page.all("nav", class_="larc-languages")


@pytest.mark.parametrize("page_code", ["contacts", "visits"])
def test_what_was_entered_is_shown_as_it_was_asked_when_the_place_is_lost(
    respondent: Respondent, page_code: str
) -> None:
    """One page is in both versions with other choices, one in the first alone."""
    respondent.begin().answer(**pages_before(page_code))
    amended(respondent)
    del respondent.client.cookies[COOKIE]
    respondent.send(PRACTITIONER[page_code])
    assert (respondent.status, respondent.heading) == (409, "This page could not be saved")
    entered = {"contacts": ["Yes"], "visits": ["Hill School"]}[page_code]
    assert entered in respondent.answers_read_back()


@pytest.mark.django_db(transaction=True)
@pytest.mark.parametrize("page_code", ["contacts", "visits"])
def test_a_page_comes_back_as_it_was_asked_while_the_database_is_away(
    respondent: Respondent, page_code: str
) -> None:
    respondent.begin().answer(**pages_before(page_code))
    heading = respondent.heading
    amended(respondent)
    link_cache.forget()
    Respondent(respondent.link).begin().answer(role={"role": "manager"})
    with database_away():
        respondent.send(PRACTITIONER[page_code])
    assert (respondent.status, respondent.heading) == (503, heading)
    respondent.send()
    assert respondent.where != page_code
    stored = respondent.response.answers
    assert stored == {code: value for code, value in STORED.items() if code in stored}


@pytest.mark.parametrize("version", ["", "x", "0", "9" * 9, "9" * 5000, "-1", "\0"])
def test_a_page_that_names_no_version_of_the_questionnaire_is_read_by_that_of_the_survey(
    respondent: Respondent, version: str
) -> None:
    respondent.begin().answer(role=PRACTITIONER["role"])
    del respondent.client.cookies[COOKIE]
    respondent.send(contacts="yes", _version=version)
    assert ["Yes"] in respondent.answers_read_back()


def test_a_page_of_another_questionnaire_is_not_shown(respondent: Respondent) -> None:
    secret = published(definition_of_pages(page("role", question("role")), slug="secret"))
    respondent.begin()
    del respondent.client.cookies[COOKIE]
    respondent.send(role="manager", _version=str(secret.pk))
    assert ["Manager"] in respondent.answers_read_back()


def test_responses_to_all_versions_are_counted_together(
    respondent: Respondent, later: Version
) -> None:
    respondent.answer(**REST).send()
    Respondent(respondent.link).begin().answer(
        role={"role": "manager"}, new={"new": "words"}, contacts={"contacts": "unsure"}
    ).send()
    yesterday = timezone.localdate() - timedelta(days=1)
    Response.objects.update(submitted_on=yesterday)
    take_snapshots(on=timezone.localdate())
    assert AreaCount.objects.get().submitted == 2


def test_made_up_answers_are_those_to_the_version_of_newcomers(
    survey: Survey, respondent: Respondent, later: Version
) -> None:
    amend(survey, later, is_demonstration=True)
    synthesise_responses(survey=survey, count=3, seed=1)
    assert Response.objects.filter(version=later).count() == 3
