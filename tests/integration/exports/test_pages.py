"""The pages about exports: what they say and offer, to whom, and at what cost."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, timedelta

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone
from django.utils.formats import date_format

from accounts.actions import create_user
from accounts.models import User
from accounts.permissions import Role
from exports.actions import allow_interim_exports
from exports.models import Export, InterimRelease
from fieldwork.models import Survey
from questionnaires.models import Version
from tests.export_files import DIGEST, with_workbook
from tests.integration.exports.surveys import survey_of
from tests.markup import title_of

pytestmark = pytest.mark.django_db

NewExport = Callable[..., Export]
MAKE = "Make an export"
FAILED = {"status": "failed", "failure": "fault", "finished_at": timezone.now()}


@pytest.fixture
def finished(new_export: NewExport) -> Export:
    export = new_export(
        status=Export.Status.FINISHED, response_count=589, finished_at=timezone.now()
    )
    with_workbook(export, "round-one/file.xlsx")
    return export


@pytest.fixture
def as_lead(client: Client, lead: User) -> Client:
    client.force_login(lead)
    return client


@pytest.fixture
def as_researcher(client: Client, researcher: User) -> Client:
    client.force_login(researcher)
    return client


def list_of(survey: Survey) -> str:
    return reverse("survey_exports", args=[survey.slug])


def detail_of(export: Export, name: str = "export_detail") -> str:
    return reverse(name, args=[export.survey.slug, export.public_id])


def workbook_address(export: Export) -> str:
    return reverse("export_download", args=[export.survey.slug, export.public_id, "xlsx"])


def text_of(client: Client, address: str) -> str:
    answer = client.get(address)
    assert answer.status_code == 200
    return " ".join(answer.content.decode().split())


# Who sees them


@pytest.fixture
def addresses(survey: Survey, open_survey: Survey, finished: Export) -> list[str]:
    return [
        list_of(survey),
        reverse("interim_release", args=[open_survey.slug]),
        *(detail_of(finished, name) for name in ("export_detail", "export_progress")),
        workbook_address(finished),
    ]


def test_people_who_are_not_signed_in_are_asked_to(client: Client, addresses: list[str]) -> None:
    for address in addresses:
        answer = client.get(address)
        assert answer.status_code == 302
        assert answer.headers["Location"].startswith(reverse("account_login"))


@pytest.mark.parametrize("who", ["coordinator", "lead of another survey", "administrator"])
def test_for_everybody_outside_the_team_there_is_no_such_page(
    client: Client,
    addresses: list[str],
    team: dict[Role, User],
    version: Version,
    today: date,
    who: str,
) -> None:
    user = team[Role.COORDINATOR]
    if who != "coordinator":
        is_superuser = who == "administrator"
        user = create_user(email="x@example.org", name="X", is_superuser=is_superuser)
        survey_of(version, "another", closes_on=today).memberships.create(user=user, role=Role.LEAD)
    client.force_login(user)
    assert {client.get(address).status_code for address in addresses} == {404}
    assert {client.post(address).status_code for address in addresses[:2]} == {404}


def test_an_export_is_found_only_under_its_own_survey(
    as_lead: Client, finished: Export, open_survey: Survey
) -> None:
    wrong = reverse("export_detail", args=[open_survey.slug, finished.public_id])
    assert as_lead.get(wrong).status_code == 404


def test_researchers_cannot_decide_on_interim_exports(
    as_researcher: Client, open_survey: Survey
) -> None:
    address = reverse("interim_release", args=[open_survey.slug])
    assert as_researcher.get(address).status_code == 404
    assert as_researcher.post(address, {"reason": "Please."}).status_code == 404
    assert not InterimRelease.objects.exists()


# The list


def test_after_the_survey_closed_an_export_can_be_asked_for(
    as_researcher: Client, survey: Survey
) -> None:
    assert MAKE in text_of(as_researcher, list_of(survey))
    answer = as_researcher.post(list_of(survey))
    assert answer.headers["Location"] == detail_of(Export.objects.get())


def test_the_list_shows_what_was_made(as_researcher: Client, finished: Export) -> None:
    page = text_of(as_researcher, list_of(finished.survey))
    for shown in ("Ready", "589", "Lead researcher", "01234567", detail_of(finished)):
        assert shown in page
    assert workbook_address(finished) in page
    assert "INTERIM" not in page


def test_an_empty_list_says_so(as_researcher: Client, survey: Survey) -> None:
    assert "No export has been asked for yet." in text_of(as_researcher, list_of(survey))


def test_while_one_is_under_way_the_list_leads_to_it(
    as_researcher: Client, new_export: NewExport, survey: Survey
) -> None:
    export = new_export()
    page = text_of(as_researcher, list_of(survey))
    assert MAKE not in page
    assert "An export is being made" in page
    answer = as_researcher.post(list_of(survey))
    assert answer.headers["Location"] == detail_of(export)


def test_before_a_survey_opens_the_list_says_when_to_come_back(
    as_lead: Client, version: Version, lead: User, today: date
) -> None:
    later = survey_of(version, "later", closes_on=today + timedelta(days=60))
    later.memberships.create(user=lead, role=Role.LEAD)
    page = text_of(as_lead, list_of(later))
    assert "There is nothing to export yet" in page
    assert MAKE not in page


def test_in_the_hours_of_grace_the_list_says_until_when_people_may_finish(
    as_lead: Client, version: Version, lead: User, today: date
) -> None:
    survey = survey_of(version, "in-grace", closes_on=today - timedelta(days=1))
    survey.memberships.create(user=lead, role=Role.LEAD)
    page = text_of(as_lead, list_of(survey))
    end = f"midnight at the end of {date_format(today, 'j F Y')}"
    assert f"may finish until {end}, so no export can be made now." in page
    assert "00:00" not in page
    assert "The survey is open" not in page
    assert MAKE not in page


def test_while_a_survey_is_open_the_list_says_why_not_and_whom_to_ask(
    as_researcher: Client, open_survey: Survey
) -> None:
    page = text_of(as_researcher, list_of(open_survey))
    assert "The survey is open, so no export can be made now." in page
    assert "ask a lead researcher" in page
    assert reverse("interim_release", args=[open_survey.slug]) not in page


def test_asking_all_the_same_leads_back_to_the_reason(
    as_researcher: Client, open_survey: Survey
) -> None:
    answer = as_researcher.post(list_of(open_survey), follow=True)
    assert answer.redirect_chain == [(list_of(open_survey), 302)]
    assert not Export.objects.exists()


# Interim exports


def test_a_lead_can_allow_interim_exports_with_a_reason(
    as_lead: Client, open_survey: Survey
) -> None:
    address = reverse("interim_release", args=[open_survey.slug])
    assert address in text_of(as_lead, list_of(open_survey))
    assert "Warning" in text_of(as_lead, address)
    answer = as_lead.post(address, {"reason": "The board meets in May."}, follow=True)
    page = " ".join(answer.content.decode().split())
    assert "Make an interim export" in page
    assert "The board meets in May." in page
    as_lead.post(list_of(open_survey))
    assert "INTERIM" in text_of(as_lead, detail_of(Export.objects.get()))


def test_without_a_reason_nothing_is_allowed(as_lead: Client, open_survey: Survey) -> None:
    address = reverse("interim_release", args=[open_survey.slug])
    page = as_lead.post(address, {"reason": "  "}).content.decode()
    assert title_of(page).startswith("Error: ")
    assert page.count("Say why interim exports are needed") == 2
    assert not InterimRelease.objects.exists()


def test_once_decided_or_closed_there_is_nothing_to_decide(
    as_lead: Client, lead: User, survey: Survey, open_survey: Survey
) -> None:
    allow_interim_exports(actor=lead, survey=open_survey, reason="The board.")
    for one in (survey, open_survey):
        answer = as_lead.get(reverse("interim_release", args=[one.slug]))
        assert answer.headers["Location"] == list_of(one)


# One export


def test_progress_is_shown_and_followed(as_lead: Client, new_export: NewExport) -> None:
    run = {"run_token": "00000000-0000-4000-8000-000000000000", "heartbeat_at": timezone.now()}
    export = new_export(status="running", steps_done=30, steps_total=120, **run)
    page = text_of(as_lead, detail_of(export))
    assert f'data-poll-url="{detail_of(export, "export_progress")}"' in page
    assert 'value="25"' in page
    assert "<noscript>" in page
    assert as_lead.get(detail_of(export, "export_progress")).json() == {
        "finished": False,
        "max": 100,
        "value": 25,
        "percent": "25 %",
        "status": "Being made",
    }


def test_an_export_that_waits_has_made_no_progress(as_lead: Client, new_export: NewExport) -> None:
    export = new_export()
    assert "Waiting to start" in text_of(as_lead, detail_of(export))
    state = as_lead.get(detail_of(export, "export_progress")).json()
    assert (state["finished"], state["value"]) == (False, 0)


def test_a_finished_export_offers_its_file(as_researcher: Client, finished: Export) -> None:
    page = text_of(as_researcher, detail_of(finished))
    assert workbook_address(finished) in page
    assert DIGEST in page
    assert "data-poll-url" not in page
    assert as_researcher.get(detail_of(finished, "export_progress")).json()["finished"]


def test_a_failed_export_says_why_and_what_to_do(
    as_researcher: Client, new_export: NewExport
) -> None:
    export = new_export(**FAILED)
    page = text_of(as_researcher, detail_of(export))
    assert "A fault in the platform stopped this export." in page
    assert "Ask for a new export" in page
    assert "Download" not in page
    assert as_researcher.get(detail_of(export, "export_progress")).json()["finished"]


# What they cost


def test_the_list_costs_the_same_for_one_export_and_for_many(
    as_lead: Client,
    new_export: NewExport,
    survey: Survey,
    django_assert_num_queries: Callable,
) -> None:
    """Session, person, survey with decision, whether lead, exports with who asked, their files.

    And of a closed one, whether its answers are there, and whether the person may delete them.
    """
    for _ in range(10):
        new_export(**FAILED)
    with django_assert_num_queries(8):
        as_lead.get(list_of(survey))


@pytest.mark.parametrize(("name", "reads"), [("export_detail", 2), ("export_progress", 1)])
def test_an_export_and_its_files_cost_a_query_each_beside_the_sign_in(
    as_lead: Client, finished: Export, django_assert_num_queries: Callable, name: str, reads: int
) -> None:
    with django_assert_num_queries(2 + reads):
        as_lead.get(detail_of(finished, name))
