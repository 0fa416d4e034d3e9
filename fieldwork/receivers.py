"""What questionnaires tell, written into the trail: they know nothing of it themselves."""

from __future__ import annotations

from typing import Any

from django.dispatch import receiver

from accounts.actions import record_event
from accounts.models import User
from questionnaires.models import Version
from questionnaires.signals import draft_loaded, version_published


@receiver(draft_loaded)
def note_draft(*, version: Version, actor: User | None = None, **_signal: Any) -> None:
    _record(version, "questionnaire.loaded", actor)


@receiver(version_published)
def note_publishing(*, version: Version, actor: User | None = None, **_signal: Any) -> None:
    _record(version, "questionnaire.published", actor)


def _record(version: Version, action: str, actor: User | None) -> None:
    record_event(
        actor=actor,
        action=action,
        subject=f"questionnaire:{version.questionnaire.slug}",
        name=version.title,
        detail={"version": version.number},
    )
