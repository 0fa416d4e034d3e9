"""Sending the answers: once, whole, and for good."""

from __future__ import annotations

from datetime import date
from threading import Event
from typing import Any

import pytest
from django.db import IntegrityError, transaction
from django.utils import timezone

from fieldwork.models import Link, Survey
from responses.actions import save_page, submit
from responses.models import Response
from tests.connections import second_connection, telling_of_writes
from tests.patience import SECONDS
from tests.respondent import Respondent
from tests.visits import PRACTITIONER, STORED


@pytest.fixture
def at_check(respondent: Respondent) -> Respondent:
    return respondent.begin().answer(**PRACTITIONER)


def other_tab(respondent: Respondent) -> Respondent:
    """A second tab of the same browser, with the same cookies, which shows the same page."""
    return Respondent(respondent.link, respondent.client).open(respondent.path)


def test_what_is_sent_is_kept_with_the_date_and_no_more(at_check: Respondent) -> None:
    at_check.send()
    assert at_check.heading == "Thank you"
    response = at_check.response
    assert response.answers == STORED
    assert response.status == Response.Status.SUBMITTED
    assert response.submitted_on == timezone.localdate()
    assert type(response.submitted_on) is date


def test_the_last_page_says_what_happens_next(at_check: Respondent) -> None:
    Survey.objects.update(
        thank_you_text="A report comes in **May**.", support_text="- {contact}\n- <Helpline>"
    )
    at_check.send()
    assert "A report comes in May." in at_check.page.text
    support = [item.text for item in at_check.page.one("main").all("li")]
    assert support == ["Casey Contact <casey@example.org>", "<Helpline>"]
    assert not at_check.page.all("form")


def test_sending_twice_is_one_submission(at_check: Respondent) -> None:
    second = other_tab(at_check)
    at_check.send()
    first_sent = at_check.response
    second.send()
    assert (second.where, second.heading) == ("thank_you", "Thank you")
    assert Response.objects.get() == first_sent
    assert second.response.answers == STORED


def test_the_day_of_the_first_submission_stays(at_check: Respondent) -> None:
    at_check.send()
    earlier = date(2020, 2, 29)
    Response.objects.update(submitted_on=earlier)
    assert submit(response_id=at_check.response.pk).submitted_on == earlier


@pytest.mark.parametrize("page_code", ["role", "comments", "team", "no_such_page"])
def test_a_page_sent_after_submission_changes_nothing(at_check: Respondent, page_code: str) -> None:
    late = other_tab(at_check)
    at_check.send()
    form = late.fields
    late.client.post(late.address(page_code), form | {"role": "manager", "comments": "Late"})
    assert late.open_page(page_code).where == "thank_you"
    assert late.response.answers == STORED


def test_a_page_sent_after_submission_comes_back_to_be_copied(at_check: Respondent) -> None:
    late = other_tab(at_check).open_page("comments")
    at_check.send()
    late.send(comments="Written in the other tab")
    assert (late.status, late.heading) == (409, "Your answers were already sent")
    assert ["Written in the other tab"] in late.answers_read_back()
    assert late.response.answers == STORED


@pytest.mark.parametrize("comments", ["", PRACTITIONER["comments"]["comments"]])
def test_a_page_with_nothing_new_sent_after_submission_leads_to_the_thanks(
    at_check: Respondent, comments: str
) -> None:
    late = other_tab(at_check).open_page("comments")
    at_check.send()
    assert late.send(comments=comments).where == "thank_you"


def test_what_is_kept_in_the_background_after_submission_is_no_page(at_check: Respondent) -> None:
    late = other_tab(at_check).open_page("comments")
    at_check.send()
    late.send(comments="Written in the other tab", _keep="1")
    assert late.where == "thank_you"
    assert late.response.answers == STORED


def test_a_submitted_response_is_shown_to_nobody(at_check: Respondent) -> None:
    at_check.send()
    for path in ("role", "comments"):
        assert at_check.open_page(path).where == "thank_you"
    assert at_check.check().where == "thank_you"
    assert "Hill School" not in at_check.page.text


def test_the_check_page_of_one_response_does_not_send_another(at_check: Respondent) -> None:
    """Two people share a browser; the first one's page must not send the second one's answers."""
    first = other_tab(at_check)
    first_response = at_check.response
    at_check.begin(start_again="1").answer(
        role={"role": "manager"}, contacts={}, team={}, comments={}
    )
    first.send()
    assert first.status == 409
    assert not Response.objects.filter(status=Response.Status.SUBMITTED).exists()
    first_response.refresh_from_db()
    assert first_response.answers == STORED


def test_nothing_is_sent_after_the_last_day(at_check: Respondent) -> None:
    Survey.objects.update(closes_on=date(2020, 1, 2), opens_on=date(2020, 1, 1))
    at_check.send()
    assert at_check.status == 410
    assert not at_check.response.is_submitted


def test_begun_responses_do_not_count_as_sent(at_check: Respondent, link: Link) -> None:
    Respondent(link).begin()
    at_check.send()
    assert Response.objects.filter(status=Response.Status.SUBMITTED).count() == 1


# What the database holds


@pytest.mark.parametrize(
    "fields",
    [
        {"status": "submitted"},
        {"submitted_on": date(2020, 1, 1)},
        {"status": "lost"},
        {"status": "lost", "submitted_on": date(2020, 1, 1)},
    ],
)
def test_the_database_refuses_half_a_submission(
    respondent: Respondent, fields: dict[str, Any]
) -> None:
    respondent.begin()
    with pytest.raises(IntegrityError, match="response_submitted_has_date"), transaction.atomic():
        Response.objects.update(**fields)


@pytest.mark.django_db(transaction=True)
def test_a_page_saved_during_submission_is_refused(at_check: Respondent) -> None:
    key = at_check.response.pk
    with second_connection() as elsewhere, transaction.atomic():
        submit(response_id=key)
        was_saved = elsewhere(save_page, response_id=key, answers={"comments": "Too late"})
    assert was_saved.result() is False
    assert at_check.response.answers == STORED


@pytest.mark.django_db(transaction=True)
def test_a_page_saved_just_before_submission_is_sent(at_check: Respondent) -> None:
    """The row is locked when it is read, not only when it is written."""
    key = at_check.response.pk
    saved, submission_waits = Event(), Event()

    def save_slowly() -> None:
        with transaction.atomic():
            save_page(response_id=key, answers={"comments": "Just in time"})
            saved.set()
            assert submission_waits.wait(SECONDS)

    with second_connection() as elsewhere, telling_of_writes(submission_waits):
        saving = elsewhere(save_slowly)
        assert saved.wait(SECONDS)
        submit(response_id=key)
    saving.result()
    assert at_check.response.answers == STORED | {"comments": "Just in time"}
