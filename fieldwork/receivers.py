"""What questionnaires tell, written into the trail: they know nothing of it themselves."""

from __future__ import annotations

from typing import Any

from django.dispatch import receiver

from accounts.actions import record_event
from questionnaires.models import Version
from questionnaires.signals import draft_loaded, version_published


@receiver(draft_loaded)
def note_draft(*, version: Version, **_signal: Any) -> None:
    _record(version, "questionnaire.loaded")


@receiver(version_published)
def note_publishing(*, version: Version, **_signal: Any) -> None:
    _record(version, "questionnaire.published")


def _record(version: Version, action: str) -> None:
    record_event(
        actor=None,
        action=action,
        subject=f"questionnaire:{version.questionnaire.slug}",
        name=version.title,
        detail={"version": version.number},
    )
