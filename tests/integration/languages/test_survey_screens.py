"""The screens of surveys and exports in a language that nobody speaks."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import timedelta
from typing import Any

from django.urls import reverse
from django.utils import timezone

from accounts.actions import create_user
from accounts.models import User
from accounts.permissions import Role
from exports.models import Export
from fieldwork.actions import add_link
from fieldwork.models import Link, Membership, Survey
from monitoring.actions import take_snapshots
from monitoring.models import Snapshot
from tests.export_files import with_workbook
from tests.integration.languages.conftest import Team
from tests.integration.languages.night_jobs import read_night_jobs
from tests.integration.languages.quarantine import read_quarantine
from tests.surveys import link_to
from tests.wording import (
    Reader,
    RenderedTemplates,
    assert_all_templates_were_read,
    stored_texts,
    untranslated_in,
)


def test_the_screens_of_surveys(reader: Reader, team: Team, survey: Survey, link: Link) -> None:
    list_of_surveys = reverse("surveys")
    whole = reverse("survey", args=[survey.slug])
    one_area = reverse("area", args=[survey.slug, link.area.pk])
    with RenderedTemplates() as rendered:
        reader.force_login(team[Role.LEAD])
        read_quarantine(reader, survey, link)
        read_as_lead(reader, survey)
        reader.force_login(team[Role.COORDINATOR])
        for _state in through_its_life(survey):
            reader.get(one_area)
        reader.get(list_of_surveys)
        add_area_and_links(survey, link)
        reader.get(one_area)
        Link.objects.update(is_active=False)
        reader.get(one_area)
        Survey.objects.update(is_demonstration=True)
        reader.force_login(team[Role.LEAD])
        reader.get(whole)
        reader.data |= stored_texts()
        take_areas_away(survey)
        reader.get(whole)
        for is_superuser in (False, True):
            email = f"{is_superuser}@example.org".lower()
            reader.force_login(create_user(email=email, name="Auk", is_superuser=is_superuser))
            reader.get(list_of_surveys)
    reader.assert_all_is_translated()
    assert_all_templates_were_read("monitoring", rendered)


def read_as_lead(reader: Reader, survey: Survey) -> None:
    for _state in through_its_life(survey):
        reader.get(reverse("surveys"))
        reader.get(reverse("survey", args=[survey.slug]))
    read_night_jobs(reader, survey)


def through_its_life(survey: Survey) -> Iterator[None]:
    """Let the survey be not open yet, open, in its hours of grace and closed, counted or not."""
    today = timezone.localdate()
    for opens_in, closes_in in ((1, 30), (-30, 30), (-30, -1), (-30, -9)):
        opens_on, closes_on = (today + timedelta(days=n) for n in (opens_in, closes_in))
        Survey.objects.update(opens_on=opens_on, closes_on=closes_on)
        Snapshot.objects.all().delete()
        yield
        take_snapshots(on=today)
        yield


def add_area_and_links(survey: Survey, link: Link) -> None:
    """Let an area join after the count, and another have two links."""
    link_to(survey, "Avocet")
    add_link(actor=None, area=link.area, channel="Aardvark")


def take_areas_away(survey: Survey) -> None:
    Membership.objects.filter(role=Role.COORDINATOR).delete()
    Snapshot.objects.all().delete()
    Link.objects.all().delete()
    survey.areas.all().delete()


def test_the_screens_of_exports(reader: Reader, team: Team, survey: Survey) -> None:
    exports = reverse("survey_exports", args=[survey.slug])
    decide = reverse("interim_release", args=[survey.slug])
    with RenderedTemplates() as rendered:
        for role in (Role.RESEARCHER, Role.LEAD):
            reader.force_login(team[role])
            for _state in through_its_life(survey):
                reader.get(exports)
        Survey.objects.update(closes_on=survey.closes_on)
        reader.get(decide)
        reader.post(decide, {"reason": ""})
        reader.post(decide, {"reason": "Ruff"})
        reader.get(exports)
        for fields in EXPORTS:
            read_export(reader, survey, team[Role.LEAD], fields)
        delete_everything(reader, survey)
    reader.assert_all_is_translated()
    assert_all_templates_were_read("exports", rendered)


def delete_everything(reader: Reader, survey: Survey) -> None:
    """Of the survey, which is closed by now."""
    Survey.objects.update(closes_on=timezone.localdate() - timedelta(days=9))
    address = reverse("answers_deletion", args=[survey.slug])
    reader.get(address)
    reader.post(address, {"name": "Gannet", "reason": ""})
    reader.data |= {"Gannet"}
    reader.post(address, {"name": survey.slug, "reason": "Godwit"}, follow=True)
    export = Export.objects.filter(withdrawn_at__isnull=False)[0]
    reader.get(reverse("export_detail", args=[survey.slug, export.public_id]))


NOW = timezone.now()


EXPORTS: list[dict[str, Any]] = [
    {"status": "queued"},
    {"status": "failed", "failure": "fault", "finished_at": NOW},
    {"status": "failed", "failure": "given_up", "finished_at": NOW, "is_interim": True},
    {
        "status": "finished",
        "finished_at": NOW,
        "response_count": 589,
    },
]


def read_export(reader: Reader, survey: Survey, lead: User, fields: dict[str, Any]) -> None:
    """Open the list, the export's page and its file, and look at what the script is told."""
    asked = {"requested_by": lead, "cut_off": timezone.localdate(), "is_interim": False}
    export = Export.objects.create(survey=survey, **(asked | fields))
    reader.get(reverse("survey_exports", args=[survey.slug]))
    if export.is_finished:
        with_workbook(export, "round-one/gone.xlsx")
    args = [survey.slug, export.public_id]
    reader.get(reverse("export_detail", args=args))
    told = reader.get(reverse("export_progress", args=args))
    reader.get(reverse("export_download", args=[*args, "xlsx"]))
    assert untranslated_in(told.json()["status"], [survey.title]) == []
    if export.is_under_way:
        export.delete()
