"""A real browser: pages of any width, with and without JavaScript, and axe-core."""

import os
from collections.abc import Callable, Iterator
from contextlib import ExitStack

import pytest
from axe_playwright_python.base import AXE_SCRIPT
from playwright.sync_api import Browser, ConsoleMessage, Page, sync_playwright
from pytest_django.live_server_helper import LiveServer

from tests.browser.chromium import ADVICE, find_chromium

HEIGHT = 900
TIMEOUT_MILLISECONDS = 10_000
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
RUN_AXE = """options => {
    const timer = window.setTimeout;
    window.setTimeout = (call, delay) =>
        delay > 1 ? timer(call, delay) : Promise.resolve().then(call);
    return axe.run(document, options).finally(() => { window.setTimeout = timer; });
}"""

PageAt = Callable[..., Page]


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
        chromium = stack.enter_context(sync_playwright()).chromium
        # The sandbox of Chromium does not work for root; the tests visit no page but our own.
        flags = [*FLAGS, *(["--no-sandbox"] if os.geteuid() == 0 else [])]
        yield stack.enter_context(chromium.launch(executable_path=program, args=flags))


@pytest.fixture
def page_at(browser: Browser, live_server: LiveServer) -> Iterator[PageAt]:
    """`page_at(320, javascript=False)` opens a page whose addresses are relative to the site.

    Each page is a visitor of its own, with its own cookies. The test fails if a script raised
    an error or the content security policy stopped something.
    """
    complaints: list[str] = []

    def note(message: ConsoleMessage) -> None:
        if "Content Security Policy" in message.text:
            complaints.append(message.text)

    with ExitStack() as stack:

        def open_page(
            width: int = 1280, *, javascript: bool = True, language: str = "en-GB"
        ) -> Page:
            visitor = browser.new_context(
                base_url=live_server.url,
                viewport={"width": width, "height": HEIGHT},
                java_script_enabled=javascript,
                locale=language,
            )
            stack.enter_context(visitor)
            visitor.set_default_timeout(TIMEOUT_MILLISECONDS)
            visitor.on("weberror", lambda error: complaints.append(str(error.error)))
            visitor.on("console", note)
            return visitor.new_page()

        yield open_page
    assert not complaints, "\n".join(complaints)


@pytest.fixture
def axe() -> Callable[[Page], None]:
    """`axe(page)` fails on any breach of WCAG 2.2 A and AA or of axe-core's best practice."""

    def assert_accessible(page: Page) -> None:
        page.evaluate(AXE_SCRIPT)
        found = page.evaluate(RUN_AXE, AXE_OPTIONS)["violations"]
        if found:
            pytest.fail("\n".join([f"axe-core, {page.url}:", *map(describe, found)]))

    return assert_accessible


def describe(violation: dict) -> str:
    lines = [f"- {violation['id']}: {violation['help']} ({violation['helpUrl']})"]
    for node in violation["nodes"]:
        lines += [f"    {node['target']}  {node['html']}", f"      {node['failureSummary']}"]
    return "\n".join(lines)
