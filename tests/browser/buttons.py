"""Pressing buttons and following links, and waiting for the page to which they lead.

Whoever looks at a page that is just being left sees the old one, the new one or half of it. So a
page is left inside of `next_page`, and a test that leaves one without it fails (`watch`).
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import Any

from playwright.sync_api import BrowserContext, Page, Request

WAITING = ("goto", "reload", "go_back", "go_forward")
"""What Playwright itself ends only when the next page is there."""


_awaited: set[Page] = set()


@contextmanager
def next_page(page: Page) -> Iterator[None]:
    """Do in the block what leads to another page, or to the same one again, and wait for that.

    The script stays on a page until its answers are safe, so the browser does not leave at once;
    and a page that comes back with something to say is put in its place without leaving at all.
    """
    page.evaluate("document.documentElement.dataset.left = ''")
    _awaited.add(page)
    yield
    page.locator("html:not([data-left])").wait_for(state="attached")
    page.wait_for_load_state()
    _awaited.discard(page)


def press(page: Page, name: str = "Next") -> None:
    """Press the button *name* and wait for the page that it leads to, the same one perhaps."""
    with next_page(page):
        press_only(page, name)


def press_only(page: Page, name: str) -> None:
    """Press the button *name*, which leads nowhere else."""
    page.get_by_role("button", name=name, exact=True).click()


def follow(page: Page, name: str) -> None:
    """Follow the link *name* and wait for the page that it leads to."""
    with next_page(page):
        follow_only(page, name)


def follow_only(page: Page, name: str) -> None:
    """Follow the link *name*, which leads to a place on this page."""
    page.get_by_role("link", name=name).click()


def watch(visitor: BrowserContext, complaints: list[str]) -> None:
    """Add to *complaints* whenever a page of *visitor* is left and nobody waits for the next."""
    visitor.on("page", lambda page: _watch(page, complaints))


def _watch(page: Page, complaints: list[str]) -> None:
    waiting: list[str] = []

    @contextmanager
    def awaiting(name: str) -> Iterator[None]:
        waiting.append(name)
        yield
        waiting.remove(name)

    def awaited(name: str) -> Callable[..., Any]:
        method = getattr(page, name)
        return lambda *arguments, **options: awaiting(name)(method)(*arguments, **options)

    def note(request: Request) -> None:
        if waiting or page in _awaited or not request.is_navigation_request():
            return
        if request.redirected_from:
            return
        if request.frame == page.main_frame and page.url != "about:blank":
            complaints.append(f"{page.url} was left for {request.url}: use next_page or press")

    page.on("request", note)
    for name in WAITING:
        setattr(page, name, awaited(name))
