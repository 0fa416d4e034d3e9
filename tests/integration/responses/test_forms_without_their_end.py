"""Forms that lost their end on the way, and with it the length that would have told so."""

from __future__ import annotations

from typing import Any

import pytest
from django.http import HttpResponse
from django.urls import reverse
from hypothesis import given
from hypothesis import strategies as st
from hypothesis.extra.django import TestCase

from responses.models import Response
from tests.markup import parse
from tests.publishing import published
from tests.respondent import Respondent
from tests.surveys import link_to, survey_of
from tests.visits import PRACTITIONER, STORED, VISITS


def post(respondent: Respondent, fields: dict[str, Any], path: str = "") -> HttpResponse:
    return respondent.client.post(path or respondent.path, fields)


def without_end(respondent: Respondent) -> dict[str, list[str]]:
    return {name: value for name, value in respondent.fields.items() if name != "_end"}


def test_every_form_of_a_respondent_ends_with_the_same_field(respondent: Respondent) -> None:
    for page in (respondent.start().page, respondent.begin().page):
        form = page.one("form")
        controls = [one for one in form.elements() if one.tag in ("input", "textarea", "button")]
        assert controls[-1]["name"] == "_end"
    respondent.answer(**PRACTITIONER)
    assert respondent.where == "check_answers"
    assert respondent.page.one("form").all("input")[-1]["name"] == "_end"


def test_a_page_without_its_end_wipes_nothing(respondent: Respondent) -> None:
    respondent.begin().answer(**PRACTITIONER).open_page("visits")
    hidden = {
        name: respondent.fields[name] for name in ("csrfmiddlewaretoken", "_response", "_asked")
    }
    reply = post(respondent, hidden)
    assert reply.status_code == 400
    assert respondent.response.answers == STORED


def test_it_comes_back_with_what_arrived_over_what_is_stored(respondent: Respondent) -> None:
    respondent.begin().answer(**PRACTITIONER).open_page("visits")
    fields = without_end(respondent) | {"number": "7"}
    del fields["school"]
    reply = post(respondent, fields)
    respondent.page = parse(reply.content.decode())
    assert "arrived incomplete" in respondent.page.text
    assert respondent.fields["number"] == ["7"]
    assert respondent.fields["school"] == [STORED["school"]]
    respondent.send()
    assert respondent.response.answers == STORED | {"number": 7}


@pytest.mark.parametrize("button", ["_later", "_back", "_language", "_keep"])
def test_no_button_of_it_does_anything(respondent: Respondent, button: str) -> None:
    respondent.begin()
    reply = post(respondent, without_end(respondent) | {button: "1", "role": "manager"})
    assert reply.status_code == 400
    assert (respondent.response.answers, respondent.response.resume_digest) == ({}, None)


def test_answers_are_not_sent_by_it(respondent: Respondent) -> None:
    """What was cut off may be the button that was pressed: "Save and come back later"."""
    respondent.begin().answer(**PRACTITIONER)
    post(respondent, without_end(respondent))
    assert not respondent.response.is_submitted


def test_nobody_begins_or_goes_on_by_it(respondent: Respondent) -> None:
    respondent.start()
    begin = reverse("begin", args=[respondent.link.code])
    reply = post(respondent, without_end(respondent), begin)
    assert reply.headers["Location"] == reverse("start", args=[respondent.link.code])
    assert not Response.objects.exists()


class TestAnyPartOfAForm(TestCase):
    """A page cut off anywhere leaves what is stored as it is."""

    @given(st.data())
    def test_what_is_stored_stays(self, data: st.DataObject) -> None:
        respondent = Respondent(link_to(survey_of(published(VISITS))))
        respondent.begin().answer(**PRACTITIONER).open_page("visits")
        fields = list(respondent.fields.items())
        kept = data.draw(st.integers(0, len(fields) - 1))
        post(respondent, dict(fields[:kept]))
        assert respondent.response.answers == STORED
