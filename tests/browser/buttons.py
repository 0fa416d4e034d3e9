"""Pressing the buttons of the respondent's pages."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager

from playwright.sync_api import Page


def press(page: Page, name: str = "Next") -> None:
    """Press the button *name* and wait for the page that it leads to, the same one perhaps."""
    with another_page(page):
        press_only(page, name)


def press_only(page: Page, name: str) -> None:
    """Press the button *name*, which leads nowhere else."""
    page.get_by_role("button", name=name, exact=True).click()


@contextmanager
def another_page(page: Page) -> Iterator[None]:
    """Wait, after what is done inside, until another page has taken the place of this one.

    The script stays on a page until its answers are safe, so the browser does not leave at once;
    and a page that comes back with something to say is put in its place without leaving at all.
    """
    page.evaluate("document.documentElement.dataset.left = ''")
    yield
    page.locator("html:not([data-left])").wait_for(state="attached")
    page.wait_for_load_state()
