"""Sessions that have ended are deleted each night; those that go on are left alone."""

from __future__ import annotations

from datetime import timedelta

import pytest
from celery import current_app
from celery.schedules import crontab
from django.conf import settings
from django.contrib.sessions.backends.db import SessionStore
from django.contrib.sessions.models import Session
from django.test import Client
from django.urls import reverse

from accounts.models import User
from accounts.tasks import delete_expired_sessions


def session(*, ends_in: timedelta) -> str:
    """The key of a session as it is stored for somebody who has signed in."""
    store = SessionStore()
    store["of"] = "somebody"
    store.set_expiry(int(ends_in.total_seconds()))
    store.save()
    assert store.session_key
    return store.session_key


@pytest.mark.django_db
def test_those_that_have_ended_are_deleted_and_the_others_stay() -> None:
    session(ends_in=timedelta(seconds=-1))
    session(ends_in=timedelta(days=-400))
    lasting = session(ends_in=timedelta(hours=1))
    delete_expired_sessions()
    assert [row.session_key for row in Session.objects.all()] == [lasting]


def test_nobody_who_is_signed_in_is_signed_out(client: Client, researcher: User) -> None:
    client.force_login(researcher)
    delete_expired_sessions()
    assert client.get(reverse("surveys")).status_code == 200


def test_the_schedule_has_it_each_night() -> None:
    entry = settings.CELERY_BEAT_SCHEDULE["delete expired sessions"]
    assert entry["task"] == delete_expired_sessions.name
    assert entry["schedule"] == crontab(hour=str(settings.SNAPSHOT_HOUR), minute="15")


def test_every_task_of_the_schedule_is_one() -> None:
    """A worker throws away what it does not know, and only its log says so."""
    current_app.loader.import_default_modules()
    named = {entry["task"] for entry in settings.CELERY_BEAT_SCHEDULE.values()}
    assert named <= current_app.tasks.keys()
