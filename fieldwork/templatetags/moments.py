"""Template filter for a moment in words: `until {{ survey.grace_ends_at|moment }}`."""

from __future__ import annotations

from datetime import datetime

from django import template

from fieldwork.moments import written_moment

register = template.Library()


@register.filter
def moment(value: datetime | None) -> str:
    """A date with its time as people say it, nothing for none."""
    return written_moment(value) if value else ""
