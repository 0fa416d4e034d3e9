"""What a link led to when the database last answered, kept in this process for an outage.

Links with their areas and surveys, never responses: enough to render a page again around what its
respondent typed (`views/outage.py`). Whoever can reach the database reads it there.
"""

from __future__ import annotations

from fieldwork.models import Link

MOST_LINKS = 1000
"""How many links one process keeps; beyond it those seen first are forgotten."""

_links: dict[str, Link] = {}


def remember(link: Link) -> None:
    """Keep *link*, which came with its area, authority and survey."""
    _links[link.code] = link
    if len(_links) > MOST_LINKS:
        _links.pop(next(iter(_links)), None)


def cached_link(code: str) -> Link | None:
    """Return the link of this code as this process saw it last, None if it never did."""
    return _links.get(code)


def forget() -> None:
    """Forget every link."""
    _links.clear()
