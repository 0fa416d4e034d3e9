"""What coordinators see of their area."""

from __future__ import annotations

from datetime import date

import pytest
from django.test import Client
from pytest_django.asserts import assertNumQueries

from accounts.models import User
from fieldwork.actions import add_link
from fieldwork.models import Area
from monitoring.actions import take_snapshots
from tests.integration.monitoring.conftest import (
    READS_OF_SIGN_IN,
    See,
    Submit,
    area_page,
    without_secrets,
)

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize(("count", "band"), [(0, "0 to 4"), (4, "0 to 4"), (12, "10 to 14")])
def test_coordinators_see_a_band(
    see: See,
    coordinator: User,
    north: Area,
    submit: Submit,
    today: date,
    count: int,
    band: str,
) -> None:
    submit(north, count)
    take_snapshots(on=today)
    page = see(coordinator, area_page(north))
    assert f">{band}</p>" in page
    assert "Why a range and not a number" in page


def test_two_counts_of_one_band_give_the_same_page(
    see: See, coordinator: User, north: Area, submit: Submit, today: date
) -> None:
    submit(north, 10)
    take_snapshots(on=today)
    before = see(coordinator, area_page(north))
    north.survey.snapshots.all().delete()
    submit(north, 4)
    take_snapshots(on=today)
    assert without_secrets(see(coordinator, area_page(north))) == without_secrets(before)


def test_coordinators_get_a_text_to_hand_out(see: See, coordinator: User, north: Area) -> None:
    second = add_link(actor=None, area=north, channel="Newsletter")
    page = see(coordinator, area_page(north))
    for link in north.links.all():
        assert page.count(f"\nhttp://testserver/s/{link.code}/\n") == 1
    assert f">{second.channel}</h3>" in page


def test_an_area_page_costs_three_reads(
    client: Client, coordinator: User, north: Area, today: date
) -> None:
    take_snapshots(on=today)
    client.force_login(coordinator)
    with assertNumQueries(READS_OF_SIGN_IN + 3):
        client.get(area_page(north))
