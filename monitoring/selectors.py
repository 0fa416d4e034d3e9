"""Reading snapshots for the staff's screens, exact for a survey's team, in bands for others."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta

from django.db.models import OuterRef, Prefetch, QuerySet, Subquery
from django.utils import timezone

from disclosure.bands import Band, band_of
from fieldwork.models import Area, Link, Survey
from monitoring.models import AreaCount, Snapshot, UnusualNight


@dataclass(frozen=True, slots=True)
class CountedArea:
    """An area and its submitted responses; None where the area joined after the count."""

    area: Area
    submitted: int | None


@dataclass(frozen=True, slots=True)
class SurveyCounts:
    """Exact counts of a survey's areas, for its team only.

    `until` is the last day that is counted; None before the first count.
    """

    until: date | None
    areas: tuple[CountedArea, ...]

    @property
    def total(self) -> int:
        return sum(counted.submitted or 0 for counted in self.areas)


@dataclass(frozen=True, slots=True)
class AreaBand:
    """What a coordinator may know about the responses of an area, up to the day `until`."""

    until: date
    band: Band


def survey_counts(survey: Survey) -> SurveyCounts:
    """Return the latest counts of *survey* by area, each area with authority and working links."""
    snapshot = Snapshot.objects.filter(survey=survey).order_by("-taken_on").first()
    return SurveyCounts(
        until=_day_before(snapshot) if snapshot else None,
        areas=tuple(
            CountedArea(area, submitted=getattr(area, "submitted", None))
            for area in _areas_with_counts(survey, snapshot)
        ),
    )


def area_band(area: Area) -> AreaBand | None:
    """Return the latest count of *area* as a band, or None before its first count."""
    count = (
        AreaCount.objects.filter(area=area)
        .select_related("snapshot")
        .order_by("-snapshot__taken_on")
        .first()
    )
    if count is None:
        return None
    return AreaBand(until=_day_before(count.snapshot), band=band_of(count.submitted))


def unusual_nights_of(survey: Survey) -> QuerySet[UnusualNight]:
    """Return the unusual nights of *survey*, the latest first, with the links of their areas.

    Exact numbers, for leads only.
    """
    nights = UnusualNight.objects.filter(area__survey=survey).order_by("-day", "area_id")
    return nights.select_related("area__local_authority").prefetch_related("area__links")


def had_unusual_night(survey: Survey) -> bool:
    """Return whether *survey* had an unusual night in the last week of which leads know."""
    week_ago = timezone.localdate() - timedelta(days=7)
    return UnusualNight.objects.filter(area__survey=survey, day__gte=week_ago).exists()


def _areas_with_counts(survey: Survey, snapshot: Snapshot | None) -> QuerySet[Area]:
    counts = AreaCount.objects.filter(snapshot=snapshot, area=OuterRef("pk"))
    return (
        Area.objects.filter(survey=survey)
        .select_related("local_authority")
        .prefetch_related(Prefetch("links", Link.objects.filter(Link.HANDED_OUT)))
        .annotate(submitted=Subquery(counts.values("submitted")))
    )


def _day_before(snapshot: Snapshot) -> date:
    return snapshot.taken_on - timedelta(days=1)
