"""Writing snapshots, and telling leads of nights that are unusual."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping
from dataclasses import asdict
from datetime import date, timedelta
from itertools import groupby

from django.db import transaction
from django.db.models import Max

from accounts.mailing import queue_mail
from accounts.models import Mail
from fieldwork.actions.trail import record_in
from fieldwork.models import Area, Survey
from fieldwork.selectors import leads_of
from monitoring.models import AreaCount, Snapshot, UnusualNight
from monitoring.schedule import counted_on
from monitoring.surges import surges_in
from responses.counted import counted_by_day

Days = Mapping[int, Mapping[date, int]]
"""Responses that count, by the key of their area and the day."""


@transaction.atomic
def take_snapshots(*, on: date) -> int:
    """Count the responses submitted before the day *on* in each survey; return how many surveys.

    A survey that has been counted on that day keeps its snapshot, and is not among the number.
    Leads are told of the unusual among the nights that were not counted before.
    """
    # The lock makes a second worker wait, and then find today's snapshots.
    due = Survey.objects.select_for_update(no_key=True).filter(counted_on(on)).order_by("pk")
    surveys = list(due)
    taken = Snapshot.objects.filter(survey__in=surveys).order_by().values_list("survey_id")
    last_taken = dict(taken.annotate(Max("taken_on")))
    new = [survey for survey in surveys if last_taken.get(survey.pk) != on]
    snapshots = Snapshot.objects.bulk_create(Snapshot(survey=one, taken_on=on) for one in new)
    counted = Area.objects.filter(survey__in=new).select_related("survey", "local_authority")
    areas = list(counted.order_by("pk"))
    days = _days_of(areas, before=on)
    _count_areas(snapshots, areas, days)
    _tell_of_unusual_nights(areas, days, last_taken)
    return len(snapshots)


@transaction.atomic
def recount(*, survey: Survey) -> None:
    """Bring the latest snapshot of *survey* in line with what counts now; earlier ones stay.

    It goes on counting the same whole days, so that it tells of no respondent. The caller holds
    the lock of the survey.
    """
    snapshot = Snapshot.objects.filter(survey=survey).order_by("-taken_on").first()
    if snapshot is None:
        return
    counts = list(snapshot.counts.select_related("area"))
    days = _days_of([count.area for count in counts], before=snapshot.taken_on)
    for count in counts:
        count.submitted = sum(days.get(count.area_id, {}).values())
    AreaCount.objects.bulk_update(counts, ["submitted"])


def _days_of(areas: list[Area], *, before: date) -> Days:
    days: dict[int, dict[date, int]] = defaultdict(dict)
    for area_id, day, number in counted_by_day(areas, until=before - timedelta(days=1)):
        days[area_id][day] = number
    return days


def _count_areas(snapshots: list[Snapshot], areas: list[Area], days: Days) -> None:
    snapshot_of = {snapshot.survey_id: snapshot for snapshot in snapshots}
    AreaCount.objects.bulk_create(
        AreaCount(
            snapshot=snapshot_of[area.survey_id],
            area=area,
            submitted=sum(days.get(area.pk, {}).values()),
        )
        for area in areas
    )


def _tell_of_unusual_nights(areas: list[Area], days: Days, last_taken: Mapping[int, date]) -> None:
    """Store the unusual days since the last snapshot of each survey, and tell its leads once."""
    found = [
        UnusualNight(area=area, **asdict(surge))
        for area in areas
        for surge in surges_in(days.get(area.pk, {}), since=last_taken.get(area.survey_id))
    ]
    if not found:
        return
    # A night can have been told before its survey was counted anew, as after a restore.
    known = set(UnusualNight.objects.filter(area__in=areas).values_list("area_id", "day"))
    new = [night for night in found if (night.area_id, night.day) not in known]
    UnusualNight.objects.bulk_create(new)
    by_day = sorted(new, key=lambda night: (night.area.survey_id, night.day))
    for (_survey, day), nights in groupby(by_day, lambda one: (one.area.survey_id, one.day)):
        _tell_leads(day, list(nights))


def _tell_leads(day: date, nights: list[UnusualNight]) -> None:
    """Tell the leads of a survey which areas had an unusual *day*, in one email each.

    Exact numbers stay behind the sign-in: emails are read by others, and passed on.
    """
    survey = nights[0].area.survey
    for night in nights:
        detail = {
            "area": str(night.area),
            "day": day.isoformat(),
            "responses": night.submitted,
            "best_before": night.best_before,
        }
        record_in(None, "area.unusual_night", survey, detail)
    about = {
        "survey": survey.slug,
        "title": survey.title,
        "day": day.isoformat(),
        "areas": "\n".join(str(night.area) for night in nights),
    }
    for membership in leads_of(survey.pk).select_related("user"):
        queue_mail(Mail.Kind.UNUSUAL_NIGHT, membership.user, about=about)
