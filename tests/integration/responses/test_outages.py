"""While the database is away nothing is saved, and nothing that was typed is lost."""

from __future__ import annotations

import pytest
from django.core.cache import caches
from django.urls import reverse

from fieldwork.models import Link
from questionnaires.languages import languages_of
from responses import link_cache
from responses.models import Response
from tests.outages import database_away, database_lost_at
from tests.respondent import Respondent
from tests.visits import PRACTITIONER, STORED, pages_before

pytestmark = pytest.mark.django_db(transaction=True)

AWAY = "Our store of answers cannot be reached at the moment."


def notices(respondent: Respondent) -> list[str]:
    return [banner.text for banner in respondent.page.all(class_="govuk-notification-banner")]


@pytest.mark.parametrize("page_code", PRACTITIONER)
def test_a_page_comes_back_with_everything_typed_and_pressing_again_saves_it(
    respondent: Respondent, page_code: str
) -> None:
    respondent.begin().answer(**pages_before(page_code))
    heading = respondent.heading
    with database_away():
        respondent.send(PRACTITIONER[page_code])
    assert (respondent.status, respondent.heading) == (503, heading)
    assert AWAY in notices(respondent)[0]
    assert respondent.page.one("title").text.startswith("Not saved yet: ")
    for name, value in PRACTITIONER[page_code].items():
        assert respondent.fields[name] == (value if isinstance(value, list) else [value])
    respondent.send()
    assert respondent.where != page_code
    stored = respondent.response.answers
    assert stored == {code: value for code, value in STORED.items() if code in stored}


def test_a_connection_that_ends_in_the_middle_of_saving_is_such_an_outage(
    respondent: Respondent,
) -> None:
    respondent.begin()
    with database_lost_at("UPDATE"):
        respondent.send(PRACTITIONER["role"])
    assert respondent.status == 503
    assert respondent.response.answers == {}
    assert respondent.send().where == "contacts"


def test_wrong_answers_come_back_as_they_are_without_being_judged(respondent: Respondent) -> None:
    respondent.begin().answer(**{code: PRACTITIONER[code] for code in ("role", "contacts")})
    typed = {"number": "many", "story": "x" * 10_001}
    with database_away():
        respondent.send(typed)
    assert (respondent.status, respondent.errors) == (503, [])
    assert {name: respondent.fields[name] for name in typed} == {
        name: [value] for name, value in typed.items()
    }


def test_a_process_that_remembers_nothing_keeps_the_fields_and_sends_them_again(
    respondent: Respondent,
) -> None:
    respondent.begin()
    link_cache.forget()
    languages_of.cache_clear()
    with database_away():
        respondent.send(PRACTITIONER["role"])
    assert (respondent.status, respondent.heading) == (503, "This is not saved yet")
    assert respondent.send().where == "contacts"
    assert respondent.response.answers["ages"] == STORED["ages"]


def test_saving_for_later_survives_an_outage(respondent: Respondent) -> None:
    respondent.begin()
    with database_away():
        respondent.send(PRACTITIONER["role"], _later="1")
    assert respondent.status == 503
    respondent.send(_later="1")
    assert respondent.heading == "Your answers are saved"


@pytest.mark.parametrize("word", ["FOR UPDATE", 'UPDATE "responses_response"'])
def test_answers_are_sent_once_whatever_happens_at_the_button(
    respondent: Respondent, word: str
) -> None:
    respondent.begin().answer(**PRACTITIONER)
    with database_lost_at(word):
        respondent.send()
    assert (respondent.status, respondent.heading) == (503, "This is not saved yet")
    assert respondent.response.status == Response.Status.IN_PROGRESS
    respondent.send()
    assert respondent.where == "thank_you"
    assert Response.objects.get().answers == STORED


def test_beginning_waits_for_the_database(respondent: Respondent) -> None:
    respondent.start()
    with database_away():
        respondent.send()
    assert respondent.status == 503
    assert respondent.send().where == "role"
    assert Response.objects.count() == 1


def test_a_code_that_cannot_be_looked_up_stays_in_the_form(respondent: Respondent) -> None:
    respondent.begin().send(PRACTITIONER["role"], _later="1")
    code = respondent.page.one(id="resume-code").text
    respondent.open(reverse("resume"))
    with database_away():
        respondent.send(code=code)
    assert respondent.status == 503
    assert respondent.send().where == "contacts"


@pytest.mark.parametrize("name", ["start", "check_answers", "thank_you"])
def test_a_page_that_is_only_opened_says_when_to_try_again(
    respondent: Respondent, name: str
) -> None:
    respondent.begin()
    with database_away():
        reply = respondent.client.get(reverse(name, args=[respondent.link.code]))
    assert reply.status_code == 503
    assert "Please try again in a moment" in reply.content.decode()
    assert reply.headers["Retry-After"] == "10"
    assert "no-store" in reply.headers["Cache-Control"]


def test_what_comes_back_is_stored_nowhere(respondent: Respondent, link: Link) -> None:
    respondent.begin()
    with database_away():
        reply = respondent.client.post(respondent.path, respondent.fields | {"role": "manager"})
    assert reply.status_code == 503
    assert "no-store" in reply.headers["Cache-Control"]
    assert not caches["default"]._cache  # the one of the tests, in memory


def test_the_next_page_after_an_outage_is_as_ever(respondent: Respondent) -> None:
    respondent.begin()
    with database_away():
        assert respondent.open(respondent.path).status == 503
    assert respondent.open(respondent.path).status == 200
