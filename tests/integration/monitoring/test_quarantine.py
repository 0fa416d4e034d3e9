"""Responses of a link in quarantine leave counts and files, and come back when it is lifted."""

from __future__ import annotations

from datetime import date, timedelta
from typing import Any

import pytest
from django.core.exceptions import PermissionDenied, ValidationError
from django.db import IntegrityError, connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from hypothesis import given, settings
from hypothesis import strategies as st

from accounts.models import AuditEvent, User
from exports.actions import allow_interim_exports, record_download, request_export, run_export
from exports.dataset import submitted_responses
from exports.models import Export
from fieldwork.actions import add_link, archive_survey
from fieldwork.models import Area, Survey
from monitoring.actions import take_snapshots
from monitoring.models import AreaCount, UnusualNight
from responses.actions import delete_all_responses
from responses.counted import counted_responses, monday_of
from responses.models import Quarantine, Response
from responses.quarantine import lift_quarantine, quarantine
from tests.integration.monitoring.conftest import See, Submit

pytestmark = pytest.mark.django_db

WHY = "A script was seen."


def counting(today: date) -> int:
    return counted_responses(until=today).count()


def yesterdays_week(today: date) -> date:
    return monday_of(today - timedelta(days=1))


def put_away(lead: User, area: Area, today: date) -> Quarantine:
    link = area.links.get()
    [made] = quarantine(actor=lead, link=link, weeks=[yesterdays_week(today)], reason=WHY)
    return made


def test_what_is_in_quarantine_leaves_counts_and_files_at_once(
    lead: User, north: Area, south: Area, submit: Submit, today: date
) -> None:
    submit(north, 30)
    submit(south, 4)
    take_snapshots(on=today)
    put_away(lead, north, today)
    counts = AreaCount.objects.order_by("area_id").values_list("submitted", flat=True)
    assert list(counts) == [0, 4]
    assert submitted_responses(north.survey, cut_off=today).count() == 4
    assert Response.objects.count() == 34


def test_lifting_brings_all_of_it_back_and_keeps_the_history(
    lead: User, north: Area, submit: Submit, today: date
) -> None:
    submit(north, 30)
    take_snapshots(on=today)
    made = put_away(lead, north, today)
    lift_quarantine(actor=lead, quarantine=made, reason="It was a team day.")
    assert AreaCount.objects.get().submitted == 30
    assert (made.reason, made.lifted_by, made.lifted_because) == (WHY, lead, "It was a team day.")
    with pytest.raises(ValidationError, match="lifted already"):
        lift_quarantine(actor=lead, quarantine=made, reason="Again")


def test_another_link_of_the_area_and_other_weeks_go_on_counting(
    lead: User, north: Area, submit: Submit, today: date
) -> None:
    submit(north, 1, days_ago=1)
    submit(north, 2, days_ago=8)
    other = add_link(actor=None, area=north, channel="Other")
    Response.objects.create(
        area=north,
        link=other,
        version=north.survey.version,
        status=Response.Status.SUBMITTED,
        submitted_on=today - timedelta(days=1),
    )
    [first, _second] = north.links.order_by("pk")
    week = yesterdays_week(today)
    quarantine(actor=lead, link=first, weeks=[week], reason=WHY)
    assert counting(today) == 3


def test_the_trail_keeps_numbers_before_and_after_and_the_reason(
    lead: User, north: Area, submit: Submit, today: date
) -> None:
    submit(north, 3)
    lift_quarantine(actor=lead, quarantine=put_away(lead, north, today), reason="Meant.")
    told = AuditEvent.objects.filter(action__startswith="link.quarantine").order_by("pk")
    assert [(one.detail["counting"], one.detail["reason"]) for one in told] == [
        ([3, 0], WHY),
        ([0, 3], "Meant."),
    ]


@pytest.mark.parametrize(
    ("change", "why"),
    [
        ({"weeks": []}, "at least one week"),
        ({"weeks": [date(2020, 1, 6)]}, "people could answer"),
        ({"reason": " "}, "Say why"),
    ],
)
def test_weeks_and_a_reason_are_needed(
    lead: User, north: Area, today: date, change: dict[str, Any], why: str
) -> None:
    given_ = {"weeks": [yesterdays_week(today)], "reason": WHY} | change
    with pytest.raises(ValidationError, match=why):
        quarantine(actor=lead, link=north.links.get(), **given_)


def test_a_week_is_put_away_once(lead: User, north: Area, today: date) -> None:
    made = put_away(lead, north, today)
    with pytest.raises(ValidationError, match="already"):
        put_away(lead, north, today)
    with pytest.raises(IntegrityError, match="quarantine_holds_once"):
        Quarantine.objects.create(link=made.link, week=made.week, reason=WHY, begun_by=lead)


def test_only_a_lead_may(researcher: User, north: Area, today: date) -> None:
    with pytest.raises(PermissionDenied):
        put_away(researcher, north, today)


def close(survey: Survey, today: date) -> None:
    Survey.objects.filter(pk=survey.pk).update(closes_on=today - timedelta(days=2))
    survey.refresh_from_db()


@pytest.fixture
def final(lead: User, north: Area, submit: Submit, today: date) -> Export:
    """A final export of a closed survey that nobody has downloaded."""
    submit(north, 3, days_ago=2)
    close(north.survey, today)
    export = request_export(actor=lead, survey=north.survey)
    run_export(export_id=export.pk)
    export.refresh_from_db()
    return export


def test_a_final_export_that_nobody_downloaded_is_withdrawn(
    lead: User, north: Area, final: Export, today: date
) -> None:
    week = monday_of(today - timedelta(days=2))
    quarantine(actor=lead, link=north.links.get(), weeks=[week], reason=WHY)
    final.refresh_from_db()
    assert final.is_withdrawn


def test_after_a_release_nothing_can_be_put_away_or_lifted(
    lead: User, north: Area, final: Export, today: date
) -> None:
    week = monday_of(today - timedelta(days=2))
    made = Quarantine.objects.create(link=north.links.get(), week=week, reason=WHY, begun_by=lead)
    record_download(actor=lead, made=final.files.all()[0])
    with pytest.raises(ValidationError, match="was downloaded"):
        lift_quarantine(actor=lead, quarantine=made, reason=WHY)
    Quarantine.objects.all().delete()
    with pytest.raises(ValidationError, match="was downloaded"):
        quarantine(actor=lead, link=north.links.get(), weeks=[week], reason=WHY)


def test_while_an_export_is_made_what_it_reads_stays(lead: User, north: Area, today: date) -> None:
    allow_interim_exports(actor=lead, survey=north.survey, reason="A board meets.")
    request_export(actor=lead, survey=north.survey)
    with pytest.raises(ValidationError, match="being made"):
        put_away(lead, north, today)


def test_in_the_archive_nothing_changes(
    lead: User, north: Area, submit: Submit, today: date
) -> None:
    close(north.survey, today)
    archive_survey(actor=lead, survey=north.survey)
    with pytest.raises(ValidationError, match="in the archive"):
        put_away(lead, north, today)


def test_deleting_all_answers_takes_those_in_quarantine_too(
    lead: User, north: Area, submit: Submit, today: date
) -> None:
    submit(north, 3)
    put_away(lead, north, today)
    assert delete_all_responses(survey=north.survey, rule="A test").responses == 3


@settings(max_examples=25)
@given(
    days=st.lists(st.tuples(st.integers(0, 1), st.integers(0, 40)), max_size=12),
    away=st.sets(st.tuples(st.integers(0, 1), st.integers(0, 6))),
)
def test_what_counts_is_what_was_sent_without_the_weeks_of_links_in_quarantine(
    lead: User,
    north: Area,
    south: Area,
    today: date,
    days: list[tuple[int, int]],
    away: set[tuple[int, int]],
) -> None:
    Response.objects.all().delete()
    Quarantine.objects.all().delete()
    links = [north.links.get(), south.links.get()]
    sent = [
        Response(
            area=links[one].area,
            link=links[one],
            version=north.survey.version,
            status="submitted",
            submitted_on=today - timedelta(days=ago),
        )
        for one, ago in days
    ]
    Response.objects.bulk_create(sent)
    weeks = {(links[one].pk, monday_of(today - timedelta(weeks=ago))) for one, ago in away}
    Quarantine.objects.bulk_create(
        Quarantine(link_id=link, week=week, reason=WHY, begun_by=lead) for link, week in weeks
    )
    expected = {
        one.pk
        for one in sent
        if (one.link_id, one.submitted_on - timedelta(one.submitted_on.weekday())) not in weeks
    }
    counted = counted_responses(until=today).values_list("pk", flat=True)
    assert set(counted) == expected
    Quarantine.objects.update(lifted_by=lead, lifted_at="2030-01-01T00:00Z", lifted_because=WHY)
    assert set(counted.all()) == {one.pk for one in sent}


# Its pages


def weeks_page(area: Area) -> str:
    return reverse("quarantine_link", args=[area.survey.slug, area.links.get().pk])


def test_the_page_says_how_many_before_it_is_done_and_loses_nothing_typed(
    client: Client, lead: User, north: Area, submit: Submit, see: See, today: date
) -> None:
    submit(north, 7)
    submit(north, 1, days_ago=0)
    assert ": 7 responses" in see(lead, weeks_page(north))
    page = client.post(weeks_page(north), {"reason": "Typed with care"})
    assert b"Choose at least one week" in page.content
    assert b"Typed with care" in page.content
    week = yesterdays_week(today).isoformat()
    done = client.post(weeks_page(north), {"weeks": [week], "reason": WHY}, follow=True)
    assert "In quarantine" in done.content.decode()
    assert Quarantine.objects.get().reason == WHY


def test_a_link_is_chosen_and_a_quarantine_lifted(
    client: Client, lead: User, north: Area, see: See, today: date
) -> None:
    made = put_away(lead, north, today)
    every = reverse("quarantines", args=[north.survey.slug])
    assert WHY in see(lead, every)
    assert client.get(every, {"link": made.link_id})["Location"] == weeks_page(north)
    lift = reverse("quarantine_lift", args=[north.survey.slug, made.pk])
    assert b"Say why" in client.post(lift, {"reason": ""}).content
    client.post(lift, {"reason": "Meant."})
    made.refresh_from_db()
    assert not made.holds
    assert client.get(lift)["Location"] == every


def test_no_page_reads_more_for_more_nights_links_and_quarantines(
    client: Client, lead: User, north: Area, south: Area, submit: Submit, today: date
) -> None:
    client.force_login(lead)
    submit(north, 3)
    made = put_away(lead, north, today)
    UnusualNight.objects.create(area=north, day=today, submitted=30, best_before=1)
    slug = north.survey.slug
    pages = [
        reverse("quarantines", args=[slug]),
        weeks_page(north),
        reverse("quarantine_lift", args=[slug, made.pk]),
    ]
    few = [reads_of(client, page) for page in pages]
    for number in range(5):
        link = add_link(actor=lead, area=(north, south)[number % 2], channel=f"Channel {number}")
        quarantine(actor=lead, link=link, weeks=[yesterdays_week(today)], reason=WHY)
        day = today - timedelta(days=number + 1)
        UnusualNight.objects.create(area=link.area, day=day, submitted=40, best_before=1)
    assert [reads_of(client, page) for page in pages] == few


def reads_of(client: Client, page: str) -> int:
    with CaptureQueriesContext(connection) as reads:
        assert client.get(page).status_code == 200
    return len(reads)
