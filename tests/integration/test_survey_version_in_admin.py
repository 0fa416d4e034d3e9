"""The administration keeps the version of a survey that people answer, and says why."""

from __future__ import annotations

from typing import Any

import pytest
from django.db import transaction
from django.http import HttpResponse
from django.test import Client
from django.urls import reverse

from accounts.actions import create_user
from fieldwork.models import Link, Survey
from questionnaires.core.definition import Definition
from questionnaires.models import Version
from responses.actions import begin_response
from tests.builders import SINCE_YEAR, Fields, definition_of_questions, question
from tests.connections import SECONDS, second_connection, wait_for_somebody_behind_us
from tests.markup import Element, parse
from tests.publishing import published
from tests.surveys import link_to, survey_of

pytestmark = pytest.mark.django_db

REFUSAL = "People have begun to answer. This says what their answers mean, so it stays."


@pytest.fixture
def pages(client: Client, db: None) -> Client:
    client.force_login(
        create_user(email="admin@example.org", name="Administrator", is_superuser=True)
    )
    return client


def asked(*more: Fields) -> Definition:
    since = question("only", text="Since {since_year}?")
    return definition_of_questions(since, *more, parameters=[SINCE_YEAR])


@pytest.fixture
def link(db: None) -> Link:
    return link_to(survey_of(published(asked())))


@pytest.fixture
def later(link: Link) -> Version:
    return published(asked(question("new")))


def address() -> str:
    return reverse("admin:fieldwork_survey_change", args=[Survey.objects.get().pk])


def form_of(pages: Client) -> Element:
    return parse(pages.get(address()).content.decode()).one("form", id="survey_form")


def send(pages: Client, fields: dict[str, Any], **changes: Any) -> HttpResponse:
    return pages.post(address(), fields | changes)


def version_of_survey() -> Version:
    return Survey.objects.get().version


def test_before_anybody_begins_an_open_survey_gets_another_version(
    pages: Client, later: Version
) -> None:
    assert send(pages, form_of(pages).fields(), version=later.pk).status_code == 302
    assert version_of_survey() == later


def test_once_somebody_has_begun_the_page_only_shows_it(pages: Client, link: Link) -> None:
    begin_response(link=link)
    form = form_of(pages)
    assert not {"version", "is_demonstration"} & set(form.fields())
    assert form.one("input", name="parameter_since_year").get("disabled") is not None
    assert REFUSAL in form.text
    assert str(version_of_survey()) in form.text
    assert send(pages, form.fields(), title="Renamed").status_code == 302
    assert Survey.objects.get().title == "Renamed"


@pytest.mark.parametrize("name", ["version", "parameter_since_year"])
def test_a_page_that_was_opened_before_is_refused_beside_the_field(
    pages: Client, link: Link, later: Version, name: str
) -> None:
    fields = form_of(pages).fields()
    begin_response(link=link)
    other = {"version": later.pk, "parameter_since_year": "2001"}
    reply = send(pages, fields, **{name: other[name]})
    assert reply.status_code == 200
    assert reply.context["adminform"].form.errors == {name: [REFUSAL]}
    assert version_of_survey() != later


def test_a_page_that_was_opened_before_may_change_the_rest(pages: Client, link: Link) -> None:
    fields = form_of(pages).fields()
    begin_response(link=link)
    assert send(pages, fields, title="Renamed").status_code == 302
    assert Survey.objects.get().title == "Renamed"


@pytest.mark.django_db(transaction=True)
def test_somebody_who_begins_while_it_is_stored_is_told_on_the_page(
    pages: Client, link: Link, later: Version
) -> None:
    fields = form_of(pages).fields()
    with second_connection() as elsewhere:
        with transaction.atomic():
            begin_response(link=link)
            reply = elsewhere(send, pages=pages, fields=fields, version=later.pk)
            wait_for_somebody_behind_us()
        assert reply.result(SECONDS).headers["Location"] == address()
    assert REFUSAL in parse(pages.get(address()).content.decode()).text
    assert version_of_survey() != later
