"""Parts of pages that are the same on every page of a language, rendered once per process."""

from __future__ import annotations

from functools import lru_cache
from typing import Any

from django import template
from django.template.loader import render_to_string
from django.utils.safestring import SafeString
from django.utils.translation import get_language

register = template.Library()


@register.simple_tag
def rendered_once(template_name: str, **context: Any) -> SafeString:
    """Include a template that depends on nothing but the language and *context*.

    Between them the links of the footer and what the script may have to say took a fifteenth of a
    page's time.
    """
    return rendered(template_name, get_language(), **context)


@lru_cache(maxsize=256)
def rendered(template_name: str, language: str | None, **context: Any) -> SafeString:
    """Return the HTML of a template; *language* is the active one, named to tell them apart."""
    return render_to_string(template_name, context)
