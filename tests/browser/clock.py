"""A browser's clock that stands still until a test moves it, however slow the machine is."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

from playwright.sync_api import Page

STOPPED_AT = datetime(2026, 6, 1, 12, tzinfo=UTC)


def stop_clock(page: Page) -> None:
    """Stop time for the scripts of *page*; `page.clock.fast_forward` then moves it."""
    page.clock.install(time=STOPPED_AT)
    page.clock.pause_at(STOPPED_AT + timedelta(seconds=1))
