"""Writing the life of a survey: from a draft to its opening, other last days, the archive.

Each act is in the audit trail with what it changed and, where it alters what people were told,
the reason. Dates do the rest: a survey opens and closes by itself.
"""

from __future__ import annotations

from collections.abc import Collection, Mapping
from copy import copy
from datetime import date, timedelta
from typing import Any

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from accounts.models import User
from accounts.trail import changed_values
from fieldwork.actions.headcounts import fix_partitions
from fieldwork.actions.trail import record_in
from fieldwork.checklist import checklist_of
from fieldwork.models import Survey
from fieldwork.reopening import obstacles_to_reopening
from fieldwork.signals import survey_reopened

State = Survey.State


class NotNow(Exception):
    """The survey has another state by now, in which this cannot be done."""


@transaction.atomic
def open_survey(*, actor: User, survey: Survey) -> None:
    """Let the dates of a draft open it, today or on its first day; its version is fixed by that.

    Raise ValidationError with everything that is still missing, NotNow if it is no draft.
    """
    locked = _locked(survey, [State.DRAFT])
    if missing := [fault for item in checklist_of(locked) for fault in item.faults]:
        raise ValidationError(missing)
    fix_partitions(locked)
    _change(actor, locked, "survey.opening_decided", stage=Survey.Stage.READY)
    survey.refresh_from_db()


@transaction.atomic
def take_back(*, actor: User, survey: Survey) -> None:
    """Make a survey that has not opened yet a draft again; raise NotNow if it has."""
    locked = _locked(survey, [State.SCHEDULED])
    locked.areas.update(partition=None)
    _change(actor, locked, "survey.opening_taken_back", stage=Survey.Stage.DRAFT)
    survey.refresh_from_db()


@transaction.atomic
def extend_survey(*, actor: User, survey: Survey, last_day: date, reason: str) -> None:
    """Let an open survey close later; raise NotNow if it is not open, ValidationError else."""
    locked = _locked(survey, [State.OPEN])
    if last_day <= locked.last_day:
        raise ValidationError({"last_day": _("This is not later than the last day as it is.")})
    _move_last_day(actor, locked, "survey.extended", last_day, reason)
    survey.refresh_from_db()


@transaction.atomic
def close_early(*, actor: User, survey: Survey, last_day: date, reason: str) -> None:
    """Let an open survey close earlier: with yesterday it is closed at once.

    Raise NotNow if it is not open, ValidationError for a day that does not do.
    """
    locked = _locked(survey, [State.OPEN])
    if fault := _fault_in_earlier(locked, last_day):
        raise ValidationError({"last_day": fault})
    _move_last_day(actor, locked, "survey.closed_early", last_day, reason)
    survey.refresh_from_db()


def _fault_in_earlier(survey: Survey, last_day: date) -> str:
    if last_day >= survey.last_day:
        return _("This is not earlier than the last day as it is.")
    if last_day < timezone.localdate() - timedelta(days=1):
        return _("People have answered after this day. Choose yesterday or a later day.")
    if last_day < survey.first_day:
        return _("The survey opened today: close it at the end of today.")
    return ""


@transaction.atomic
def reopen_survey(*, actor: User, survey: Survey, last_day: date, reason: str) -> None:
    """Open a closed survey again, until the end of *last_day*.

    Raise NotNow if it is not closed, ValidationError for a day that is over, or with what stands
    against it: answers that have left as final cannot change any more (Releases 1).
    """
    locked = _locked(survey, [State.GRACE, State.CLOSED])
    if obstacles := obstacles_to_reopening(locked):
        raise ValidationError(obstacles)
    if last_day < timezone.localdate():
        raise ValidationError({"last_day": _("This day is over. Choose today or a later day.")})
    _move_last_day(actor, locked, "survey.reopened", last_day, reason)
    survey_reopened.send(Survey, survey=locked, actor=actor, reason=reason)
    survey.refresh_from_db()


@transaction.atomic
def archive_survey(*, actor: User, survey: Survey) -> None:
    """Put a closed survey away: it keeps everything, and leaves the list of those in hand."""
    locked = _locked(survey, [State.CLOSED])
    _change(actor, locked, "survey.archived", stage=Survey.Stage.ARCHIVED)
    survey.refresh_from_db()


@transaction.atomic
def bring_back(*, actor: User, survey: Survey) -> None:
    """Take a survey out of the archive."""
    locked = _locked(survey, [State.ARCHIVED])
    _change(actor, locked, "survey.brought_back", stage=Survey.Stage.READY)
    survey.refresh_from_db()


def _locked(survey: Survey, states: Collection[State]) -> Survey:
    """Return the survey as it is stored, locked against every other writer of it."""
    locked = Survey.objects.select_for_update(no_key=True).get(pk=survey.pk)
    if locked.state() not in states:
        raise NotNow
    return locked


def _move_last_day(actor: User, survey: Survey, action: str, last_day: date, reason: str) -> None:
    if not reason.strip():
        raise ValidationError({"reason": _("Say why.")})
    _change(actor, survey, action, closes_on=last_day, told={"reason": reason})


def _change(
    actor: User,
    survey: Survey,
    action: str,
    *,
    told: Mapping[str, Any] | None = None,
    **fields: Any,
) -> None:
    """Store *fields* of a survey; the trail keeps what they were, and what else is *told*."""
    before = copy(survey)
    for name, value in fields.items():
        setattr(survey, name, value)
    survey.save(update_fields=list(fields))
    record_in(actor, action, survey, {**changed_values(before, survey, fields), **(told or {})})
