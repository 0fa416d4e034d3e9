"""The row of languages above a respondent's page."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from django import template
from django.utils.translation import get_language

from questionnaires.languages import names_of

register = template.Library()


@register.inclusion_tag("responses/language_switch.html")
def language_switch(languages: Sequence[str], form: str = "") -> dict[str, Any]:
    """Offer *languages*, by codes; nothing is rendered for fewer than two.

    With the id of a *form* the languages are its buttons, so that what is typed into it goes
    along; without, they are links to the same address.
    """
    active = get_language()
    offered = [
        {"code": code, "name": name, "is_active": code == active}
        for code, name in names_of(languages).items()
    ]
    return {"languages": offered if len(offered) > 1 else [], "form": form}
