"""Moments, such as the end of a survey, in the words that people use for them."""

from __future__ import annotations

from datetime import datetime, time, timedelta

from django.utils import timezone
from django.utils.formats import date_format, time_format
from django.utils.translation import gettext as _

MIDNIGHT, NOON = time(0), time(12)


def written_moment(moment: datetime) -> str:
    """Return *moment* as it stands after “until” or “at about”, in UK time.

    Midnight belongs to the day that ends with it: of “26 November 2026, 00:00” nobody can say
    whether the 26th is meant.
    """
    local = timezone.localtime(moment)
    of_day = local.time().replace(second=0, microsecond=0)
    if of_day == MIDNIGHT:
        ending = local.date() - timedelta(days=1)
        return _("midnight at the end of %(day)s") % {"day": date_format(ending)}
    day = date_format(local.date())
    if of_day == NOON:
        return _("12 noon on %(day)s") % {"day": day}
    return _("%(time)s on %(day)s") % {"time": time_format(of_day), "day": day}
