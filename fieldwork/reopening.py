"""Whether a closed survey may open again: whoever has let answers leave as final may object."""

from __future__ import annotations

from django.db import transaction

from fieldwork.models import Survey
from fieldwork.signals import reopening_asked


def obstacles_to_reopening(survey: Survey) -> list[str]:
    """Return why *survey* may not open again, in sentences; none if it may."""
    with transaction.atomic():  # for receivers that lock what they look at
        answers = reopening_asked.send(Survey, survey=survey)
    return [why for _receiver, why in answers if why]
