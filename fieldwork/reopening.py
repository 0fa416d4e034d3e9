"""Whether a closed survey may open again: whoever has let answers leave as final may object."""

from __future__ import annotations

from fieldwork.models import Survey
from fieldwork.signals import objections_to, reopening_asked


def obstacles_to_reopening(survey: Survey) -> list[str]:
    """Return why *survey* may not open again, in sentences; none if it may."""
    return objections_to(reopening_asked, Survey, survey=survey)
