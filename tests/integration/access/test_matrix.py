"""Every address × method × kind of visitor answers as it is declared, and none is undeclared."""

from __future__ import annotations

import re
from collections.abc import Iterator
from copy import deepcopy
from typing import Any

import pytest
from django.db import transaction
from django.test import Client
from django.urls import URLPattern, URLResolver, get_resolver, resolve, reverse

from tests.export_files import workbook_of
from tests.integration.access.declared import PAGES, Answer
from tests.integration.access.world import VISITORS, World, build_world

METHODS = ("GET", "HEAD", "POST", "PUT", "PATCH", "DELETE", "OPTIONS", "TRACE", "PROPFIND")

pytestmark = pytest.mark.django_db


def addresses(
    resolver: URLResolver | None = None, route: str = "", space: str = ""
) -> Iterator[tuple[str, str, URLPattern]]:
    """Each address of the platform: its name, or its route where it has none; its route; itself."""
    for pattern in (resolver or get_resolver()).url_patterns:
        whole = route + str(pattern.pattern)
        if isinstance(pattern, URLResolver):
            yield from addresses(pattern, whole, pattern.namespace or space)
        elif pattern.name is None:
            yield whole, whole, pattern
        else:
            yield f"{space}:{pattern.name}" if space else pattern.name, whole, pattern


def path_of(name: str, route: str, pattern: URLPattern, world: World) -> str:
    if name != route:
        parts = {**pattern.pattern.converters, **pattern.pattern.regex.groupindex}
        return reverse(name, kwargs=world.arguments_of(name, parts))
    model = "_".join(route.split("/")[1:3])
    filled = re.sub(r"<path:object_id>", lambda _: str(world.row_of(model)), route)
    return "/" + re.sub(r"\(\?P<url>\.\*\)\$", "no/such/page", filled)


def answer_to(client: Client, method: str, path: str) -> Answer:
    """Return the status, or the name of the address to which a redirect leads; store nothing."""
    cookies = deepcopy(client.cookies)
    with transaction.atomic():
        reply = client.generic(
            method, path, CONTENT_LENGTH="0", CONTENT_TYPE="application/x-www-form-urlencoded"
        )
        transaction.set_rollback(True)
    if reply.streaming:
        b"".join(reply)  # to its end, at which the client closes it without the connection
    client.cookies = cookies
    if reply.status_code not in (301, 302):
        return int(reply.status_code)
    return str(resolve(reply.headers["Location"].partition("?")[0]).view_name)


@pytest.fixture
def world() -> Iterator[World]:
    made = build_world()
    workbook = workbook_of(made.export).file
    yield made
    workbook.delete(save=False)


def test_every_address_is_declared_and_every_declared_one_is_there() -> None:
    assert {name for name, _route, _pattern in addresses()} == set(PAGES)


@pytest.mark.parametrize("visitor", VISITORS)
def test_each_answers_as_declared(world: World, visitor: str) -> None:
    client = Client()
    if person := world.people[visitor]:
        client.force_login(person)
    wrong: dict[str, Any] = {}
    for name, route, pattern in addresses():
        path = path_of(name, route, pattern, world)
        for method in METHODS:
            found, due = answer_to(client, method, path), PAGES[name].answer(visitor, method)
            if found != due:
                wrong[f"{method} {name}"] = f"{found}, not {due}"
    assert wrong == {}
