"""What was decided in the life of a survey, as the audit trail holds it."""

from __future__ import annotations

from typing import Any

from django.db.models import QuerySet
from django.utils.translation import gettext_lazy as _

from accounts.models import AuditEvent
from fieldwork.models import Survey

DECISIONS: dict[str, Any] = {
    "survey.created": _("Started"),
    "survey.opening_decided": _("Opening decided"),
    "survey.opening_taken_back": _("Opening taken back"),
    "survey.extended": _("Closes later"),
    "survey.closed_early": _("Closes earlier"),
    "survey.reopened": _("Opened again"),
    "survey.answers_deleted": _("Answers deleted"),
    "survey.archived": _("Put into the archive"),
    "survey.brought_back": _("Taken out of the archive"),
}


def decisions_of(survey: Survey) -> QuerySet[AuditEvent]:
    """Return the events of the trail that changed the life of *survey*, the latest first."""
    events = AuditEvent.objects.filter(subject=f"survey:{survey.slug}", action__in=DECISIONS)
    return events.select_related("actor")
