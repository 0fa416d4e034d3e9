"""What leads and administrators see of the night, and what a monitor is told."""

from __future__ import annotations

from datetime import timedelta

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone
from pytest_django.asserts import assertNumQueries

from accounts.actions import create_user
from accounts.models import User
from fieldwork.models import Survey
from monitoring.models import NightRun, WatchedJob
from monitoring.nights.schedule import night_jobs
from responses.models import PurgeCertificate
from tests.integration.monitoring.conftest import READS_OF_SIGN_IN, See
from tests.outages import database_refusing

pytestmark = pytest.mark.django_db

PAGE = reverse("night_jobs")
A_MONTH_AGO = timedelta(days=30)


@pytest.fixture(autouse=True)
def running_for_a_month() -> None:
    WatchedJob.objects.update(since=timezone.now() - A_MONTH_AGO)


def run_all(**fields: object) -> None:
    """Let each job have run in its latest night."""
    now = timezone.now()
    NightRun.objects.bulk_create(
        NightRun(
            **{
                "task": job.task,
                "night": job.last_night(now),
                "started_at": now,
                "ended_at": now,
                "outcome": NightRun.Outcome.DONE,
                **fields,
            }
        )
        for job in night_jobs()
    )


def told_to_a_monitor(client: Client) -> tuple[int, dict[str, str]]:
    response = client.get("/nights")
    return response.status_code, response.json()


def test_a_monitor_is_told_that_all_is_well(client: Client) -> None:
    run_all()
    assert told_to_a_monitor(client) == (200, {"nights": "ok"})


def test_a_monitor_is_told_of_one_job_that_was_missed_and_not_of_which(client: Client) -> None:
    run_all()
    NightRun.objects.filter(task=night_jobs()[0].task).delete()
    assert told_to_a_monitor(client) == (503, {"nights": "missed"})
    assert client.get("/readyz").json() == {"database": "ok", "broker": "ok"}


@pytest.mark.parametrize(
    "fields",
    [
        {"outcome": NightRun.Outcome.FAILED},
        {"outcome": NightRun.Outcome.PUT_OFF},
        {"outcome": NightRun.Outcome.RUNNING, "ended_at": None},
    ],
    ids=["failed", "put off", "did not finish"],
)
def test_a_run_that_did_not_end_well_is_a_night_missed(
    client: Client, fields: dict[str, object]
) -> None:
    run_all(**fields)
    assert told_to_a_monitor(client) == (503, {"nights": "missed"})


def test_a_new_platform_has_missed_nothing(client: Client) -> None:
    WatchedJob.objects.update(since=timezone.now())
    assert told_to_a_monitor(client) == (200, {"nights": "ok"})


def test_without_the_database_a_monitor_is_told_that_nobody_knows(client: Client) -> None:
    with database_refusing():
        assert told_to_a_monitor(client) == (503, {"nights": "unknown"})


def test_a_monitor_costs_two_reads(client: Client) -> None:
    run_all()
    with assertNumQueries(2):
        client.get("/nights")


def test_the_page_shows_how_each_job_ended(see: See, lead: User) -> None:
    run_all(outcome=NightRun.Outcome.FAILED)
    page = see(lead, PAGE)
    assert "Counting responses" in page
    assert "Failed" in page
    assert "The last night was missed" in page


def test_a_killed_worker_reads_as_did_not_finish(see: See, lead: User) -> None:
    started = timezone.now() - timedelta(hours=1)
    run_all(outcome=NightRun.Outcome.RUNNING, ended_at=None, started_at=started)
    assert "Did not finish" in see(lead, PAGE)


def test_a_lead_sees_the_certificates_of_their_own_surveys_an_administrator_all(
    see: See, lead: User, survey: Survey, other_survey: Survey
) -> None:
    for one in (survey, other_survey):
        PurgeCertificate.objects.create(
            survey=one, purged_on=timezone.localdate(), responses=3, rule=f"rule of {one.slug}"
        )
    ours = see(lead, PAGE)
    assert f"rule of {survey.slug}" in ours
    assert f"rule of {other_survey.slug}" not in ours
    administrator = create_user(email="a@example.org", name="A", is_superuser=True)
    assert f"rule of {other_survey.slug}" in see(administrator, PAGE)


def test_the_list_of_surveys_leads_to_it(see: See, lead: User, researcher: User) -> None:
    assert f'href="{PAGE}"' in see(lead, reverse("surveys"))
    assert f'href="{PAGE}"' not in see(researcher, reverse("surveys"))


@pytest.mark.parametrize("how_many", [1, 5])
def test_the_page_costs_seven_reads_whatever_it_shows(
    client: Client, lead: User, survey: Survey, how_many: int
) -> None:
    for _number in range(how_many):
        run_all()
        PurgeCertificate.objects.create(
            survey=survey, purged_on=timezone.localdate(), responses=3, rule="a rule"
        )
    client.force_login(lead)
    with assertNumQueries(READS_OF_SIGN_IN + 7):
        client.get(PAGE)
