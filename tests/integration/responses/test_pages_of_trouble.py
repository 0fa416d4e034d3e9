"""What a respondent sees when something is wrong, and where they are led."""

from __future__ import annotations

from datetime import timedelta

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone
from django.utils.formats import date_format

from fieldwork.models import Link, Survey
from responses.models import Response
from tests.integration.responses.addresses import addresses
from tests.respondent import Respondent
from tests.visits import PRACTITIONER

TODAY = timezone.localdate


# Links


@pytest.mark.parametrize("path", addresses("abcd2345"))
def test_an_unknown_link_is_explained(respondent: Respondent, path: str) -> None:
    respondent.open(path)
    assert respondent.status == 404
    assert respondent.heading == "This link does not lead to a survey"


@pytest.mark.parametrize("path", ["/no/such/", "/s/ab%00cd/", "/s/ünï/", "/s/a b/"])
def test_an_address_of_no_shape_is_not_found(client: Client, db: None, path: str) -> None:
    assert client.get(path).status_code == 404


def test_a_code_in_capitals_leads_to_its_survey(respondent: Respondent, link: Link) -> None:
    respondent.open(reverse("start", args=[link.code.upper()]))
    assert respondent.path == reverse("start", args=[link.code])
    assert respondent.heading == "Round one"
    assert respondent.open("/s/ABCD2345/").status == 404


def test_a_link_that_was_switched_off_is_not_found(respondent: Respondent) -> None:
    respondent.begin()
    Link.objects.update(is_active=False)
    for path in addresses(respondent.link.code):
        assert respondent.open(path).status == 404


def test_a_page_sent_through_a_link_that_was_switched_off_is_not_saved(
    respondent: Respondent,
) -> None:
    respondent.begin()
    Link.objects.update(is_active=False)
    assert respondent.send(role="manager").status == 404
    assert respondent.response.answers == {}


# Days


def test_before_the_first_day_the_start_page_says_when(respondent: Respondent) -> None:
    opens_on = TODAY() + timedelta(days=1)
    Survey.objects.update(opens_on=opens_on)
    respondent.start()
    assert (respondent.status, respondent.heading) == (200, "This survey is not open yet")
    closes_on = Survey.objects.get().closes_on
    assert (
        f"You can answer it from {date_format(opens_on, 'j F Y')} until"
        f" {date_format(closes_on, 'j F Y')}, with the same link." in respondent.page.text
    )
    assert "please contact Casey Contact <casey@example.org>" in respondent.page.text
    assert not respondent.page.all("form")


@pytest.mark.parametrize("day", [TODAY(), TODAY() - timedelta(days=7)], ids=["last", "first"])
def test_the_first_and_the_last_day_are_days_of_the_survey(
    respondent: Respondent, day: object
) -> None:
    Survey.objects.update(opens_on=TODAY(), closes_on=TODAY())
    assert respondent.begin().where == "role"


@pytest.mark.parametrize("days", [-1, 1], ids=["closed", "not yet open"])
def test_nobody_begins_outside_the_days_of_the_survey(respondent: Respondent, days: int) -> None:
    respondent.start()
    day = TODAY() + timedelta(days=days)
    Survey.objects.update(opens_on=day, closes_on=day)
    respondent.send()
    assert respondent.where == "start"
    assert not Response.objects.exists()


def test_who_has_sent_their_answers_may_read_the_thanks_after_the_last_day(
    respondent: Respondent,
) -> None:
    respondent.begin().answer(**PRACTITIONER).send()
    Survey.objects.update(closes_on=TODAY() - timedelta(days=1))
    assert respondent.open(respondent.path).heading == "Thank you"


# Pages


@pytest.mark.parametrize("page_code", ["comments", "visits", "team", "no_such_page", "role-"])
def test_a_page_that_is_too_far_on_or_off_the_route_leads_to_the_next_one(
    respondent: Respondent, page_code: str
) -> None:
    respondent.begin().answer(role={"role": "practitioner"})
    assert respondent.open_page(page_code).where == "contacts"


def test_a_page_that_another_tab_has_put_too_far_on_is_kept(respondent: Respondent) -> None:
    """The other tab says that the contacts are of interest, which puts a page before this one."""
    respondent.begin().answer(role={"role": "practitioner"}, contacts={}, visits={})
    other_tab = Respondent(respondent.link, respondent.client)
    other_tab.open_page("role").send(ages=["young"])
    respondent.send(comments="From the first tab")
    assert (respondent.status, respondent.heading) == (409, "Another page comes first")
    assert "What you entered on this page is saved." in respondent.page.text
    next_page = respondent.page.one("a", class_="govuk-button")["href"]
    assert next_page == respondent.address("quality")
    assert respondent.open(next_page).send().where == "comments"
    assert respondent.fields["comments"] == ["From the first tab"]


def test_what_is_wrong_on_such_a_page_is_said_to_be_lost(respondent: Respondent) -> None:
    respondent.begin().answer(**{code: PRACTITIONER[code] for code in ("role", "contacts")})
    other_tab = Respondent(respondent.link, respondent.client)
    other_tab.open_page("role").send(role="manager")
    respondent.send(number="many", school="Hill")
    assert "saved as far as it could be" in respondent.page.text
    assert respondent.response.answers["school"] == "Hill"
    assert "number" not in respondent.response.answers


def test_a_page_that_leaves_blanks_out_of_turn_is_asked_again(respondent: Respondent) -> None:
    respondent.begin()
    fields = respondent.fields | {"_asked": "comments", "comments": ""}
    assert respondent.client.post(respondent.address("comments"), fields).status_code == 409
    assert respondent.response.answers == {}


def test_a_page_that_does_not_exist_leads_on(respondent: Respondent) -> None:
    respondent.begin()
    reply = respondent.client.post(respondent.address("no_such_page"), respondent.fields)
    assert reply.headers["Location"] == respondent.address("role")


def test_there_are_no_thanks_before_the_answers_are_sent(respondent: Respondent) -> None:
    respondent.begin()
    assert respondent.open(reverse("thank_you", args=[respondent.link.code])).where == "start"
