"""What stays in the browser, in the database and in the logs: nothing that could name somebody."""

from __future__ import annotations

import logging

import pytest
from django.apps import apps
from django.contrib.sessions.models import Session
from django.db import connection, models
from django.http import HttpResponse
from django.test import Client
from django.urls import reverse
from pytest_django import Settings

from fieldwork.models import Link
from responses.cookie import COOKIE
from responses.models import Response
from tests.respondent import Respondent
from tests.visits import PRACTITIONER

ALLOWED_FIELDS = {
    *("id", "area", "link", "version", "answers", "status", "submitted_on"),
    # The keyed digest of a code that only the respondent has, gone when the answers are sent.
    "resume_digest",
}
"""All that a response may hold. Whoever adds a field shows first that it ties nobody to it."""

SHELF = "shelf"
"""The column by which the table is divided: that a night has come since the day of submission, as
the date says too; before that, in which of two files all rows lie that are live."""


class Recorder(Client):
    """A browser that keeps every reply."""

    def __init__(self, **defaults: str) -> None:
        super().__init__(enforce_csrf_checks=True, **defaults)
        self.replies: list[HttpResponse] = []

    def request(self, **request: object) -> HttpResponse:
        self.replies.append(super().request(**request))
        return self.replies[-1]


@pytest.fixture
def replies(link: Link) -> list[HttpResponse]:
    """Every reply on the way from the start page to "Thank you", and of pages of trouble."""
    client = Recorder()
    respondent = Respondent(link, client)
    respondent.begin().send().answer(**PRACTITIONER).send()
    respondent.open_page("no_such_page").open("/s/abcd2345/")
    return client.replies


def path_of(link: Link) -> str:
    return reverse("start", args=[link.code])


def test_there_are_two_cookies_and_no_more(replies: list[HttpResponse], link: Link) -> None:
    assert {name for reply in replies for name in reply.cookies} == {COOKIE, "csrftoken"}
    (place,) = (reply.cookies[COOKIE] for reply in replies if COOKIE in reply.cookies)
    assert place["path"] == path_of(link)
    assert (place["httponly"], place["samesite"]) == (True, "Lax")
    assert (place["max-age"], place["expires"], place["domain"]) == ("", "", "")


def test_the_cookies_are_sent_over_tls_only(settings: Settings, link: Link) -> None:
    settings.SESSION_COOKIE_SECURE = settings.CSRF_COOKIE_SECURE = True
    client = Client(enforce_csrf_checks=True, headers={"referer": "https://testserver/"})
    client.get(path_of(link), secure=True)
    token = client.cookies["csrftoken"]
    fields = {"csrfmiddlewaretoken": token.value, "_end": "1"}
    reply = client.post(reverse("begin", args=[link.code]), fields, secure=True)
    assert reply.cookies[COOKIE]["secure"]
    assert token["secure"]


def test_there_is_no_session(replies: list[HttpResponse]) -> None:
    assert not Session.objects.exists()


def test_no_page_is_kept_by_a_cache(replies: list[HttpResponse]) -> None:
    assert len(replies) > 15
    for reply in replies:
        assert "no-store" in reply.headers["Cache-Control"]
        assert "private" in reply.headers["Cache-Control"]


def test_pages_hold_nothing_of_another_site_and_no_script_of_their_own(
    replies: list[HttpResponse],
) -> None:
    for reply in replies:
        page = reply.content.decode()
        for piece in ("//", " style=", "<style", "javascript:", "data:"):
            assert piece not in page, piece
        assert page.count("<script") == page.count('<script src="/static/')


# The database


def test_a_response_has_the_fields_that_were_looked_at_and_no_others(db: None) -> None:
    assert {field.name for field in Response._meta.get_fields()} == ALLOWED_FIELDS
    with connection.cursor() as cursor:
        columns = connection.introspection.get_table_description(cursor, Response._meta.db_table)
    expected = {Response._meta.get_field(name).column for name in ALLOWED_FIELDS}
    assert {column.name for column in columns} == expected | {SHELF}


def test_no_time_is_finer_than_a_day() -> None:
    fields = Response._meta.concrete_fields
    assert not [field for field in fields if isinstance(field, models.DateTimeField)]
    assert not [field for field in fields if field.get_internal_type() == "TimeField"]


def test_the_key_is_random(link: Link) -> None:
    keys = {Respondent(link).begin().response.pk for _ in range(3)}
    assert len(keys) == 3
    assert {key.version for key in keys} == {4}


def test_nothing_of_the_request_is_stored_or_logged(
    link: Link, caplog: pytest.LogCaptureFixture
) -> None:
    caplog.set_level(logging.DEBUG)
    traces = {
        "REMOTE_ADDR": "203.0.113.77",
        "HTTP_X_FORWARDED_FOR": "198.51.100.33",
        "HTTP_USER_AGENT": "TellTaleBrowser/1.0",
        "HTTP_ACCEPT_LANGUAGE": "cy-GB-telltale",
        "HTTP_REFERER": "http://testserver/telltale",
    }
    respondent = Respondent(link, Recorder(**traces))
    respondent.begin().send().answer(**PRACTITIONER)
    key = str(respondent.response.pk)
    respondent.open_page("no_such_page").check().send()
    assert respondent.where == "thank_you"
    kept = everything_stored()
    assert key in kept
    for trace in traces.values():
        assert trace not in kept
        assert trace not in caplog.text
    assert key not in caplog.text
    assert "Hill School" not in caplog.text


def everything_stored() -> str:
    """Every row of every table, as text."""
    tables = {model._meta.db_table for model in apps.get_models(include_auto_created=True)}
    with connection.cursor() as cursor:
        rows: list[str] = []
        for table in sorted(tables):
            cursor.execute(f'SELECT to_jsonb(kept)::text FROM "{table}" kept')  # noqa: S608
            rows += [row for (row,) in cursor.fetchall()]
    return "\n".join(rows)
