"""Changing an answer that steers: the route changes with it, and nothing is lost on the way."""

import pytest
from django.urls import reverse

from tests.builders import all_of, definition_of_pages, options, page, question
from tests.publishing import published
from tests.respondent import Respondent
from tests.surveys import link_to, survey_of
from tests.visits import PRACTITIONER, STORED

TEAM = {"team": "The northern team"}


@pytest.fixture
def practitioner(respondent: Respondent) -> Respondent:
    """Somebody who has seen every page of the practitioners' branch."""
    return respondent.begin().answer(**PRACTITIONER)


def become(respondent: Respondent, role: str) -> Respondent:
    return respondent.open_page("role").send(role=role)


def pages_to_the_end(respondent: Respondent) -> list[str]:
    """The pages that follow when each is sent as it is."""
    pages = []
    while respondent.where != "check_answers":
        pages.append(respondent.where)
        respondent.send()
    return pages


def test_the_other_branch_takes_the_place_of_the_first(practitioner: Respondent) -> None:
    become(practitioner, "manager")
    assert pages_to_the_end(practitioner) == ["contacts", "team", "comments"]


def test_answers_of_the_branch_that_was_left_stay_and_come_back(practitioner: Respondent) -> None:
    become(practitioner, "manager")
    practitioner.answer(contacts={}, team=TEAM)
    assert practitioner.response.answers == STORED | {"role": {"choice": "manager"}} | TEAM
    become(practitioner, "practitioner")
    assert pages_to_the_end(practitioner) == ["contacts", "visits", "quality", "comments"]
    assert practitioner.response.answers == STORED | TEAM
    assert practitioner.open_page("visits").fields["school"] == [STORED["school"]]


def test_answers_off_the_route_are_not_read_back(practitioner: Respondent) -> None:
    become(practitioner, "manager").answer(contacts={}, team=TEAM)
    read_back = [line for lines in practitioner.check().answers_read_back() for line in lines]
    assert TEAM["team"] in read_back
    assert STORED["school"] not in read_back


def test_answers_off_the_route_are_deleted_when_the_answers_are_sent(
    practitioner: Respondent,
) -> None:
    become(practitioner, "manager").answer(contacts={}, team=TEAM)
    practitioner.check().send()
    assert practitioner.where == "thank_you"
    kept = {code: STORED[code] for code in ("ages", "contacts", "comments")}
    assert practitioner.response.answers == kept | {"role": {"choice": "manager"}} | TEAM


def test_blanks_are_not_sent(respondent: Respondent) -> None:
    respondent.begin().answer(role={"role": "manager"}, contacts={}, team={}, comments={}).send()
    assert respondent.response.answers == {"role": {"choice": "manager"}}


def test_a_page_of_the_branch_that_was_left_is_closed(practitioner: Respondent) -> None:
    become(practitioner, "manager").answer(contacts={}, team=TEAM)
    assert practitioner.open_page("visits").where == "check_answers"


def test_a_page_of_the_branch_that_was_left_in_another_tab_is_kept_until_it_is_back(
    practitioner: Respondent,
) -> None:
    other_tab = Respondent(practitioner.link, practitioner.client).open_page("visits")
    become(practitioner, "manager").answer(contacts={}, team=TEAM)
    other_tab.send(school="In the other tab")
    assert (other_tab.status, other_tab.heading) == (409, "Another page comes first")
    onward = other_tab.page.one("a", class_="govuk-button")["href"]
    assert onward == reverse("check_answers", args=[practitioner.link.code])
    become(practitioner, "practitioner")
    assert practitioner.open_page("visits").fields["school"] == ["In the other tab"]


def test_a_page_of_the_branch_that_was_left_in_another_tab_is_not_sent(
    practitioner: Respondent,
) -> None:
    other_tab = Respondent(practitioner.link, practitioner.client).open_page("visits")
    become(practitioner, "manager").answer(contacts={}, team=TEAM)
    other_tab.send(school="In the other tab")
    practitioner.check().send()
    assert practitioner.where == "thank_you"
    assert "school" not in practitioner.response.answers


WORRIES = definition_of_pages(
    page("role", question("role", choices=options("practitioner", "manager"), required=True)),
    page(
        "worries",
        question("worries"),
        **all_of({"question": "role", "any_of": ["practitioner"]}),
    ),
    page("help", question("help"), **all_of({"question": "worries", "any_of": ["yes"]})),
    page("comments", question("comments", "text")),
)
"""Only practitioners are asked whether they worry, and help follows a "yes" on any branch."""


def test_a_stranded_answer_steers_nothing(db: None) -> None:
    respondent = Respondent(link_to(survey_of(published(WORRIES)))).begin()
    respondent.answer(
        role={"role": "practitioner"}, worries={"worries": "yes"}, help={"help": "no"}, comments={}
    )
    become(respondent, "manager")
    assert pages_to_the_end(respondent) == ["comments"]
    assert respondent.open_page("help").where == "check_answers"
    assert {"worries", "help"} < respondent.response.answers.keys()
    respondent.send()
    assert respondent.response.answers == {"role": {"choice": "manager"}}
