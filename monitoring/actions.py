"""Writing snapshots."""

from __future__ import annotations

from datetime import date

from django.db import transaction
from django.db.models import Count, Q

from fieldwork.models import Area, Survey
from monitoring.models import AreaCount, Snapshot
from monitoring.schedule import counted_on
from responses.models import Response


@transaction.atomic
def take_snapshots(*, on: date) -> int:
    """Count the responses submitted before the day *on* in each survey; return how many surveys.

    A survey that has been counted on that day keeps its snapshot, and is not among the number.
    """
    # The lock makes a second worker wait, and then find today's snapshots.
    due = Survey.objects.select_for_update(no_key=True).filter(counted_on(on)).order_by("pk")
    surveys = list(due)
    counted = set(
        Snapshot.objects.filter(survey__in=surveys, taken_on=on).values_list("survey_id", flat=True)
    )
    snapshots = Snapshot.objects.bulk_create(
        Snapshot(survey=survey, taken_on=on) for survey in surveys if survey.pk not in counted
    )
    _count_areas(snapshots, before=on)
    return len(snapshots)


def _count_areas(snapshots: list[Snapshot], *, before: date) -> None:
    snapshot_of = {snapshot.survey_id: snapshot for snapshot in snapshots}
    is_submitted = Q(
        responses__status=Response.Status.SUBMITTED, responses__submitted_on__lt=before
    )
    areas = Area.objects.filter(survey__in=snapshot_of).annotate(
        submitted=Count("responses", filter=is_submitted)
    )
    AreaCount.objects.bulk_create(
        AreaCount(snapshot=snapshot_of[area.survey_id], area=area, submitted=area.submitted)
        for area in areas.order_by("pk")
    )
