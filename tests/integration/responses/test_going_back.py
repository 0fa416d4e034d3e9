"""The button Back: it saves what was given, demands nothing and drops nothing unasked."""

from __future__ import annotations

from itertools import pairwise

import pytest
from django.urls import reverse

from fieldwork.models import Survey
from tests.respondent import Respondent
from tests.visits import PRACTITIONER, STORED

TO_VISITS = {code: PRACTITIONER[code] for code in ("role", "contacts")}


@pytest.fixture
def at_visits(respondent: Respondent) -> Respondent:
    return respondent.begin().answer(**TO_VISITS)


def test_it_follows_the_route_to_the_start(respondent: Respondent) -> None:
    respondent.begin().answer(**PRACTITIONER)
    respondent.open_page(list(PRACTITIONER)[-1])
    pages = [respondent.address(code) for code in reversed(PRACTITIONER)]
    start = reverse("start", args=[respondent.link.code])
    for page, before in pairwise([*pages, start]):
        assert respondent.path == page
        assert respondent.go_back().path == before
    assert respondent.response.answers == STORED


def test_what_was_typed_is_saved(at_visits: Respondent) -> None:
    at_visits.go_back({"school": "Hill School"})
    assert at_visits.where == "contacts"
    assert at_visits.response.answers["school"] == "Hill School"
    assert at_visits.send().where == "visits"
    assert at_visits.fields["school"] == ["Hill School"]


def test_a_page_that_is_left_with_it_does_not_count_as_left_blank(at_visits: Respondent) -> None:
    at_visits.go_back({"school": "Hill School"})
    assert at_visits.response.answers.keys() == {"role", "ages", "contacts", "school"}
    assert at_visits.check().where == "visits"


def test_an_answer_that_was_removed_is_removed(respondent: Respondent) -> None:
    respondent.begin().answer(**PRACTITIONER)
    respondent.open_page("visits").go_back({"school": ""})
    assert respondent.response.answers == STORED | {"school": None}


def test_a_required_answer_is_not_demanded(respondent: Respondent) -> None:
    respondent.begin().go_back({"ages": ["young"]})
    assert respondent.where == "start"
    assert respondent.response.answers == {"ages": {"choices": ["young"]}}


def test_a_required_answer_that_was_given_is_not_lost(at_visits: Respondent) -> None:
    at_visits.open_page("role").go_back({"role": []})
    assert at_visits.response.answers["role"] == {"choice": "practitioner"}


def test_what_cannot_be_saved_is_shown_with_its_error(at_visits: Respondent) -> None:
    at_visits.go_back({"number": "many", "school": "Hill School"})
    assert at_visits.where == "visits"
    assert at_visits.errors == ["Enter figures only, such as 12 or 7.5"]
    assert at_visits.fields["number"] == ["many"]
    assert "go back without it" in at_visits.page.text
    assert "school" not in at_visits.response.answers


def test_only_who_says_so_goes_back_without_it(at_visits: Respondent) -> None:
    at_visits.go_back({"number": "many", "school": "Hill School"}).go_back(without=True)
    assert at_visits.where == "contacts"
    assert at_visits.response.answers["school"] == "Hill School"
    assert "number" not in at_visits.response.answers


def test_nobody_is_asked_about_an_empty_page_then(respondent: Respondent) -> None:
    Survey.objects.update(asks_about_empty_pages=True)
    respondent.begin().answer(role=PRACTITIONER["role"])
    assert respondent.go_back().where == "role"


def test_from_a_change_it_leads_to_the_check_page_and_saves(respondent: Respondent) -> None:
    respondent.begin().answer(**PRACTITIONER)
    respondent.open(f"{respondent.address('visits')}?return=check").go_back({"number": "7"})
    assert respondent.where == "check_answers"
    assert respondent.response.answers["number"] == 7


def test_from_a_page_that_another_tab_put_off_the_route_nothing_is_lost(
    respondent: Respondent,
) -> None:
    respondent.begin().answer(**PRACTITIONER)
    other_tab = Respondent(respondent.link, respondent.client).open_page("visits")
    respondent.open_page("role").send(role="manager")
    assert other_tab.go_back({"school": "Hill School"}).status == 409
    assert respondent.response.answers["school"] == "Hill School"


def test_after_submission_it_leads_to_the_thanks(respondent: Respondent) -> None:
    respondent.begin().answer(**PRACTITIONER)
    other_tab = Respondent(respondent.link, respondent.client).open_page("visits")
    respondent.send()
    assert other_tab.go_back().where == "thank_you"
