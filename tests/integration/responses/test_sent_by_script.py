"""What the page's script is told when it sends a form and stays on the page."""

from __future__ import annotations

import pytest
from django.http import HttpResponse
from django.urls import reverse

from responses.cookie import COOKIE
from tests.outages import database_refusing
from tests.respondent import Respondent
from tests.visits import PRACTITIONER

BY_SCRIPT = {"X-Requested-With": "fetch"}


def post(respondent: Respondent, path: str, **fields: str) -> HttpResponse:
    return respondent.client.post(path, respondent.fields | fields, headers=BY_SCRIPT)


def test_a_saved_page_names_the_next_one(respondent: Respondent) -> None:
    respondent.begin()
    reply = post(respondent, respondent.path, role="practitioner")
    assert (reply.status_code, reply.content) == (204, b"")
    assert reply.headers["Larc-Reply"] == "next"
    assert reply.headers["Larc-Next"] == respondent.address("contacts")
    assert "Location" not in reply.headers
    assert respondent.response.answers["role"] == {"choice": "practitioner"}


def test_beginning_gives_the_browser_its_place(respondent: Respondent) -> None:
    reply = post(respondent.start(), reverse("begin", args=[respondent.link.code]))
    assert reply.status_code == 204
    assert reply.headers["Larc-Next"] == respondent.address("role")
    assert reply.cookies[COOKIE]["httponly"]


def test_submitting_names_the_thanks(respondent: Respondent) -> None:
    respondent.begin().answer(**PRACTITIONER)
    reply = post(respondent, respondent.path)
    assert reply.headers["Larc-Next"] == reverse("thank_you", args=[respondent.link.code])
    assert respondent.response.is_submitted


@pytest.mark.parametrize("fields", [{"role": ""}, {"_response": "x"}], ids=["error", "refusal"])
def test_a_page_that_has_something_to_say_is_a_page(
    respondent: Respondent, fields: dict[str, str]
) -> None:
    respondent.begin()
    reply = post(respondent, respondent.path, **fields)
    assert reply.status_code in (200, 409)
    assert reply.headers["Larc-Reply"] == "page"
    assert b"<h1" in reply.content


def test_a_form_without_its_token_is_told_by_a_page(respondent: Respondent) -> None:
    respondent.begin()
    reply = respondent.client.post(respondent.path, {"role": "manager"}, headers=BY_SCRIPT)
    assert (reply.status_code, reply.headers["Larc-Reply"]) == (403, "page")


def test_what_arrived_incomplete_or_met_an_outage_stays_on_the_page(respondent: Respondent) -> None:
    """The browser still has all of it, so no page of ours may take its place."""
    respondent.begin()
    fields = {name: value for name, value in respondent.fields.items() if name != "_end"}
    reply = respondent.client.post(respondent.path, fields, headers=BY_SCRIPT)
    assert (reply.status_code, "Larc-Reply" in reply.headers) == (400, False)
    with database_refusing():
        reply = post(respondent, respondent.path, role="practitioner")
    assert (reply.status_code, "Larc-Reply" in reply.headers) == (503, False)


def test_without_script_nothing_is_told_to_it(respondent: Respondent) -> None:
    respondent.begin()
    reply = respondent.client.post(respondent.path, respondent.fields | {"role": ""})
    assert "Larc-Reply" not in reply.headers


def test_a_page_that_is_opened_is_drawn_or_redirects_as_ever(respondent: Respondent) -> None:
    respondent.begin()
    reply = respondent.client.get(respondent.address("comments"), headers=BY_SCRIPT)
    assert reply.status_code == 302
