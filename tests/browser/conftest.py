"""A real browser: pages of any width, with and without JavaScript, and axe-core."""

import os
from collections.abc import Callable, Iterator
from contextlib import ExitStack
from pathlib import Path
from typing import Any

import pytest
from axe_playwright_python.base import AXE_SCRIPT
from django.conf import settings as project
from django.test import Client
from playwright.sync_api import Browser, ConsoleMessage, Page, expect, sync_playwright
from pytest_django.live_server_helper import LiveServer

from accounts.models import User
from tests.browser.buttons import watch
from tests.browser.chromium import ADVICE, find_chromium
from tests.patience import PAGE_SECONDS

HEIGHT = 900
WIDTHS = (1280, 390, 320)
"""In CSS pixels: a desk, a phone, and the narrowest that WCAG asks for (1.4.10 Reflow)."""
FLAGS = [
    "--disable-gpu",
    "--disable-quic",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-dev-shm-usage",  # containers often give /dev/shm too little room
    "--disable-sync",
    "--no-first-run",
]

AXE_OPTIONS = {
    "resultTypes": ["violations"],
    "runOnly": ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"],
}
# On a page without JavaScript no timer ever fires, and axe-core would wait for some of no delay.
# Only the violations are handed over: what was found in order takes as long to send as to find.
RUN_AXE = """options => {
    const timer = window.setTimeout;
    window.setTimeout = (call, delay) =>
        delay > 1 ? timer(call, delay) : Promise.resolve().then(call);
    return axe.run(document, options)
        .then((result) => result.violations)
        .finally(() => { window.setTimeout = timer; });
}"""

FIND_CUT_OFF = (Path(__file__).parent / "find_cut_off.js").read_text()

PageAt = Callable[..., Page]
PageOf = Callable[..., Page]
Look = Callable[[Page], None]


@pytest.fixture(scope="package")
def browser() -> Iterator[Browser]:
    """One headless Chromium for the tests of this folder, and no longer than those.

    While it runs, Playwright keeps an event loop in the thread of the tests, and Django would
    refuse to use the database there.
    """
    program = find_chromium()
    if program is None:
        pytest.fail(ADVICE, pytrace=False)
    with ExitStack() as stack:
        patch = stack.enter_context(pytest.MonkeyPatch.context())
        patch.setenv("DJANGO_ALLOW_ASYNC_UNSAFE", "true")
        expect.set_options(timeout=PAGE_SECONDS * 1000)
        chromium = stack.enter_context(sync_playwright()).chromium
        # The sandbox of Chromium does not work for root; the tests visit no page but our own.
        flags = [*FLAGS, *(["--no-sandbox"] if os.geteuid() == 0 else [])]
        yield stack.enter_context(chromium.launch(executable_path=program, args=flags))


@pytest.fixture
def complaints() -> Iterator[list[str]]:
    """What must not happen on any page; the test fails of it, whatever it looks at itself."""
    heard: list[str] = []
    yield heard
    assert not heard, "\n".join(heard)


@pytest.fixture
def page_at(
    browser: Browser, live_server: LiveServer, complaints: list[str], settings: Any
) -> Iterator[PageAt]:
    """`page_at(320, javascript=False)` opens a page whose addresses are relative to the site.

    *preferences* are Playwright's, such as `forced_colors="active"`. Each page is a visitor of its
    own, with its own cookies. The test fails if a script raised an error, if the content security
    policy stopped something, or if it left a page without waiting for the next one.
    """

    settings.SITE_ADDRESS = live_server.url

    def note(message: ConsoleMessage) -> None:
        if "Content Security Policy" in message.text:
            complaints.append(message.text)

    with ExitStack() as stack:

        def open_page(width: int = 1280, *, javascript: bool = True, **preferences: Any) -> Page:
            context: dict[str, Any] = {
                "base_url": live_server.url,
                "viewport": {"width": width, "height": HEIGHT},
                "java_script_enabled": javascript,
                "locale": "en-GB",
            }
            visitor = browser.new_context(**(context | preferences))
            stack.enter_context(visitor)
            visitor.set_default_timeout(PAGE_SECONDS * 1000)
            watch(visitor, complaints)
            visitor.on("weberror", lambda error: complaints.append(str(error.error)))
            visitor.on("console", note)
            return visitor.new_page()

        yield open_page


@pytest.fixture
def page_of(page_at: PageAt, live_server: LiveServer) -> PageOf:
    """`page_of(lead, 390)` opens a page as `page_at` does, of somebody who has signed in."""

    def open_page(user: User, width: int = 1280, *, javascript: bool = True) -> Page:
        client, name = Client(), project.SESSION_COOKIE_NAME
        client.force_login(user)
        page = page_at(width, javascript=javascript)
        cookie = {"name": name, "value": client.cookies[name].value, "url": live_server.url}
        page.context.add_cookies([cookie])
        return page

    return open_page


@pytest.fixture
def axe(complaints: list[str]) -> Look:
    """`axe(page)` fails on any breach of WCAG 2.2 A and AA or of axe-core's best practice."""

    def assert_accessible(page: Page) -> None:
        assert not complaints, "\n".join(complaints)
        if not page.evaluate("'axe' in window"):  # reading it takes longer than a page's check
            page.evaluate(AXE_SCRIPT)
        found = page.evaluate(RUN_AXE, AXE_OPTIONS)
        if found:
            pytest.fail("\n".join([f"axe-core, {page.url}:", *map(describe, found)]))

    return assert_accessible


@pytest.fixture
def look(axe: Look, complaints: list[str]) -> Look:
    """`look(page)` fails unless, at each width, the page is accessible and nothing is cut off."""

    def look_at(page: Page) -> None:
        assert not complaints, "\n".join(complaints)
        for width in WIDTHS:
            page.set_viewport_size({"width": width, "height": HEIGHT})
            assert page.evaluate(FIND_CUT_OFF) == [], f"{page.url} at {width} px"
            axe(page)

    return look_at


def describe(violation: dict) -> str:
    lines = [f"- {violation['id']}: {violation['help']} ({violation['helpUrl']})"]
    for node in violation["nodes"]:
        lines += [f"    {node['target']}  {node['html']}", f"      {node['failureSummary']}"]
    return "\n".join(lines)
