"""What happens to responses, as far as screens show it."""

from __future__ import annotations

from typing import Any

from django.dispatch import receiver

from fieldwork.models import Survey
from monitoring.actions import recount
from responses.signals import quarantine_changed


@receiver(quarantine_changed)
def recount_survey(*, survey: Survey, **_signal: Any) -> None:
    """Count at once: a survey whose last night is over would otherwise keep its earlier counts."""
    recount(survey=survey)
