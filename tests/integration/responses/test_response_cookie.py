"""Without the response cookie, or with another one, nothing is read and nothing is saved."""

from __future__ import annotations

from uuid import UUID

import pytest
from django.urls import reverse

from fieldwork.models import Survey
from responses.cookie import COOKIE
from responses.models import Response
from tests.integration.responses.addresses import addresses
from tests.respondent import Respondent
from tests.surveys import link_to
from tests.visits import PRACTITIONER


def test_without_a_cookie_every_address_leads_to_the_start(respondent: Respondent) -> None:
    for path in addresses(respondent.link.code):
        assert respondent.open(path).where == "start"


@pytest.mark.parametrize("value", ["", "x", "\xff", ":" * 5000, f"{UUID(int=1)}:{'a' * 43}"])
def test_a_forged_cookie_is_no_place(respondent: Respondent, value: str) -> None:
    respondent.begin()
    respondent.client.cookies[COOKIE] = value
    assert respondent.open_page("role").where == "start"


def test_a_key_signed_for_something_else_is_no_place(respondent: Respondent) -> None:
    """The signature is bound to its purpose, so no other signed value can stand in."""
    from django.core.signing import Signer

    respondent.begin()
    respondent.client.cookies[COOKIE] = Signer().sign(str(respondent.response.pk))
    assert respondent.open_page("role").where == "start"


def test_the_place_in_one_area_is_none_in_another(respondent: Respondent, survey: Survey) -> None:
    respondent.begin()
    neighbour = Respondent(link_to(survey, "South"), respondent.client)
    assert neighbour.open_page("role").where == "start"
    assert "Are the unfinished answers yours?" not in neighbour.page.text


def test_a_place_whose_response_is_gone_leads_to_the_start(respondent: Respondent) -> None:
    respondent.begin()
    Response.objects.all().delete()
    assert respondent.open_page("role").where == "start"


def test_a_page_sent_without_a_place_is_explained(respondent: Respondent) -> None:
    respondent.begin()
    del respondent.client.cookies[COOKIE]
    respondent.send(role="manager")
    assert (respondent.status, respondent.heading) == (409, "This page could not be saved")
    (link,) = respondent.page.one("main").all("a")
    assert link["href"] == reverse("start", args=[respondent.link.code])
    assert respondent.page.one("form", id="resume")["action"] == reverse("resume")
    assert respondent.answers_read_back() == [["Manager"]]


def test_what_cannot_be_saved_is_shown_to_be_copied(respondent: Respondent) -> None:
    respondent.begin().answer(**{code: PRACTITIONER[code] for code in ("role", "contacts")})
    del respondent.client.cookies[COOKIE]
    respondent.send(PRACTITIONER["visits"], number="many", story="<b>Words & more</b> 👩🏽‍🚒")
    assert "What you entered" in respondent.page.text
    assert respondent.answers_read_back() == [
        ["27 March 2016"],
        ["Hill School"],
        ["<b>Words & more</b> 👩🏽‍🚒"],
    ]


@pytest.mark.parametrize("page_code", ["role", "comments"])
def test_a_page_of_another_response_is_refused_and_explained(
    respondent: Respondent, page_code: str
) -> None:
    """Whether or not the response that the cookie names now has come that far."""
    respondent.begin().answer(**PRACTITIONER)
    first = Respondent(respondent.link, respondent.client).open_page(page_code)
    answers = first.response.answers
    respondent.begin(start_again="1")
    first.send(role="manager", comments="Mixed up")
    assert (first.status, first.heading) == (409, "This page belongs to another response")
    entered = {"role": ["Manager"], "comments": ["Mixed up"]}[page_code]
    assert entered in first.answers_read_back()
    assert respondent.response.answers == {}
    assert Response.objects.exclude(pk=respondent.response.pk).get().answers == answers


def test_a_page_of_another_response_is_refused_after_submission_too(
    respondent: Respondent,
) -> None:
    """ "Thank you" would let the first person think that their answers had arrived."""
    first = Respondent(respondent.link, respondent.client)
    first.begin()
    respondent.begin(start_again="1").answer(**PRACTITIONER).send()
    assert respondent.where == "thank_you"
    assert first.send(role="manager").status == 409


@pytest.mark.parametrize("mark", ["", "x", "\0", "é" * 20])
def test_a_forged_mark_is_refused(respondent: Respondent, mark: str) -> None:
    respondent.begin().send(_response=mark, role="manager")
    assert respondent.status == 409
    assert respondent.response.answers == {}


def test_a_page_without_a_mark_is_refused(respondent: Respondent) -> None:
    respondent.begin()
    fields = {name: value for name, value in respondent.fields.items() if name != "_response"}
    assert respondent.client.post(respondent.path, fields).status_code == 409
