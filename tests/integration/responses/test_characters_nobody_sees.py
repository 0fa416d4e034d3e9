"""NUL and its kind, which PostgreSQL cannot store and no page can show, wherever they are sent."""

from __future__ import annotations

from http import HTTPStatus
from urllib.parse import quote

import pytest
from django.urls import reverse

from tests.respondent import Respondent
from tests.visits import PRACTITIONER, STORED

NUL = "\x00"


def spoilt(value: str | list[str]) -> str | list[str]:
    """The same with a NUL in the middle."""
    if isinstance(value, list):
        return value
    return f"{value[:1]}{NUL}{value[1:]}"


def test_what_is_typed_is_stored_without_them(respondent: Respondent) -> None:
    respondent.begin()
    for code, fields in PRACTITIONER.items():
        typed = {
            name: spoilt(value) if "--specify" in name or code in ("visits", "comments") else value
            for name, value in fields.items()
        }
        respondent.answer(**{code: typed})
    assert respondent.where == "check_answers"
    assert respondent.response.answers == STORED


def test_a_page_that_comes_back_with_an_error_shows_the_rest_of_the_text(
    respondent: Respondent,
) -> None:
    respondent.begin().answer(role=PRACTITIONER["role"], contacts=PRACTITIONER["contacts"])
    respondent.send({"number": "many", "school": f"Hill{NUL} School\x07"})
    assert respondent.errors == ["Enter figures only, such as 12 or 7.5"]
    assert respondent.fields["school"] == ["Hill School"]
    assert NUL not in respondent.page.raw_text


@pytest.mark.parametrize("name", ["role", "ages"])
def test_a_choice_with_one_is_no_choice(respondent: Respondent, name: str) -> None:
    respondent.begin().send({"role": "practitioner", name: f"practitioner{NUL}"})
    assert respondent.errors == ["Choose one of the answers in the list"]
    assert respondent.response.answers == {}


def test_a_resume_code_with_one_opens_nothing(respondent: Respondent) -> None:
    respondent.open(reverse("resume")).send(code=f"abcd{NUL}2345")
    assert respondent.status == HTTPStatus.OK
    assert len(respondent.errors) == 1


@pytest.mark.parametrize("field", ["_response", "csrfmiddlewaretoken"])
def test_a_mark_with_one_is_refused(respondent: Respondent, field: str) -> None:
    respondent.begin().send({"role": "practitioner", field: NUL * 20})
    assert respondent.status in (HTTPStatus.CONFLICT, HTTPStatus.FORBIDDEN)
    assert respondent.response.answers == {}


@pytest.mark.parametrize("address", ["/s/{}/", "/r/{}/", "/?code={}", "/s/abcd2345/{}/"])
def test_an_address_with_one_is_no_fault_of_ours(respondent: Respondent, address: str) -> None:
    reply = respondent.client.get(address.format(quote(f"ab{NUL}cd")), follow=True)
    assert reply.status_code in (HTTPStatus.OK, HTTPStatus.BAD_REQUEST, HTTPStatus.NOT_FOUND)
