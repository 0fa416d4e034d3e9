"""Whatever the addresses of the administration are given, a page of ours answers."""

from __future__ import annotations

from collections.abc import Iterator
from http import HTTPStatus

import pytest
from django.contrib import admin
from django.http import HttpResponse
from django.test import Client
from django.urls import reverse

from accounts.models import User

pytestmark = pytest.mark.django_db

ANSWERED = (HTTPStatus.OK, HTTPStatus.FOUND, HTTPStatus.FORBIDDEN, HTTPStatus.NOT_FOUND)
MANY_DIGITS = "9" * 30
PARAMETERS = [
    {"_to_field": "x"},
    {"_to_field": ""},
    {"_to_field": "password", "_popup": "1"},
    {"_popup": "x"},
    {"password__startswith": "x"},
    {"user__password__startswith": "x"},
    {"nothing__like": "this"},
    {"id__exact": "x"},
    {"id__in": MANY_DIGITS},
    {"at__year": "9" * 20},
    {"day__year": "9" * 20},
    {"at__year": "2026", "at__month": "13", "at__day": "99"},
    {"survey__id__exact": MANY_DIGITS},
    {"p": MANY_DIGITS, "o": "-9.x", "all": "x"},
    {"e": "1"},
    {"q": "x" * 5000},
    {"_changelist_filters": "q=%00&p=x"},
]
NULLS = [
    {"q": "a\0"},
    {"email": "\0"},
    {"status__exact": "\0"},
    {"\0": "x"},
    {"_changelist_filters": "\0"},
    {"_to_field": "\0"},
]


@pytest.fixture
def administrator(client: Client) -> Client:
    client.force_login(User.objects.create_superuser("admin@example.org", "Ada Admin"))
    return client


def pages() -> Iterator[str]:
    yield from map(reverse, ("admin:index", "admin:autocomplete", "admin:jsi18n"))
    administrator = User.objects.get()
    for model in admin.site._registry:
        name = f"admin:{model._meta.app_label}_{model._meta.model_name}"
        yield reverse(f"{name}_changelist")
        yield reverse(f"{name}_add")
        yield reverse(f"{name}_change", args=[administrator.pk])


def is_refused_by_a_page_of_ours(reply: HttpResponse) -> bool:
    return (
        reply.status_code == HTTPStatus.BAD_REQUEST
        and "We could not read that request" in reply.content.decode()
        and "Content-Security-Policy" in reply.headers
        and "no-store" in reply.headers["Cache-Control"]
    )


@pytest.mark.parametrize("parameters", PARAMETERS, ids=str)
def test_no_parameter_breaks_a_page(administrator: Client, parameters: dict[str, str]) -> None:
    for page in pages():
        reply = administrator.get(page, parameters)
        assert reply.status_code in ANSWERED or is_refused_by_a_page_of_ours(reply), page


@pytest.mark.parametrize("parameters", NULLS, ids=str)
def test_a_null_character_is_refused(administrator: Client, parameters: dict[str, str]) -> None:
    for page in pages():
        assert is_refused_by_a_page_of_ours(administrator.get(page, parameters)), page


@pytest.mark.parametrize(
    ("name", "parameters"),
    [
        ("accounts_user_changelist", {"_to_field": "password"}),
        ("accounts_mail_changelist", {"user__password__startswith": "x"}),
        ("accounts_auditevent_changelist", {"at__year": "9" * 20}),
    ],
)
def test_what_django_refuses_has_a_page_of_ours(
    administrator: Client, name: str, parameters: dict[str, str]
) -> None:
    reply = administrator.get(reverse(f"admin:{name}"), parameters)
    assert is_refused_by_a_page_of_ours(reply)


def test_what_is_sent_beside_a_wrong_parameter_changes_nothing(administrator: Client) -> None:
    user = User.objects.get()
    address = reverse("admin:accounts_user_change", args=[user.pk])
    reply = administrator.post(f"{address}?_to_field=", {"name": "Somebody else"})
    assert is_refused_by_a_page_of_ours(reply)
    user.refresh_from_db()
    assert user.name == "Ada Admin"


@pytest.mark.parametrize("path", ["%00/change/", "1%00/history/", "a%00b/delete/"])
def test_a_null_character_in_a_key_is_refused(administrator: Client, path: str) -> None:
    address = reverse("admin:accounts_user_changelist")
    assert is_refused_by_a_page_of_ours(administrator.get(f"{address}{path}"))
