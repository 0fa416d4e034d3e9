"""Saving answers to come back later: what is kept, and the code that never changes."""

from __future__ import annotations

import re

import pytest
from django.urls import reverse
from django.utils.formats import date_format
from pytest_django import Settings

from fieldwork.models import Survey
from responses import actions, resume
from responses.models import Response
from tests.integration.responses.codes import code_shown, come_back
from tests.integration.responses.test_cookies_and_headers import everything_stored
from tests.respondent import Respondent
from tests.visits import PRACTITIONER, STORED

TO_VISITS = {code: PRACTITIONER[code] for code in ("role", "contacts")}


# The code


def test_the_code_has_four_groups_and_stands_in_an_address_too(respondent: Respondent) -> None:
    respondent.begin().send(_later="1")
    assert (respondent.status, respondent.heading) == (200, "Your answers are saved")
    code = code_shown(respondent)
    assert re.fullmatch(r"[2-9a-z]{4}(-[2-9a-z]{4}){3}", code)
    address = respondent.page.one(id="resume-address").text
    assert address == f"http://testserver{reverse('resume_with', args=[code])}"


def test_only_the_digest_of_the_code_is_stored(respondent: Respondent) -> None:
    code = code_shown(respondent.begin().send(_later="1"))
    assert bytes(respondent.response.resume_digest) == resume.digest(code)
    kept = everything_stored()
    assert code not in kept
    assert resume.tidied(code) not in kept


def test_the_code_stands_on_its_own_page_and_on_no_other(respondent: Respondent) -> None:
    code = code_shown(respondent.begin().send(_later="1"))
    for shown in (respondent.start(), respondent.open_page("role"), respondent.check()):
        assert code not in shown.page.text


def test_the_page_is_reached_by_a_redirect_and_may_be_loaded_again(respondent: Respondent) -> None:
    code = code_shown(respondent.begin().send(_later="1"))
    assert respondent.path == reverse("saved", args=[respondent.link.code])
    assert code_shown(respondent.open(respondent.path)) == code


def test_asked_for_again_the_code_is_the_same(respondent: Respondent) -> None:
    first = code_shown(respondent.begin().send(_later="1"))
    respondent.open_page("role").send(PRACTITIONER["role"])
    assert code_shown(respondent.send(_later="1")) == first
    assert come_back(respondent.link, first).where == "contacts"


def test_nobody_has_a_code_who_did_not_ask_for_one(respondent: Respondent) -> None:
    respondent.begin()
    assert respondent.open(reverse("saved", args=[respondent.link.code])).where == "role"
    assert respondent.response.resume_digest is None


def test_after_a_change_of_secret_the_code_is_still_the_same(
    respondent: Respondent, settings: Settings
) -> None:
    first = code_shown(respondent.begin().send(_later="1"))
    settings.RESUME_CODE_KEY_FALLBACKS = [settings.RESUME_CODE_KEY]
    settings.RESUME_CODE_KEY = "n" * 60
    for _ in range(2):
        assert code_shown(respondent.open_page("role").send(_later="1")) == first
        assert come_back(respondent.link, first).where == "role"


def test_the_last_moment_to_come_back_is_told(respondent: Respondent, survey: Survey) -> None:
    respondent.begin().send(_later="1")
    assert f"until {date_format(survey.closes_on, 'j F Y')}:" in respondent.page.text


# The answers


def test_what_was_typed_is_kept_and_blanks_are_asked_again(respondent: Respondent) -> None:
    respondent.begin().answer(**TO_VISITS).send(school="Hill School", _later="1")
    answers = respondent.response.answers
    assert answers.keys() == {"role", "ages", "contacts", "school"}
    assert answers["school"] == "Hill School"
    respondent.start().send()
    assert respondent.where == "visits"
    assert respondent.fields["school"] == ["Hill School"]


def test_a_required_answer_may_wait(respondent: Respondent) -> None:
    respondent.begin().send(ages=["young"], _later="1")
    assert respondent.heading == "Your answers are saved"
    assert respondent.response.answers == {"ages": {"choices": ["young"]}}
    assert respondent.start().send().where == "role"


def test_a_wrong_entry_is_explained_first(respondent: Respondent) -> None:
    respondent.begin().answer(**TO_VISITS).send(number="many", school="Hill School", _later="1")
    assert respondent.errors == ["Enter figures only, such as 12 or 7.5"]
    assert respondent.fields["school"] == ["Hill School"]
    assert "school" not in respondent.response.answers
    assert respondent.response.resume_digest is None


def test_an_answer_that_was_removed_is_removed(respondent: Respondent) -> None:
    respondent.begin().answer(**PRACTITIONER)
    respondent.open_page("visits").send(school="", _later="1")
    assert respondent.response.answers == STORED | {"school": None}


def test_from_the_check_page(respondent: Respondent) -> None:
    respondent.begin().answer(**PRACTITIONER).send(_later="1")
    assert respondent.heading == "Your answers are saved"
    assert not respondent.response.is_submitted
    assert respondent.response.answers == STORED


# Submission


@pytest.mark.parametrize("page_code", ["role", "check_answers"])
def test_once_they_are_sent_there_is_nothing_to_save(
    respondent: Respondent, page_code: str
) -> None:
    respondent.begin().answer(**PRACTITIONER)
    tab = Respondent(respondent.link, respondent.client)
    tab = tab.check() if page_code == "check_answers" else tab.open_page(page_code)
    respondent.send()
    assert tab.send(_later="1").heading == "Thank you"
    assert respondent.response.resume_digest is None


def test_a_response_that_was_sent_gets_no_code(respondent: Respondent) -> None:
    respondent.begin().answer(**PRACTITIONER).send()
    assert actions.give_resume_code(response_id=respondent.response.pk) is None


def test_sending_the_answers_erases_the_code(respondent: Respondent) -> None:
    respondent.begin().answer(**PRACTITIONER).send(_later="1")
    assert respondent.response.resume_digest
    respondent.check().send()
    assert respondent.response.is_submitted
    assert not Response.objects.filter(resume_digest__isnull=False).exists()
