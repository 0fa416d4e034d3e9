"""The trail of a survey: what a lead finds in it, and what not."""

from __future__ import annotations

from datetime import UTC, date, datetime

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from accounts.actions import create_user, record_event, set_password
from accounts.models import AuditEvent, User
from accounts.origin import Origin, acting_from
from accounts.permissions import Role
from fieldwork.actions import add_member, change_link, open_survey, start_survey
from fieldwork.models import Link, Survey
from fieldwork.views.trail import PAGE
from questionnaires.models import Version
from tests.markup import parse

pytestmark = pytest.mark.django_db


def read(pages: Client, survey: Survey, **chosen: object) -> str:
    return pages.get(reverse("survey_trail", args=[survey.slug]), chosen).content.decode()


def told(page: str) -> list[tuple[str, ...]]:
    """Who, what, on what and what changed, of each entry."""
    rows = [row.all("td") for row in parse(page).all("tr")[1:]]
    return [
        (who.text, what.text, thing.text, "; ".join(one.text for one in changes.all("div")))
        for _when, who, what, thing, changes in rows
    ]


def stored(survey: Survey, number: int, **fields: object) -> list[AuditEvent]:
    """Events that actions have written, as many as nobody would wait for."""
    made = {"subject": f"survey:{survey.slug}", "action": "survey.changed", "name": survey.title}
    return AuditEvent.objects.bulk_create(
        AuditEvent(**{"detail": {"contact": ["A", f"B {n}"]}, **made, **fields})
        for n in range(number)
    )


def test_each_entry_says_who_what_and_on_what_in_words(
    pages: Client, complete: Survey, lead: User
) -> None:
    link = Link.objects.get(area__local_authority__name="Leeds")
    open_survey(actor=lead, survey=complete)
    link.takes_newcomers = False
    change_link(actor=lead, link=link)
    leader, entries = "Leader <lead@example.org>", told(read(pages, complete))
    stage = "stage: being set up → opens and closes by its dates"
    works = "handed out through: All channels; takes newcomers: yes → no"
    assert entries[:2] == [
        (leader, "Link changed", "Leeds", works),
        (leader, "Opening decided", "Round eight", stage),
    ]
    second = ("Second <second@example.org>", "role: Lead researcher")
    assert ("somebody who was not signed in", "Role given", *second) in entries


def test_no_code_is_left_in_the_trail_of_a_survey(pages: Client, complete: Survey) -> None:
    words = " ".join(" ".join(row) for row in told(read(pages, complete)))
    for code in ("_", "True", "None", "survey:", ".added"):
        assert code not in words.replace("{since_year}", "").replace("{recent_period}", "")


def test_nothing_of_other_surveys_or_of_accounts_is_in_it(
    pages: Client, draft: Survey, lead: User, version: Version
) -> None:
    other = start_survey(actor=lead, title="Other", slug="round-eight-b", basis=version)
    somebody = create_user(email="somebody@example.org", name="Somebody")
    set_password(user=somebody, password="another long password", actor=lead)
    before = told(read(pages, draft))
    record_event(actor=lead, action="export.requested", subject="export:1", detail={"survey": "x"})
    record_event(
        actor=lead, action="export.requested", subject="export:2", detail={"survey": other.slug}
    )
    assert told(read(pages, draft)) == before
    assert [row[1] for row in before] == ["Role given", "Survey started"]
    assert next(row[1] for row in told(read(pages, other))) == "Export asked for"


def test_a_lead_of_another_survey_sees_neither_page_nor_file(
    draft: Survey, version: Version, client: Client
) -> None:
    other = create_user(email="other@example.org", name="Other", starts_surveys=True)
    start_survey(actor=other, title="Other", slug="other", basis=version)
    researcher = create_user(email="robin@example.org", name="Robin")
    add_member(actor=None, user=researcher, survey=draft, role=Role.RESEARCHER)
    for person in (other, researcher):
        client.force_login(person)
        for name in ("survey_trail", "survey_trail_file"):
            assert client.get(reverse(name, args=[draft.slug])).status_code == 404
    assert not AuditEvent.objects.filter(action="trail.downloaded").exists()


def test_filters_narrow_and_stay_in_every_link(pages: Client, draft: Survey, lead: User) -> None:
    second = create_user(email="second@example.org", name="Second & Søn")
    stored(draft, PAGE + 1, actor=second, origin="person")
    page = parse(read(pages, draft, who=second.pk, what="survey.changed", text="Søn"))
    assert len(page.all("tr")) == PAGE + 1
    chosen = f"who={second.pk}&what=survey.changed&text=S%C3%B8n"
    assert page.one("a", rel="next")["href"] == f"?{chosen}&page=2"
    file = reverse("survey_trail_file", args=[draft.slug])
    assert [a["href"] for a in page.all("a") if a["href"].startswith(file)] == [f"{file}?{chosen}"]
    last = parse(read(pages, draft, who=second.pk, what="survey.changed", text="Søn", page=2))
    assert len(last.all("tr")) == 2
    assert last.one("a", rel="prev")["href"] == f"?{chosen}&page=1"


@pytest.mark.parametrize(
    ("chosen", "found"),
    [
        ({"what": "areas"}, {"Area added", "Link added", "Headcounts entered"}),
        ({"what": "area.added"}, {"Area added"}),
        ({"what": "exports"}, set()),
        ({"text": "leeds"}, {"Area added", "Link added", "Role given"}),
        ({"text": "SECOND@"}, {"Role given"}),
        ({"text": "nobody of this name"}, set()),
        ({"text": "%"}, set()),
        ({"from_day": "9999-12-31"}, set()),
        ({"to_day": "0001-01-01"}, set()),
        ({"who": "nobody"}, {"Role given"}),
    ],
)
def test_each_filter_finds_what_it_says(
    pages: Client, complete: Survey, chosen: dict[str, str], found: set[str]
) -> None:
    page = read(pages, complete, **chosen)
    assert {row[1] for row in told(page)} == found - {"Headcounts entered"}
    assert ("Nothing in the trail fits." in page) == (not found)


def test_commands_and_jobs_are_found_by_what_they_are(pages: Client, draft: Survey) -> None:
    for origin in (Origin.SHELL, Origin.JOB):
        with acting_from(origin):
            record_event(
                actor=None,
                action="survey.purged",
                subject=f"survey:{draft.slug}",
                detail={"responses": 3},
            )
    stored(draft, 1, actor=None, origin="")
    assert [row[0] for row in told(read(pages, draft, who="job"))] == ["the worker"]
    assert [row[0] for row in told(read(pages, draft, who="shell"))] == ["a command at the server"]
    assert [row[0] for row in told(read(pages, draft, who="unknown"))] == ["not known"]


def test_a_day_is_a_day_of_the_uk(pages: Client, draft: Survey) -> None:
    stored(draft, 1, at=datetime(2020, 6, 30, 23, 30, tzinfo=UTC))  # half past midnight there
    assert told(read(pages, draft, from_day="2020-07-01", to_day="2020-07-01"))
    assert not told(read(pages, draft, from_day="2020-06-30", to_day="2020-06-30"))
    assert "1 July 2020, 00:30" in read(pages, draft, to_day="2020-12-31")


@pytest.mark.parametrize(
    ("chosen", "said"),
    [
        ({"from_day": "31/31/2026"}, "Enter a date"),
        ({"from_day": "2026-05-02", "to_day": "2026-05-01"}, "cannot be before the first day"),
        ({"who": "99999999999999999999"}, "Select a valid choice"),
        ({"what": "user.signed_in"}, "Select a valid choice"),
        ({"text": "x" * 101}, "at most 100 characters"),
    ],
)
def test_what_cannot_be_looked_for_is_told_and_no_file_is_made(
    pages: Client, draft: Survey, chosen: dict[str, str], said: str
) -> None:
    page = read(pages, draft, **chosen)
    assert said in page
    assert not told(page)
    reply = pages.get(reverse("survey_trail_file", args=[draft.slug]), chosen, follow=True)
    assert said in reply.content.decode()
    assert not AuditEvent.objects.filter(action="trail.downloaded").exists()


@pytest.mark.parametrize("page", ["", "0", "-1", "x", "999999999999999999999", "2" * 5000])
def test_a_page_that_is_not_there_is_the_nearest_one(
    pages: Client, draft: Survey, page: str
) -> None:
    assert told(read(pages, draft, page=page))


def test_an_empty_trail_says_what_will_stand_there(pages: Client, draft: Survey) -> None:
    Survey.objects.filter(pk=draft.pk).update(slug="never-written-about")
    draft.refresh_from_db()
    assert "Each change will stand here" in read(pages, draft)


def test_ten_thousand_events_cost_as_many_queries_as_three(
    pages: Client, draft: Survey, lead: User
) -> None:
    with CaptureQueriesContext(connection) as few:
        read(pages, draft)
    stored(draft, 10_000, actor=lead, origin="person")
    with CaptureQueriesContext(connection) as many:
        page = read(pages, draft, page=150)
    assert len(few) == len(many)
    assert len(told(page)) == PAGE
    assert "Page 150 of 201." in " ".join(parse(page).text.split())


def test_a_page_is_read_by_the_index(draft: Survey) -> None:
    others = Survey(slug="others", title="Others")
    stored(others, 5_000)
    stored(draft, 100)
    events = AuditEvent.objects.filter(survey=draft.slug)[:PAGE]
    with connection.cursor() as cursor:
        cursor.execute("ANALYZE accounts_auditevent")
    plan = events.explain()
    assert "audit_event_of_survey" in plan
    assert "Sort" not in plan


def test_the_setup_page_leads_to_it(pages: Client, draft: Survey) -> None:
    page = pages.get(reverse("setup", args=[draft.slug])).content.decode()
    assert parse(page).one("a", href=reverse("survey_trail", args=[draft.slug]))
    assert "Survey started" in page


def test_dates_are_told_as_dates(pages: Client, draft: Survey) -> None:
    day = date(2030, 5, 1).isoformat()
    stored(draft, 1, detail={"closes_on": [None, day], "title": ["2030-99-99", "1"]})
    (entry,) = told(read(pages, draft, what="survey.changed"))
    assert entry[3] == "title: 2030-99-99 → 1; last day: – → 1 May 2030"
