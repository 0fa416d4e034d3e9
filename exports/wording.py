"""Why an export failed, in words for the people who asked for it."""

from __future__ import annotations

from django.utils.translation import gettext as _

from exports.models import Export


def failure_text(export: Export) -> str:
    """Return what happened to a failed *export*, what is safe and what to do; "" for others."""
    if export.failure == Export.Failure.FAULT:
        return _(
            "A fault in the platform stopped this export. No answers were lost and nothing was "
            "released. Ask for a new export. If that fails too, tell the people who run the "
            "platform: their log says why, under %(export)s."
        ) % {"export": export}
    if export.failure == Export.Failure.GIVEN_UP:
        return _(
            "The program that makes exports stopped %(attempts)d times before this one was done, "
            "so we have given it up. No answers were lost and nothing was released. Tell the "
            "people who run the platform, then ask for a new export."
        ) % {"attempts": export.attempts}
    return ""
