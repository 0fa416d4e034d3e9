"""A link closed to newcomers lets those under way finish, and nobody else begin."""

from __future__ import annotations

import pytest
from django.test import Client
from django.urls import reverse

from fieldwork.models import Link
from responses.models import Response
from tests.publishing import published
from tests.surveys import link_to, survey_of
from tests.visits import VISITS

pytestmark = pytest.mark.django_db


@pytest.fixture
def link(db: None) -> Link:
    return link_to(survey_of(published(VISITS)))


def close(link: Link) -> None:
    Link.objects.filter(pk=link.pk).update(takes_newcomers=False)


def begin(client: Client, link: Link) -> str:
    reply = client.post(reverse("begin", args=[link.code]), {"_end": "1"}, follow=True)
    return reply.content.decode()


def test_nobody_can_begin(client: Client, link: Link) -> None:
    close(link)
    reply = client.get(reverse("start", args=[link.code]))
    assert reply.status_code == 410
    assert "Nobody can begin through this link any more" in reply.content.decode()
    assert "Nobody can begin through this link any more" in begin(client, link)
    assert not Response.objects.exists()


def test_whoever_has_begun_goes_on(client: Client, link: Link) -> None:
    begin(client, link)
    close(link)
    reply = client.get(reverse("start", args=[link.code]), follow=True)
    assert reply.status_code == 200
    assert "What about role?" in reply.content.decode()


def test_nor_can_they_begin_a_second_time(client: Client, link: Link) -> None:
    begin(client, link)
    close(link)
    client.post(reverse("begin", args=[link.code]), {"_end": "1", "start_again": "1"})
    assert Response.objects.count() == 1
