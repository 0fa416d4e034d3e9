"""A box for a code of either kind, on any page that is not where its visitor wanted to be."""

from __future__ import annotations

from typing import Any

from django import template
from django.template import Context

from responses.forms import CodeForm

register = template.Library()


@register.inclusion_tag("responses/code_box.html", takes_context=True)
def code_box(context: Context) -> dict[str, Any]:
    """Draw the form that leads to what a code opens; it asks no database."""
    return {"form": CodeForm(), "csrf_token": context.get("csrf_token")}
