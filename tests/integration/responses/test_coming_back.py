"""Coming back with a code, on another device; what wrong codes are told."""

from __future__ import annotations

from collections.abc import Callable
from datetime import timedelta

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone
from pytest_django import Settings
from pytest_django.asserts import assertNumQueries

from fieldwork.models import Link, Survey
from responses.actions import purge_unfinished
from responses.cookie import COOKIE
from responses.models import Response
from tests.integration.responses.codes import REFUSAL, code_of, come_back
from tests.outages import broker_away
from tests.respondent import Respondent
from tests.visits import PRACTITIONER

TO_VISITS = {code: PRACTITIONER[code] for code in ("role", "contacts")}
UNKNOWN = "2222-2222-2222-2222"


@pytest.fixture
def code(respondent: Respondent) -> str:
    """The code of a response whose first two pages are answered."""
    return code_of(respondent.begin().answer(**TO_VISITS))


# A right code


@pytest.mark.parametrize(
    "typed",
    [
        lambda code: code,
        lambda code: code.upper(),
        lambda code: code.replace("-", ""),
        lambda code: f"  {code.replace('-', ' ')} ",
        lambda code: code.replace("-", " – "),
    ],
    ids=["as shown", "capitals", "no hyphens", "blanks", "dashes"],
)
def test_it_leads_to_the_first_unanswered_page(
    link: Link, respondent: Respondent, code: str, typed: Callable[[str], str]
) -> None:
    elsewhere = come_back(link, typed(code))
    assert (elsewhere.status, elsewhere.where) == (200, "visits")
    assert elsewhere.response == respondent.response


def test_the_other_browser_gets_the_place_of_this_survey(link: Link, code: str) -> None:
    elsewhere = come_back(link, code)
    assert elsewhere.client.cookies[COOKIE]["path"] == reverse("start", args=[link.code])
    assert elsewhere.client.cookies.keys() == {COOKIE, "csrftoken"}


def test_the_answers_can_be_finished_and_sent_from_there(link: Link, code: str) -> None:
    rest = {page: PRACTITIONER[page] for page in ("visits", "quality", "comments")}
    elsewhere = come_back(link, code).answer(**rest).send()
    assert elsewhere.where == "thank_you"
    assert Response.objects.get().is_submitted


def test_everything_answered_leads_to_the_check_page(link: Link, respondent: Respondent) -> None:
    code = code_of(respondent.begin().answer(**PRACTITIONER))
    assert come_back(link, code).where == "check_answers"


def test_it_works_more_than_once(link: Link, code: str) -> None:
    assert [come_back(link, code).where for _ in range(2)] == ["visits", "visits"]


def test_it_works_after_the_secret_was_changed(link: Link, code: str, settings: Settings) -> None:
    settings.RESUME_CODE_KEY_FALLBACKS = [settings.RESUME_CODE_KEY]
    settings.RESUME_CODE_KEY = "n" * 60
    assert come_back(link, code).where == "visits"
    settings.RESUME_CODE_KEY_FALLBACKS = []
    assert come_back(link, code).errors == [REFUSAL]


def test_a_new_key_for_signatures_changes_no_code(
    link: Link, code: str, settings: Settings
) -> None:
    settings.SECRET_KEY = "n" * 60
    assert come_back(link, code).where == "visits"


def test_the_address_with_the_code_only_fills_the_form(link: Link, code: str) -> None:
    """Programs that look at links in advance open it as well."""
    before = Response.objects.values().get()
    client = Client(enforce_csrf_checks=True)
    visitor = Respondent(link, client).open(reverse("resume_with", args=[code]))
    assert visitor.fields["code"] == [code]
    assert COOKIE not in client.cookies
    assert Response.objects.values().get() == before
    assert visitor.send().where == "visits"


def test_the_pages_are_kept_by_no_cache(client: Client, db: None) -> None:
    for path in (reverse("resume"), reverse("resume_with", args=[UNKNOWN])):
        assert "no-store" in client.get(path).headers["Cache-Control"]


# A code that opens nothing


def submitted(respondent: Respondent) -> None:
    Response.objects.update(answers={})
    respondent.start().send().answer(**PRACTITIONER).send()
    assert respondent.where == "thank_you"


def purged(respondent: Respondent) -> None:
    today = timezone.localdate()
    long_ago = today - timedelta(days=100)
    Survey.objects.update(opens_on=long_ago, closes_on=long_ago)
    assert purge_unfinished(on=today)


def switched_off(respondent: Respondent) -> None:
    Link.objects.update(is_active=False)


@pytest.mark.parametrize("end", [submitted, purged, switched_off])
def test_a_code_that_no_longer_works_is_refused_as_a_wrong_one_is(
    respondent: Respondent, link: Link, code: str, end: Callable[[Respondent], None]
) -> None:
    wrong = come_back(link, UNKNOWN)
    end(respondent)
    late = come_back(link, code)
    assert wrong.errors == late.errors == [REFUSAL]
    assert wrong.page.one("main").text.replace(UNKNOWN, "") == late.page.one("main").text.replace(
        code, ""
    )
    assert late.status == wrong.status == 200
    assert COOKIE not in late.client.cookies


@pytest.mark.parametrize("typed", ["x", "2222-2222-2222-222l", "²" * 16, "é-ü", "2" * 60])
def test_what_cannot_be_a_code_is_refused_in_the_same_words(
    link: Link, code: str, typed: str
) -> None:
    assert come_back(link, typed).errors == [REFUSAL]


def test_nothing_entered_is_told_so(link: Link) -> None:
    assert come_back(link, " ").errors == ["Enter your code"]


def test_a_code_of_a_closed_survey_is_told_that_it_is_closed(link: Link, code: str) -> None:
    closes_on = timezone.localdate() - timedelta(days=3)
    Survey.objects.update(closes_on=closes_on)
    late = come_back(link, code)
    assert (late.status, late.heading) == (410, "This survey is closed")
    assert COOKIE not in late.client.cookies


# A flood of wrong codes


def test_wrong_codes_lock_nobody_out(link: Link, code: str) -> None:
    visitor = Respondent(link).open(reverse("resume"))
    for _ in range(100):
        assert visitor.send(code=UNKNOWN).errors == [REFUSAL]
    assert come_back(link, code).where == "visits"


def test_a_code_is_looked_up_without_the_broker(link: Link, code: str) -> None:
    with broker_away():
        assert come_back(link, UNKNOWN).errors == [REFUSAL]
        assert come_back(link, code).where == "visits"


def test_what_cannot_be_a_code_costs_no_query(link: Link, code: str) -> None:
    visitor = Respondent(link).open(reverse("resume"))
    with assertNumQueries(0):
        visitor.send(code="2222")
