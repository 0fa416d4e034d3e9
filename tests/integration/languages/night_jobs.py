"""The page of night jobs, in all that it can show."""

from __future__ import annotations

from datetime import timedelta

from django.urls import reverse
from django.utils import timezone

from fieldwork.models import Survey
from monitoring.models import NightRun, WatchedJob
from monitoring.nights.schedule import night_jobs
from responses.models import PurgeCertificate
from tests.wording import Reader


def read_night_jobs(reader: Reader, survey: Survey) -> None:
    """Read the page with each ending of a run and each kind of certificate."""
    now, page = timezone.now(), reverse("night_jobs")
    reader.get(page)
    WatchedJob.objects.update(since=now - timedelta(days=30))
    for outcome in NightRun.Outcome:
        for hours in (0, 0, 26):
            is_running = outcome == NightRun.Outcome.RUNNING
            NightRun.objects.bulk_create(
                NightRun(
                    task=job.task,
                    night=job.last_night(now - timedelta(hours=hours)),
                    started_at=now - timedelta(hours=hours),
                    ended_at=None if is_running else now,
                    outcome=outcome,
                    counted=hours,
                )
                for job in night_jobs()
            )
            reader.get(page)
        NightRun.objects.all().delete()
    for number, is_of_all in ((1, False), (2, False), (1, True), (2, True)):
        PurgeCertificate.objects.create(
            survey=survey,
            purged_on=timezone.localdate(),
            responses=number,
            rule="Weasel",
            is_of_all=is_of_all,
        )
    reader.data.add("Weasel")
    reader.get(page)
