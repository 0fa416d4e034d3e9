"""Putting what came through a link into quarantine, and lifting that; both before the release."""

from __future__ import annotations

from collections.abc import Collection
from datetime import date, timedelta

from django.core.exceptions import PermissionDenied, ValidationError
from django.db import transaction
from django.db.models import F, QuerySet
from django.utils import timezone
from django.utils.translation import gettext as _

from accounts.models import User
from accounts.permissions import Verb
from fieldwork.actions.trail import record_in
from fieldwork.models import Link, Survey
from fieldwork.selectors import may
from fieldwork.signals import objections_to
from responses.counted import counted_responses, monday_of
from responses.models import Quarantine
from responses.signals import quarantine_asked, quarantine_changed


@transaction.atomic
def quarantine(
    *, actor: User, link: Link, weeks: Collection[date], reason: str
) -> list[Quarantine]:
    """Let what was sent through *link* in *weeks*, each named by its Monday, count no more.

    What still comes through it in such a week does not count either. Raise PermissionDenied for
    anybody but a lead, ValidationError without weeks or reason, for a week that holds already or
    lies outside of the survey, or with what stands against it (`obstacles_to_quarantine`).
    """
    survey = _locked(actor, link.area.survey)
    _check(survey, reason)
    _check_weeks(survey, link, weeks)
    made = []
    for week in sorted(weeks):
        before = _counting(survey)
        one = Quarantine.objects.create(link=link, week=week, reason=reason.strip(), begun_by=actor)
        _record(actor, "link.quarantined", one, survey, before, reason)
        made.append(one)
    quarantine_changed.send(Quarantine, survey=survey, actor=actor, reason=reason)
    return made


@transaction.atomic
def lift_quarantine(*, actor: User, quarantine: Quarantine, reason: str) -> None:
    """Let what a quarantine kept out count again; the row stays as history.

    Raise PermissionDenied for anybody but a lead, ValidationError without reason, if it was lifted
    already, or with what stands against it (`obstacles_to_quarantine`).
    """
    survey = _locked(actor, quarantine.link.area.survey)
    _check(survey, reason)
    before = _counting(survey)
    lifted = Quarantine.objects.filter(Quarantine.HOLDS, pk=quarantine.pk).update(
        lifted_by=actor, lifted_at=timezone.now(), lifted_because=reason.strip()
    )
    if not lifted:
        raise ValidationError(_("This quarantine was lifted already."))
    _record(actor, "link.quarantine_lifted", quarantine, survey, before, reason)
    quarantine_changed.send(Quarantine, survey=survey, actor=actor, reason=reason)
    quarantine.refresh_from_db()


def quarantines_of(survey: Survey) -> QuerySet[Quarantine]:
    """Return every quarantine of *survey*, those that hold first, with links and who decided."""
    related = ("link__area__local_authority", "begun_by", "lifted_by")
    found = Quarantine.objects.filter(link__area__survey=survey).select_related(*related)
    return found.order_by(F("lifted_at").desc(nulls_first=True), "-begun_at", "week", "pk")


def obstacles_to_quarantine(survey: Survey) -> list[str]:
    """Return why the responses that count in *survey* stay as they are, in sentences.

    Nothing can have been sent before it opens; a survey in the archive is put away; and what has
    left as final cannot change, which is for the apps to say that let answers out.
    """
    state = survey.state()
    if state in (Survey.State.DRAFT, Survey.State.SCHEDULED):
        return [_("The survey is not open yet, so nobody has answered.")]
    if state is Survey.State.ARCHIVED:
        return [_("The survey is in the archive. Take it out of there first.")]
    return objections_to(quarantine_asked, Quarantine, survey=survey)


def _locked(actor: User, survey: Survey) -> Survey:
    """Return the survey as stored, locked as for asking for an export: none begins meanwhile."""
    if not may(actor, Verb.QUARANTINE, survey):
        raise PermissionDenied
    return Survey.objects.select_for_update(no_key=True).get(pk=survey.pk)


def _check(survey: Survey, reason: str) -> None:
    if obstacles := obstacles_to_quarantine(survey):
        raise ValidationError(obstacles)
    if not reason.strip():
        raise ValidationError({"reason": _("Say why.")})


def _check_weeks(survey: Survey, link: Link, weeks: Collection[date]) -> None:
    if not weeks:
        raise ValidationError({"weeks": _("Choose at least one week.")})
    if not set(weeks) <= set(weeks_of(survey)):
        raise ValidationError({"weeks": _("Choose weeks in which people could answer.")})
    if link.quarantines.filter(Quarantine.HOLDS, week__in=weeks).exists():
        raise ValidationError({"weeks": _("One of these weeks is in quarantine already.")})


def weeks_of(survey: Survey) -> list[date]:
    """Return the Mondays of the weeks so far in which *survey* could be answered."""
    first = monday_of(survey.first_day)
    last = min(timezone.localdate(), timezone.localdate(survey.grace_ends_at))
    return [first + timedelta(days=days) for days in range(0, (last - first).days + 1, 7)]


def _counting(survey: Survey) -> int:
    """Count whole days only, as screens do: a number that moves tells of one person."""
    yesterday = timezone.localdate() - timedelta(days=1)
    return counted_responses(until=yesterday).filter(area__survey=survey).count()


def _record(
    actor: User, action: str, one: Quarantine, survey: Survey, before: int, reason: str
) -> None:
    detail = {
        "area": str(one.link.area),
        "channel": one.link.channel,
        "week": one.week.isoformat(),
        "counting": [before, _counting(survey)],
        "reason": reason.strip(),
    }
    record_in(actor, action, survey, detail)
