"""What was done in a survey, as the audit trail holds it."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from django.db.models import Exists, OuterRef, Q, QuerySet

from accounts.models import AuditEvent, User
from accounts.wording import IN_SURVEYS, origin_text
from fieldwork.models import Survey

DECISIONS = (
    "survey.created",
    "survey.opening_decided",
    "survey.opening_taken_back",
    "survey.extended",
    "survey.closed_early",
    "survey.reopened",
    "link.quarantined",
    "link.quarantine_lifted",
    "survey.answers_deleted",
    "survey.archived",
    "survey.brought_back",
)

NAMES = ("name", "actor__name", "actor__email", "detail__person", "detail__area", "detail__channel")
"""Where a text is looked for: what the thing was called, who did it, and whom or what it names."""

UNKNOWN = "unknown"
"""Stands for where events come from that were written before that was kept."""


@dataclass(frozen=True, slots=True)
class Sought:
    """Which events of a survey to read; what is empty narrows nothing.

    `who` is the key of a person, an `Origin` or UNKNOWN; `what` a code of an action or of a kind.
    """

    who: str = ""
    what: str = ""
    from_day: date | None = None
    to_day: date | None = None
    text: str = ""


def decisions_of(survey: Survey) -> QuerySet[AuditEvent]:
    """Return the events of the trail that changed the life of *survey*, the latest first."""
    return trail_of(survey).filter(action__in=DECISIONS)


def trail_of(survey: Survey, sought: Sought | None = None) -> QuerySet[AuditEvent]:
    """Return the events about *survey*, the latest first, each with who did it."""
    events = AuditEvent.objects.filter(survey=survey.slug).select_related("actor")
    if sought is None:
        return events
    if sought.from_day:
        events = events.filter(at__date__gte=sought.from_day)
    if sought.to_day:
        events = events.filter(at__date__lte=sought.to_day)
    return events.filter(_by(sought.who), _doing(sought.what), _naming(sought.text))


def _by(who: str) -> Q:
    if not who:
        return Q()
    if who.isdecimal():
        return Q(actor=who)
    return Q(actor=None, origin="" if who == UNKNOWN else who)


def _doing(what: str) -> Q:
    if not what:
        return Q()
    kind = next((kind for kind in IN_SURVEYS if kind.code == what), None)
    return Q(action__in=list(kind.actions) if kind else [what])


def _naming(text: str) -> Q:
    if not text:
        return Q()
    return Q(*((f"{place}__icontains", text) for place in NAMES), _connector=Q.OR)


def who_acted_in(survey: Survey) -> dict[str, str]:
    """Return who is in the trail of *survey*, as `Sought.who` -> name: people, then the rest."""
    events = AuditEvent.objects.filter(survey=survey.slug)
    people = User.objects.filter(Exists(events.filter(actor=OuterRef("pk"))))
    origins = events.filter(actor=None).order_by("origin").values_list("origin", flat=True)
    return {
        **{str(one.pk): one.name_and_address for one in people},
        **{one or UNKNOWN: origin_text(one) for one in origins.distinct()},
    }
