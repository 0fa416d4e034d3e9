"""Whether a page left wholly empty is meant to be: asked once, where the survey wants it."""

from __future__ import annotations

import pytest
from pytest_django.asserts import assertNumQueries

from fieldwork.models import Survey
from tests.builders import definition_of_pages, page, question
from tests.publishing import published
from tests.respondent import Respondent
from tests.surveys import link_to, survey_of

QUESTION = "You have answered nothing on this page. If that is what you want, press Next again."


@pytest.fixture
def asking(survey: Survey) -> None:
    Survey.objects.update(asks_about_empty_pages=True)


def test_nobody_is_asked_unless_the_survey_wants_it(survey: Survey, respondent: Respondent) -> None:
    assert not survey.asks_about_empty_pages
    assert respondent.begin().send(role="manager").send().where == "team"


def test_it_is_asked_once(asking: None, respondent: Respondent) -> None:
    respondent.begin().send(role="manager")
    assert QUESTION not in respondent.page.text
    respondent.send()
    assert (respondent.status, respondent.where, respondent.errors) == (200, "contacts", [])
    assert QUESTION in respondent.page.text
    assert "contacts" not in respondent.response.answers
    assert respondent.send().where == "team"
    assert respondent.response.answers["contacts"] is None


def test_an_answer_given_instead_is_kept(asking: None, respondent: Respondent) -> None:
    respondent.begin().send(role="manager").send().send(contacts="yes")
    assert respondent.where == "team"
    assert respondent.response.answers["contacts"] == {"choice": "yes"}


def test_one_answer_is_enough(asking: None, respondent: Respondent) -> None:
    respondent.begin().send(role="practitioner").send(contacts="yes").send(number="1")
    assert respondent.where == "comments"


def test_a_wrong_entry_is_no_empty_page(asking: None, respondent: Respondent) -> None:
    respondent.begin().send(role="practitioner").send(contacts="yes").send(number="many")
    assert len(respondent.errors) == 1
    assert QUESTION not in respondent.page.text


def test_saving_for_later_asks_nothing(asking: None, respondent: Respondent) -> None:
    respondent.begin().send(role="manager").send(_later="1")
    assert respondent.heading == "Your answers are saved"


def test_a_page_without_questions_is_not_asked_about(db: None) -> None:
    pages = (page("welcome"), page("only", question("only")))
    survey = survey_of(published(definition_of_pages(*pages)))
    Survey.objects.update(asks_about_empty_pages=True)
    assert Respondent(link_to(survey)).begin().send().where == "only"


def test_asking_costs_no_query_more(asking: None, respondent: Respondent) -> None:
    respondent.begin().send(role="manager")
    with assertNumQueries(1):
        respondent.send()
