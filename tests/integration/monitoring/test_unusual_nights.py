"""Leads are told of a night with far more responses than ever before, once."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from django.urls import reverse

from accounts.mail_content import message_of
from accounts.models import Mail, User
from fieldwork.models import Area
from monitoring.actions import take_snapshots
from monitoring.models import Snapshot, UnusualNight
from responses.counted import monday_of
from responses.quarantine import quarantine
from tests.integration.monitoring.conftest import See, Submit, area_page

pytestmark = pytest.mark.django_db


def told() -> list[tuple[str, int, int]]:
    nights = UnusualNight.objects.order_by("day", "area_id")
    return [(str(one.area), one.submitted, one.best_before) for one in nights]


def test_leads_are_told_of_the_area_and_the_day_and_no_number(
    lead: User, researcher: User, north: Area, south: Area, submit: Submit, today: date
) -> None:
    submit(north, 21)
    submit(south, 20)
    take_snapshots(on=today)
    assert told() == [("North", 21, 0)]
    mail = Mail.objects.get(kind=Mail.Kind.UNUSUAL_NIGHT)
    assert mail.user == lead
    message = message_of(mail, lead)
    assert "North" in message.body
    assert "South" not in message.body
    assert "21" not in message.body.replace(str(today.year), "").split("in:")[1]
    assert reverse("quarantines", args=[north.survey.slug]) in message.body


def test_counted_twice_it_is_told_once(
    lead: User, north: Area, submit: Submit, today: date
) -> None:
    submit(north, 30)
    take_snapshots(on=today)
    take_snapshots(on=today)
    Snapshot.objects.all().delete()
    take_snapshots(on=today)
    assert len(told()) == Mail.objects.filter(kind=Mail.Kind.UNUSUAL_NIGHT).count() == 1


def test_each_of_the_nights_that_were_missed_is_looked_at(
    lead: User, north: Area, submit: Submit, today: date
) -> None:
    take_snapshots(on=today - timedelta(days=2))
    submit(north, 25, days_ago=2)
    submit(north, 76, days_ago=1)
    take_snapshots(on=today)
    assert told() == [("North", 25, 0), ("North", 76, 25)]


def test_a_night_in_quarantine_does_not_open_the_way_for_the_next(
    lead: User, north: Area, submit: Submit, today: date
) -> None:
    link = north.links.get()
    last_week = today - timedelta(days=today.weekday() + 1)
    submit(north, 200, days_ago=(today - last_week).days)
    north.survey.__class__.objects.update(opens_on=today - timedelta(days=20))
    take_snapshots(on=last_week + timedelta(days=1))
    quarantine(actor=lead, link=link, weeks=[monday_of(last_week)], reason="A script.")
    submit(north, 21, days_ago=0)
    take_snapshots(on=today + timedelta(days=1))
    assert told() == [("North", 200, 0), ("North", 21, 0)]


def test_leads_see_it_and_nobody_else(
    lead: User,
    researcher: User,
    coordinator: User,
    north: Area,
    submit: Submit,
    see: See,
    today: date,
) -> None:
    submit(north, 21)
    take_snapshots(on=today)
    page = reverse("survey", args=[north.survey.slug])
    assert "far more responses" in see(lead, page)
    assert "21 responses" in see(lead, reverse("quarantines", args=[north.survey.slug]))
    assert "quarantine" not in see(researcher, page)
    assert "quarantine" not in see(coordinator, area_page(north))
