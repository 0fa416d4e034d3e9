"""When surveys are counted: at the start of each day after the first, until a week after the last.

The week is for surveys whose last night was missed because no worker ran.
"""

from __future__ import annotations

from datetime import date, datetime, time, timedelta

from django.conf import settings
from django.db.models import Q
from django.utils import timezone

from fieldwork.models import Survey

DAYS_AFTER_CLOSING = 7


def counted_on(day: date) -> Q:
    """Return the condition on a survey under which it is counted at the start of *day*."""
    return ~Q(stage=Survey.Stage.DRAFT) & Q(
        opens_on__lt=day, closes_on__gte=day - timedelta(days=DAYS_AFTER_CLOSING)
    )


def next_count(survey: Survey, *, now: datetime) -> datetime | None:
    """Return when *survey* is counted next after *now*, in local time; None if no more."""
    if survey.is_draft:
        return None
    hour = time(settings.SNAPSHOT_HOUR)
    today = timezone.localdate(now)
    is_over_for_today = _local(today, hour) <= now
    day = max(
        today + timedelta(days=is_over_for_today),
        survey.first_day + timedelta(days=1),
    )
    last = survey.last_day + timedelta(days=DAYS_AFTER_CLOSING)
    return _local(day, hour) if day <= last else None


def _local(day: date, hour: time) -> datetime:
    return datetime.combine(day, hour, tzinfo=timezone.get_default_timezone())
