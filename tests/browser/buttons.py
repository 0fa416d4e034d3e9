"""Pressing the buttons of the respondent's pages."""

from __future__ import annotations

from playwright.sync_api import Page


def press(page: Page, name: str = "Next") -> None:
    """Press the button *name* and wait for the page that it leads to, the same one perhaps.

    The script stays on a page until its answers are safe, so the browser does not leave at once.
    """
    with page.expect_navigation():
        press_only(page, name)


def press_only(page: Page, name: str) -> None:
    """Press the button *name*, which leads nowhere else."""
    page.get_by_role("button", name=name, exact=True).click()
