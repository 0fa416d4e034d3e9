"""Pages that were sent without their token."""

from __future__ import annotations

import pytest
from django.test import Client
from django.urls import reverse

from fieldwork.models import Link
from responses.models import Response
from tests.markup import parse
from tests.respondent import Respondent
from tests.visits import PRACTITIONER


def test_a_page_sent_without_its_token_gets_our_explanation(respondent: Respondent) -> None:
    respondent.begin()
    reply = respondent.client.post(respondent.path, {"role": "manager"})
    assert reply.status_code == 403
    assert "This page could not be saved yet" in reply.content.decode()
    assert "no-store" in reply.headers["Cache-Control"]
    assert respondent.response.answers == {}


def test_a_page_without_its_token_comes_back_to_be_sent_again(respondent: Respondent) -> None:
    """A browser may drop the one cookie and keep the other."""
    respondent.begin().answer(**{code: PRACTITIONER[code] for code in ("role", "contacts")})
    del respondent.client.cookies["csrftoken"]
    fields = respondent.fields | {"school": "Hill School", "number": "many"}
    reply = respondent.client.post(respondent.path, fields, headers={"Origin": "http://testserver"})
    assert reply.status_code == 403
    respondent.page = parse(reply.content.decode())
    assert "nothing is saved yet" in respondent.page.text
    assert "school" not in respondent.response.answers
    assert respondent.fields["number"] == ["many"]
    assert respondent.send(number="12").where == "quality"
    assert respondent.response.answers["school"] == "Hill School"


@pytest.mark.parametrize(
    ("origin", "is_shown"),
    [("http://testserver", True), ("https://elsewhere.example", False), ("null", False)],
)
def test_a_page_without_its_token_shows_what_was_entered_unless_another_site_sent_it(
    respondent: Respondent, origin: str, is_shown: bool
) -> None:
    respondent.begin().answer(**{code: PRACTITIONER[code] for code in ("role", "contacts")})
    respondent.client.cookies.clear()
    fields = respondent.fields | {"school": "Hill School"}
    reply = respondent.client.post(respondent.path, fields, headers={"Origin": origin})
    assert reply.status_code == 403
    assert ("Hill School" in reply.content.decode()) is is_shown


def test_who_blocks_cookies_is_told_so_at_the_first_button(link: Link) -> None:
    respondent = Respondent(link).start()
    respondent.client.cookies.clear()
    respondent.send()
    assert (respondent.status, respondent.heading) == (403, "This page could not be saved yet")
    assert "Allow cookies for this website" in respondent.page.text
    assert not Response.objects.exists()


def test_nobody_can_begin_for_someone_else_from_another_site(link: Link) -> None:
    client = Client(enforce_csrf_checks=True)
    assert client.post(reverse("begin", args=[link.code])).status_code == 403
    assert not Response.objects.exists()
