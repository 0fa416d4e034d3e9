"""Which responses count: those that were sent, without what is in quarantine.

Everything that counts responses or writes them into files begins here, and nothing else asks what
was sent (`tests/integration/responses/test_one_selector.py`). Deletion is not counting: it takes
what is in quarantine too.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping
from datetime import date, timedelta

from django.db.models import Count, Exists, OuterRef, QuerySet
from django.db.models.functions import TruncWeek

from fieldwork.models import Area, Link
from responses.models import Quarantine, Response


def counted_responses(*, until: date) -> QuerySet[Response]:
    """Return the responses that count, of every survey, sent by the end of the day *until*."""
    holding = Quarantine.objects.filter(Quarantine.HOLDS)
    in_quarantine = holding.filter(link=OuterRef("link"), week=OuterRef("week"))
    return _sent(until).exclude(Exists(in_quarantine))


def counted_by_day(areas: Iterable[Area], *, until: date) -> Iterable[tuple[int, date, int]]:
    """Return (key of an area, day, responses that count) for days to *until* that have some."""
    counted = counted_responses(until=until).filter(area__in=areas)
    by_day = counted.order_by("area_id", "submitted_on")
    return by_day.values_list("area_id", "submitted_on").annotate(Count("pk"))


def sent_by_week(link: Link, *, until: date) -> Mapping[date, int]:
    """Return how many were sent through *link* by the end of *until*, by the Monday of each week.

    Those in quarantine are among them. For leads, before they decide.
    """
    by_day = _sent(until).filter(link=link).order_by("submitted_on").values_list("submitted_on")
    weeks: Counter[date] = Counter()
    for day, number in by_day.annotate(Count("pk")):
        weeks[monday_of(day)] += number
    return weeks


def _sent(until: date) -> QuerySet[Response]:
    sent = Response.objects.filter(status=Response.Status.SUBMITTED, submitted_on__lte=until)
    return sent.alias(week=TruncWeek("submitted_on"))


def monday_of(day: date) -> date:
    """Return the Monday with which the week of *day* begins."""
    return day - timedelta(days=day.weekday())
