"""What pages weigh over the wire, from the production server with collected, compressed files."""

from __future__ import annotations

import os
from collections import defaultdict
from collections.abc import Iterator
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

import pytest
from django.db import connection
from django.urls import reverse
from playwright.sync_api import Page

from embedded.files import LOGS, RECORDS, free_port, make_folder
from embedded.processes import running, wait_until
from embedded.programs import is_ready, manage, process, web_server
from fieldwork.models import Link
from responses.models import Response
from tests.browser.buttons import press
from tests.browser.conftest import PageAt
from tests.browser.states import COVER, begin, show_filled
from tests.patience import SECONDS
from tests.publishing import published
from tests.surveys import larc7_definition, link_to, survey_of

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]

FIRST_PAGE_BYTES = 60_000
LATER_PAGE_BYTES = 20_000


class Traffic:
    """What a page receives, headers included, as it came over the wire."""

    def __init__(self, page: Page) -> None:
        self.page = page
        self.hosts: set[str] = set()
        self._addresses: dict[str, str] = {}
        self._bytes: dict[str, int] = defaultdict(int)
        self._wire = page.context.new_cdp_session(page)
        self._wire.on("Network.requestWillBeSent", self._asked)
        self._wire.on("Network.loadingFinished", self._received)
        self._wire.send("Network.enable")

    def _asked(self, event: dict[str, Any]) -> None:
        address = urlsplit(event["request"]["url"])
        self.hosts.add(address.netloc)
        self._addresses[event["requestId"]] = address.path

    def _received(self, event: dict[str, Any]) -> None:
        self._bytes[self._addresses[event["requestId"]]] += int(event["encodedDataLength"])

    def since_last_time(self) -> dict[str, int]:
        """The bytes of each address that have arrived since this was last asked."""
        # The answer to a command comes after all that the browser had to tell before it.
        self._wire.send("Runtime.evaluate", {"expression": "0"})
        arrived = {path: size for path, size in self._bytes.items() if size}
        self._bytes.clear()
        return arrived


@pytest.fixture
def server(tmp_path: Path) -> Iterator[str]:
    """The address of granian with the project's own settings, on the database of the test."""
    database = urlsplit(os.environ["DATABASE_URL"])
    port = free_port()
    environment = os.environ | {
        "DJANGO_SETTINGS_MODULE": "larc_survey.settings",
        "DATABASE_URL": database._replace(path=f"/{connection.settings_dict['NAME']}").geturl(),
        "STATIC_ROOT": str(tmp_path / "static"),
    }

    for name in (LOGS, RECORDS):
        make_folder(tmp_path / name)
    manage(tmp_path, environment, "collectstatic", "--no-input")
    web = process(tmp_path, "web", web_server(port, processes=1), environment)
    with running(web) as serving:
        wait_until(lambda: is_ready(port), serving, SECONDS)
        yield f"http://127.0.0.1:{port}"


@pytest.fixture
def link() -> Link:
    return link_to(survey_of(published(larc7_definition())))


def test_pages_are_light_and_come_from_this_site_alone(
    page_at: PageAt, link: Link, server: str
) -> None:
    page = page_at(base_url=server)
    traffic = Traffic(page)
    page.goto(reverse("start", args=[link.code]), wait_until="networkidle")
    first = traffic.since_last_time()
    assert {path.rpartition(".")[2] for path in first} >= {"css", "js"}
    assert sum(first.values()) < FIRST_PAGE_BYTES, first
    for route, codes in COVER.items():
        Response.objects.all().delete()
        page.context.clear_cookies()
        begin(page, link)
        for code in codes:
            traffic.since_last_time()
            show_filled(page, link, route, code)
            assert_light(traffic, code)
        page.goto(reverse("check_answers", args=[link.code]))
        assert_light(traffic, "check_answers")
        press(page, "Submit")
        assert page.inner_text("h1") == "Thank you"
        assert_light(traffic, "thank_you")
    assert traffic.hosts == {urlsplit(server).netloc}


def assert_light(traffic: Traffic, name: str) -> None:
    sizes = traffic.since_last_time()
    assert 500 < sum(sizes.values()) < LATER_PAGE_BYTES, (name, sizes)
    assert not [path for path in sizes if path.startswith("/static/")], (name, sizes)
