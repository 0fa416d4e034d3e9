"""The pages of unusual nights and quarantine, in all that they can show."""

from __future__ import annotations

from datetime import timedelta

from django.urls import reverse
from django.utils import timezone

from exports.models import Export
from fieldwork.models import Link, Survey
from monitoring.models import UnusualNight
from responses.counted import monday_of
from responses.models import Quarantine
from tests.wording import Reader

WEEK = timedelta(days=7)


def read_quarantine(reader: Reader, survey: Survey, link: Link) -> None:
    """As the lead of *survey*, which is open."""
    today = timezone.localdate()
    pages = reverse("quarantines", args=[survey.slug])
    weeks_of_link = reverse("quarantine_link", args=[survey.slug, link.pk])
    reader.data |= {link.code, "Heron", "Ibis", "Jackdaw"}
    reader.get(pages)
    for number in (1, 30):
        UnusualNight.objects.create(
            area=link.area, day=today - timedelta(days=number), submitted=30, best_before=number
        )
    for address in (pages, reverse("survey", args=[survey.slug])):
        reader.get(address)
    reader.get(pages, {"link": "0"})
    reader.get(weeks_of_link)
    reader.post(weeks_of_link, {})
    week = monday_of(today) - WEEK
    reader.post(weeks_of_link, {"weeks": week.isoformat(), "reason": "Heron"}, follow=True)
    lift = reverse("quarantine_lift", args=[survey.slug, Quarantine.objects.get().pk])
    reader.get(lift)
    reader.post(lift, {})
    read_with_obstacles(reader, survey, (pages, weeks_of_link, lift))
    reader.post(lift, {"reason": "Ibis"}, follow=True)
    reader.get(lift, follow=True)
    for week in (monday_of(today) - WEEK * n for n in range(6)):
        Quarantine.objects.create(
            link=link, week=week, reason="Jackdaw", begun_by=survey.memberships.all()[0].user
        )
    reader.get(weeks_of_link)
    Quarantine.objects.all().delete()


def read_with_obstacles(reader: Reader, survey: Survey, addresses: tuple[str, ...]) -> None:
    """Because the survey is not open yet, or in the archive, or a file is being made."""
    for changes in (
        {"opens_on": timezone.localdate() + WEEK},
        {"stage": Survey.Stage.ARCHIVED},
    ):
        Survey.objects.update(**changes)
        for address in addresses:
            reader.get(address)
        Survey.objects.update(opens_on=survey.opens_on, stage=survey.stage)
    export = Export.objects.create(
        survey=survey,
        requested_by=survey.memberships.all()[0].user,
        cut_off=timezone.localdate(),
        is_interim=True,
        queued_at=timezone.now(),
    )
    for address in addresses:
        reader.get(address)
    export.delete()
