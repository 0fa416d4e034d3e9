"""Who is responsible for a survey is a link away from its questions."""

from __future__ import annotations

import pytest
from django.test import Client
from django.urls import reverse

from fieldwork.models import Link, Survey
from tests.publishing import published
from tests.surveys import link_to, survey_of
from tests.visits import VISITS

pytestmark = pytest.mark.django_db

NOTICE = "**Responsible** is [the office](https://example.org) of {area}."


@pytest.fixture
def link(db: None) -> Link:
    return link_to(survey_of(published(VISITS), privacy_notice=NOTICE))


def test_the_first_page_leads_to_the_notice(client: Client, link: Link) -> None:
    address = reverse("privacy_notice", args=[link.code])
    assert address in client.get(reverse("start", args=[link.code])).content.decode()
    page = client.get(address).content.decode()
    assert "<strong>Responsible</strong>" in page
    assert "of North." in page


def test_each_page_of_questions_does_too(client: Client, link: Link) -> None:
    page = client.post(reverse("begin", args=[link.code]), {"_end": "1"}, follow=True)
    assert reverse("privacy_notice", args=[link.code]) in page.content.decode()


def test_a_survey_without_notice_has_no_page_for_it(client: Client, link: Link) -> None:
    Survey.objects.update(privacy_notice="")
    address = reverse("privacy_notice", args=[link.code])
    assert address not in client.get(reverse("start", args=[link.code])).content.decode()
    assert client.get(address).status_code == 404


def test_a_link_that_leads_nowhere_has_none(client: Client, link: Link) -> None:
    assert client.get(reverse("privacy_notice", args=["abcdefgh"])).status_code == 404
