"""Links in what somebody typed, such as a contact."""

from __future__ import annotations

from django import template
from django.utils.safestring import SafeString

from questionnaires import rendering

register = template.Library()


@register.filter
def with_links(text: str) -> SafeString:
    """Show *text* with its web, mail and telephone links; everything else is escaped."""
    return rendering.with_links(text)
