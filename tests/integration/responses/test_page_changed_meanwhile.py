"""A page that was opened before another tab changed what it asks."""

from __future__ import annotations

import pytest

from fieldwork.models import Link
from tests.builders import all_of, definition_of_pages, options, page, question
from tests.publishing import published
from tests.respondent import Respondent
from tests.surveys import link_to, survey_of

MORE = definition_of_pages(
    page("role", question("role", choices=options("practitioner", "manager"), required=True)),
    page(
        "work",
        question("work", "text"),
        question("team", "text", **all_of({"question": "role", "any_of": ["manager"]})),
    ),
    page("comments", question("comments", "text")),
)
"""Managers are asked one question more on the page about work."""


@pytest.fixture
def link(db: None) -> Link:
    return link_to(survey_of(published(MORE)))


@pytest.fixture
def outdated(respondent: Respondent) -> Respondent:
    """A practitioner on the page about work, whom another tab has made a manager since."""
    respondent.begin().answer(role={"role": "practitioner"})
    other_tab = Respondent(respondent.link, respondent.client)
    other_tab.open_page("role").send(role="manager")
    return respondent


def test_it_is_shown_again_as_it_is_now_with_what_was_typed(outdated: Respondent) -> None:
    outdated.send(work="Visits")
    assert (outdated.status, outdated.heading) == (409, "Page work")
    assert "so it asks something else now" in outdated.page.text
    assert (outdated.fields["work"], outdated.fields["team"]) == (["Visits"], [""])


def test_a_question_that_was_not_on_it_does_not_count_as_left_blank(outdated: Respondent) -> None:
    outdated.send(work="Visits")
    assert outdated.response.answers == {"role": {"choice": "manager"}}


def test_sent_again_it_is_saved(outdated: Respondent) -> None:
    outdated.send(work="Visits").send(team="Twelve")
    assert outdated.where == "comments"
    assert outdated.response.answers["work"] == "Visits"
    assert outdated.response.answers["team"] == "Twelve"


def test_a_page_that_does_not_say_what_it_asked_is_shown_again(outdated: Respondent) -> None:
    fields = {name: value for name, value in outdated.fields.items() if name != "_asked"}
    reply = outdated.client.post(outdated.path, fields | {"work": "Visits"})
    assert reply.status_code == 409
    assert outdated.response.answers.keys() == {"role"}
