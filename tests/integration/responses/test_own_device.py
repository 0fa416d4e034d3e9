"""A place that the browser keeps when it is closed, for those whose device is their own."""

from __future__ import annotations

from datetime import timedelta
from http.cookies import Morsel

import pytest
from django.urls import reverse
from django.utils import timezone

from fieldwork.models import Link, Survey
from responses.cookie import COOKIE
from tests.integration.responses.codes import code_of, come_back
from tests.respondent import Respondent
from tests.visits import PRACTITIONER


def cookie(respondent: Respondent) -> Morsel:
    return respondent.client.cookies[COOKIE]


def is_kept(respondent: Respondent) -> bool:
    return cookie(respondent)["expires"] != ""


def test_the_place_ends_with_the_browser(respondent: Respondent) -> None:
    assert not is_kept(respondent.begin())


def test_on_ones_own_device_it_lasts_until_the_survey_closes(
    respondent: Respondent, survey: Survey
) -> None:
    respondent.begin(own_device="1")
    left = survey.grace_ends_at - timezone.now()
    assert is_kept(respondent)
    assert abs(timedelta(seconds=int(cookie(respondent)["max-age"])) - left) < timedelta(minutes=1)


def test_the_box_is_not_ticked_beforehand(respondent: Respondent) -> None:
    assert "own_device" not in respondent.start().fields
    respondent.begin(own_device="1")
    assert "own_device" not in respondent.start().fields


def test_it_is_offered_with_the_code_too(respondent: Respondent, link: Link) -> None:
    code = code_of(respondent.begin())
    assert not is_kept(come_back(link, code))
    elsewhere = Respondent(link).open(reverse("resume")).send(code=code, own_device="1")
    assert is_kept(elsewhere)


def test_going_on_keeps_what_was_said_before(respondent: Respondent) -> None:
    respondent.begin(own_device="1").start().send(mine="1")
    assert is_kept(respondent)


def test_whoever_begins_anew_says_it_for_themselves(respondent: Respondent) -> None:
    respondent.begin(own_device="1").start().send(start_again="1")
    assert not is_kept(respondent)


def test_once_the_answers_are_sent_nothing_outlasts_the_browser(respondent: Respondent) -> None:
    respondent.begin(own_device="1").answer(**PRACTITIONER).send()
    assert respondent.where == "thank_you"
    assert not is_kept(respondent)


@pytest.mark.parametrize("days_ago", [1, 2])
def test_after_the_last_day_it_still_leads_back_while_one_may_finish(
    respondent: Respondent, days_ago: int
) -> None:
    respondent.begin(own_device="1").answer(role=PRACTITIONER["role"])
    Survey.objects.update(closes_on=timezone.localdate() - timedelta(days=days_ago))
    expected = {1: "contacts", 2: "start"}
    assert respondent.start().where == expected[days_ago]
