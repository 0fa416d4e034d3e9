"""Each run of a night job leaves a row, whatever becomes of it."""

from __future__ import annotations

from datetime import timedelta

import pytest
from django.db import OperationalError, connection, transaction
from django.utils import timezone

from accounts.tasks import delete_expired_sessions
from exports.tasks import sweep_exports
from fieldwork.models import Survey
from monitoring.models import NightRun, WatchedJob
from monitoring.nights.actions import KEPT, watch_new_jobs
from monitoring.nights.schedule import night_jobs
from monitoring.tasks import take_snapshots
from responses.tasks import mix_responses

pytestmark = pytest.mark.django_db

Outcome = NightRun.Outcome


def test_a_run_leaves_when_it_ran_how_it_ended_and_how_many_surveys(survey: Survey) -> None:
    before = timezone.now()
    take_snapshots.apply()
    run = NightRun.objects.get()
    assert (run.task, run.outcome, run.counted) == (take_snapshots.name, Outcome.DONE, 1)
    assert run.ended_at is not None
    assert before <= run.started_at <= run.ended_at <= timezone.now()


def test_a_job_that_fails_is_written_down_though_its_work_is_rolled_back(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    def fail(*, on: object) -> int:
        with transaction.atomic():
            WatchedJob.objects.create(task="half-way", since=timezone.now())
            raise ZeroDivisionError

    monkeypatch.setattr("monitoring.tasks.actions.take_snapshots", fail)
    take_snapshots.apply()
    assert NightRun.objects.get().outcome == Outcome.FAILED
    assert not WatchedJob.objects.filter(task="half-way").exists()


def test_a_job_that_comes_back_later_is_put_off_and_has_a_row_for_each_run(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    def be_in_the_way(*, on: object) -> None:
        raise OperationalError

    monkeypatch.setattr("responses.tasks.mixing.mix_responses", be_in_the_way)
    monkeypatch.setattr(mix_responses, "max_retries", 1)
    mix_responses.apply()
    outcomes = NightRun.objects.order_by("outcome").values_list("outcome", flat=True)
    assert list(outcomes) == [Outcome.FAILED, Outcome.PUT_OFF]
    assert not NightRun.objects.filter(counted__isnull=False).exists()


def test_a_job_that_is_run_twice_leaves_two_rows(survey: Survey) -> None:
    take_snapshots.apply()
    take_snapshots.apply()
    assert list(NightRun.objects.order_by("pk").values_list("counted", flat=True)) == [1, 0]
    assert NightRun.objects.values("night").distinct().count() == 1


def test_runs_are_forgotten_after_a_year() -> None:
    delete_expired_sessions.apply()
    old = timezone.now() - KEPT - timedelta(minutes=1)
    NightRun.objects.update(started_at=old)
    delete_expired_sessions.apply()
    assert NightRun.objects.get().started_at > old


def test_sweeps_of_every_minute_leave_none() -> None:
    sweep_exports.apply()
    assert not NightRun.objects.exists()


def test_jobs_are_watched_from_the_migration_on_and_a_new_one_from_its_own() -> None:
    assert set(WatchedJob.objects.values_list("task", flat=True)) == {
        job.task for job in night_jobs()
    }
    long_ago, now = timezone.now() - timedelta(days=30), timezone.now()
    WatchedJob.objects.update(since=long_ago)
    WatchedJob.objects.get(task=take_snapshots.name).delete()
    watch_new_jobs(now=now)
    assert WatchedJob.objects.get(task=take_snapshots.name).since == now
    assert WatchedJob.objects.filter(since=long_ago).count() == len(night_jobs()) - 1


def test_no_column_could_hold_a_name() -> None:
    with connection.cursor() as cursor:
        columns = connection.introspection.get_table_description(cursor, NightRun._meta.db_table)
    assert {column.name for column in columns} == {
        *("id", "task", "night", "started_at", "ended_at", "outcome", "counted")
    }
