"""What the page's script saves while a page is being filled in."""

from __future__ import annotations

import pytest
from django.http import HttpResponse
from pytest_django.asserts import assertNumQueries

from tests.outages import database_refusing
from tests.respondent import Fields, Respondent
from tests.visits import PRACTITIONER, STORED

BY_SCRIPT = {"X-Requested-With": "fetch"}
TO_VISITS = {code: PRACTITIONER[code] for code in ("role", "contacts")}


@pytest.fixture
def at_visits(respondent: Respondent) -> Respondent:
    return respondent.begin().answer(**TO_VISITS)


def keep(respondent: Respondent, fields: Fields | None = None) -> HttpResponse:
    data = {**respondent.fields, **(fields or {}), "_keep": "1"}
    return respondent.client.post(respondent.path, data, headers=BY_SCRIPT)


def test_answers_that_are_given_are_saved(at_visits: Respondent) -> None:
    reply = keep(at_visits, {"school": "Hill School", "number": "12"})
    assert (reply.status_code, reply.headers["Larc-Reply"]) == (204, "kept")
    assert at_visits.response.answers["school"] == "Hill School"
    assert at_visits.response.answers["number"] == 12


def test_the_page_is_still_to_be_answered(at_visits: Respondent) -> None:
    keep(at_visits, {"school": "Hill School"})
    assert at_visits.check().where == "visits"
    assert at_visits.fields["school"] == ["Hill School"]


def test_what_is_blank_or_wrong_is_left_as_it_was(respondent: Respondent) -> None:
    respondent.begin().answer(**PRACTITIONER).open_page("visits")
    keep(respondent, {"school": "", "number": "many", "story": "New words"})
    assert respondent.response.answers == STORED | {"story": "New words"}


def test_a_page_that_asks_something_else_by_now_saves_nothing(respondent: Respondent) -> None:
    respondent.begin().answer(**PRACTITIONER)
    tab = Respondent(respondent.link, respondent.client).open_page("visits")
    respondent.open_page("role").send(role="manager")
    before = respondent.response.answers
    assert keep(tab, {"school": "Hill School"}).headers["Larc-Reply"] == "kept"
    assert respondent.response.answers == before


@pytest.mark.parametrize("missing", ["_end", "_response"])
def test_a_form_that_is_not_whole_saves_nothing(at_visits: Respondent, missing: str) -> None:
    fields = {name: value for name, value in at_visits.fields.items() if name != missing}
    before = at_visits.response.answers
    data = fields | {"school": "Hill School", "_keep": "1"}
    reply = at_visits.client.post(at_visits.path, data, headers=BY_SCRIPT)
    assert reply.headers.get("Larc-Reply") != "kept"
    assert at_visits.response.answers == before


def test_after_submission_nothing_changes(respondent: Respondent) -> None:
    respondent.begin().answer(**PRACTITIONER)
    tab = Respondent(respondent.link, respondent.client).open_page("visits")
    respondent.send()
    before = respondent.response.answers
    keep(tab, {"school": "Another school"})
    assert respondent.response.answers == before


def test_in_an_outage_it_fails_without_a_fault(at_visits: Respondent) -> None:
    with database_refusing():
        reply = keep(at_visits, {"school": "Hill School"})
    assert (reply.status_code, "Larc-Reply" in reply.headers) == (503, False)


def test_it_costs_two_queries(at_visits: Respondent) -> None:
    keep(at_visits)
    with assertNumQueries(2):
        keep(at_visits, {"school": "Hill School"})
