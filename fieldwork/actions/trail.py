"""What every write about fieldwork tells the trail."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from django.db import transaction
from django.db.models import Model

from accounts.actions import record_event
from accounts.models import User
from accounts.trail import changed_values, value_of
from fieldwork.models import Survey


def changes_of(before: Model | None, after: Model) -> dict[str, Any]:
    """Return what the trail keeps of a row that was stored: new values, beside those before."""
    fields = [field.name for field in after._meta.concrete_fields if field.name != "id"]
    if before is not None:
        return changed_values(before, after, fields)
    return {name: value for name in fields if (value := value_of(after, name)) not in (None, "")}


def record_in(
    actor: User | None, action: str, survey: Survey, detail: Mapping[str, Any] | None = None
) -> None:
    record_event(
        actor=actor,
        action=action,
        subject=f"survey:{survey.slug}",
        name=survey.title,
        detail=detail,
    )


@transaction.atomic
def record_trail_download(*, actor: User, survey: Survey, chosen: Mapping[str, str]) -> None:
    """Write into the trail of *survey* that *actor* fetched it, or the *chosen* part of it."""
    record_in(actor, "trail.downloaded", survey, chosen)
