"""Taking a radio answer back where no script runs: by a button, and nothing else is lost."""

from __future__ import annotations

import pytest

from fieldwork.models import Link
from tests.builders import all_of, definition_of_pages, options, page, question
from tests.publishing import published
from tests.respondent import Respondent
from tests.surveys import link_to, survey_of

OTHER = {"code": "other", "label": "Something else", "specify": "Please specify"}
PAGES = definition_of_pages(
    page("role", question("role", choices=options("manager", "practitioner"), required=True)),
    page(
        "work",
        question("contacts", choices=options("yes", "no", OTHER)),
        question("quality", "grid", choices=options("good", "bad"), rows=options("time", OTHER)),
        question("ways", "multiple", choices=options("talks", "letters")),
        question("visits", "number", minimum=0),
    ),
    page(
        "team",
        question("team", choices=options("small", "large")),
        **all_of({"question": "role", "any_of": ["manager"]}),
    ),
)

TYPED = {
    "contacts": "other",
    "contacts-other--specify": "A friend",
    "quality-time": "good",
    "quality-other": "bad",
    "quality-other--specify": "Tea",
    "ways": ["talks", "letters"],
    "visits": "no number",
}
"""Something in every input, one of them wrong."""


@pytest.fixture
def link(db: None) -> Link:
    return link_to(survey_of(published(PAGES)))


@pytest.fixture
def at_work(respondent: Respondent) -> Respondent:
    return respondent.begin().send(role="manager")


def listed(fields: dict[str, str | list[str]]) -> dict[str, list[str]]:
    return {name: [value] if isinstance(value, str) else value for name, value in fields.items()}


@pytest.mark.parametrize("name", ["contacts", "quality-time", "quality-other"])
def test_the_page_comes_back_without_that_answer_alone(at_work: Respondent, name: str) -> None:
    at_work.send(TYPED, _clear=name)
    assert (at_work.status, at_work.where) == (200, "work")
    kept = {code: value for code, value in listed(TYPED).items() if code != name}
    assert kept.items() <= at_work.fields.items()
    assert name not in at_work.fields


def test_nothing_is_judged_and_nothing_saved(at_work: Respondent) -> None:
    at_work.send(TYPED, _clear="contacts")
    assert at_work.errors == []
    assert at_work.response.answers == {"role": {"choice": "manager"}}


def test_going_on_clears_what_was_saved_before(at_work: Respondent) -> None:
    answered = {**TYPED, "visits": "3"}
    at_work.send(answered).open_page("work")
    at_work.send(_clear="contacts").send(_clear="quality-time").send()
    assert at_work.where == "team"
    answers = at_work.response.answers
    assert answers["contacts"] is None
    assert answers["quality"] == {"rows": {"other": "bad"}, "specify": {"other": "Tea"}}
    assert (answers["ways"], answers["visits"]) == ({"choices": ["talks", "letters"]}, 3)


@pytest.mark.parametrize("value", ["", []])
def test_an_empty_value_is_no_answer(at_work: Respondent, value: str | list[str]) -> None:
    at_work.send({**TYPED, "visits": "3"}).open_page("work")
    nothing = {"quality-other": value, "quality-other--specify": ""}
    at_work.send({"contacts": value, "quality-time": value, **nothing})
    assert at_work.where == "team"
    answers = at_work.response.answers
    assert (answers["contacts"], answers["quality"]) == (None, None)


def test_a_change_from_the_check_page_still_leads_back_to_it(at_work: Respondent) -> None:
    at_work.send().send(team="small")
    assert at_work.where == "check_answers"
    (change,) = [link for link in at_work.page.all("a") if link.text == "Change What about team?"]
    at_work.open(change["href"]).send(_clear="team").send()
    assert at_work.where == "check_answers"
    assert at_work.response.answers["team"] is None


def test_a_page_that_left_the_route_meanwhile_keeps_the_rest(at_work: Respondent) -> None:
    at_work.send(contacts="yes")
    assert at_work.where == "team"
    other_tab = Respondent(at_work.link, at_work.client)
    other_tab.open_page("role").send(role="practitioner")
    at_work.send(team="small", _clear="team")
    assert at_work.status == 409
    assert at_work.response.answers.get("team") is None


@pytest.mark.parametrize("name", ["", "no_such_input", "asked", "csrfmiddlewaretoken", "response"])
def test_a_name_that_no_radio_button_has_is_no_error(at_work: Respondent, name: str) -> None:
    at_work.send(TYPED, _clear=name)
    assert at_work.where == "work"
    assert listed(TYPED).items() <= at_work.fields.items()
