"""The page of night jobs in a language that nobody speaks."""

from __future__ import annotations

from datetime import timedelta

from django.urls import reverse
from django.utils import timezone

from accounts.permissions import Role
from fieldwork.models import Survey
from monitoring.models import NightRun, WatchedJob
from monitoring.nights.schedule import night_jobs
from responses.models import PurgeCertificate
from tests.integration.languages.conftest import Team
from tests.wording import Reader, RenderedTemplates


def test_the_page_of_night_jobs(reader: Reader, team: Team, survey: Survey) -> None:
    now, page = timezone.now(), reverse("night_jobs")
    with RenderedTemplates() as rendered:
        reader.force_login(team[Role.LEAD])
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
                survey=survey, purged_on=now, responses=number, rule="Weasel", is_of_all=is_of_all
            )
        reader.data.add("Weasel")
        reader.get(page)
    reader.assert_all_is_translated()
    names = ("night_jobs", "ending", "certificates")
    assert {f"monitoring/{name}.html" for name in names} <= rendered.names
