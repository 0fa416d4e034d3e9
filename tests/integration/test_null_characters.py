"""A null character in an address or a cookie gets a page of ours, wherever it stands."""

from __future__ import annotations

from collections.abc import Iterator
from http import HTTPStatus

import pytest
from django.conf import settings
from django.http import HttpResponse
from django.test import Client
from django.urls import URLPattern, URLResolver, get_resolver

from accounts.models import User

pytestmark = pytest.mark.django_db


def is_refused(reply: HttpResponse) -> bool:
    return (
        reply.status_code == HTTPStatus.BAD_REQUEST
        and "We could not read that request" in reply.content.decode()
        and "Content-Security-Policy" in reply.headers
        and "no-store" in reply.headers["Cache-Control"]
    )


def pages() -> Iterator[str]:
    """Yield an address of every page."""
    for route in routes(get_resolver().url_patterns):
        yield "/" + (
            route.replace("<slug:code>", "abcd2345")
            .replace("<slug:page_code>", "role")
            .replace("<slug:slug>", "round-one")
            .replace("<int:area_id>", "1")
            .replace("<uuid:public_id>", "12345678-1234-5678-1234-567812345678")
            .replace("<path:object_id>", "1")
            .replace("<path:content_type_id>", "1")
        )


def routes(patterns: list[URLPattern | URLResolver], before: str = "") -> Iterator[str]:
    for pattern in patterns:
        route = str(pattern.pattern)
        if isinstance(pattern, URLResolver):
            yield from routes(pattern.url_patterns, before + route)
        elif "(?P" in route or "^" in route:
            continue
        else:
            yield before + route


@pytest.mark.parametrize(
    "query", ["code=%00", "a%00b=1", "next=/%00", "language=%00&code=x", "%00"]
)
def test_it_is_refused_in_every_query(client: Client, query: str) -> None:
    for page in pages():
        assert is_refused(client.get(f"{page}?{query}")), page


def test_the_staff_is_refused_as_well(client: Client) -> None:
    client.force_login(User.objects.create_superuser("admin@example.org", "Ada Admin"))
    for page in pages():
        assert is_refused(client.get(f"{page}?slug=%00")), page


@pytest.mark.parametrize("path", ["/surveys/%00/", "/s/abcd2345/%00/", "/r/%00/", "/%00"])
def test_an_address_with_one_has_no_page(client: Client, path: str) -> None:
    reply = client.get(path)
    assert reply.status_code in (HTTPStatus.NOT_FOUND, HTTPStatus.FOUND)


@pytest.mark.parametrize("path", ["/accounts/password/reset/1-a%00b/", "/admin/%00/"])
def test_it_is_refused_in_the_key_of_a_page(client: Client, path: str) -> None:
    assert is_refused(client.get(path))


@pytest.mark.parametrize("name", [settings.SESSION_COOKIE_NAME, "larc_response", "csrftoken", "x"])
def test_it_is_refused_in_a_cookie(client: Client, name: str) -> None:
    """A quoted value may hold it as an octal number."""
    cookie = f'{name}="aaaaaaaaaaaa\\000"'
    for page in ("/", "/r/", "/surveys/", "/admin/", "/accounts/sign-in/"):
        assert is_refused(client.get(page, headers={"Cookie": cookie})), page
