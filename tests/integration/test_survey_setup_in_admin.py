"""A superuser sets a survey up in the admin, from nothing but a published questionnaire."""

from datetime import date
from typing import Any

import pytest
from django.contrib.admin import site
from django.test import Client
from django.urls import reverse

from accounts.actions import create_user
from accounts.models import AuditEvent, User
from accounts.permissions import Role
from fieldwork.admin.surveys import survey_fields
from fieldwork.models import Area, Link, LocalAuthority, Membership, Survey
from questionnaires.actions import load_definition, publish_version
from questionnaires.models import Questionnaire, Version
from tests.builders import Fields, definition_of_questions, question
from tests.integration.survey_form import fields_of_survey, formset

pytestmark = pytest.mark.django_db


@pytest.fixture
def administrator() -> User:
    return create_user(email="admin@example.org", name="Administrator", is_superuser=True)


@pytest.fixture
def pages(administrator: User, client: Client) -> Client:
    client.force_login(administrator)
    return client


@pytest.fixture
def version() -> Version:
    draft, _is_new = load_definition(definition=definition_of_questions(question("only")))
    return publish_version(version=draft)


@pytest.fixture
def draft(version: Version) -> Version:
    changed = definition_of_questions(question("only"), question("new"))
    return load_definition(definition=changed)[0]


@pytest.fixture
def colleague() -> User:
    return create_user(email="colleague@example.org", name="Colleague")


def post(pages: Client, path: str, fields: Fields) -> None:
    """Send a form of the admin; fail with what it complains about."""
    response = pages.post(path, fields)
    errors = response.context and [
        response.context["errors"],
        *(inline.formset.errors for inline in response.context["inline_admin_formsets"]),
    ]
    assert response.status_code == 302, errors


def change_page(thing: Survey | Area) -> str:
    return reverse(f"admin:fieldwork_{thing._meta.model_name}_change", args=[thing.pk])


@pytest.fixture
def survey(pages: Client, version: Version) -> Survey:
    post(pages, reverse("admin:fieldwork_survey_add"), fields_of_survey(version))
    return Survey.objects.get()


@pytest.fixture
def area(pages: Client, survey: Survey, version: Version) -> Area:
    authority = LocalAuthority.objects.create(name="North", official_name="North Council")
    fields = fields_of_survey(version, joining=[authority.pk])
    post(pages, change_page(survey), fields)
    return Area.objects.get()


def test_asking_about_empty_pages_is_switched_on_for_one_survey(
    pages: Client, survey: Survey, version: Version
) -> None:
    assert not survey.asks_about_empty_pages
    post(pages, change_page(survey), fields_of_survey(version, asks_about_empty_pages="on"))
    survey.refresh_from_db()
    assert survey.asks_about_empty_pages


def test_a_survey_is_set_up_and_its_link_handed_out(
    pages: Client, client: Client, version: Version, colleague: User
) -> None:
    post(
        pages,
        reverse("admin:fieldwork_localauthority_add"),
        {"name": "North", "official_name": "North Council"},
    )
    fields = fields_of_survey(version, joining=[LocalAuthority.objects.get(name="North").pk])
    fields |= formset("memberships", {"user": colleague.pk, "role": Role.LEAD.value})
    post(pages, reverse("admin:fieldwork_survey_add"), fields)
    area = Area.objects.get()
    coordinators = formset("memberships", {"user": colleague.pk})
    links = formset("links", fields_of_link(area.links.get()), stored=1)
    post(pages, change_page(area), links | coordinators)

    client.force_login(colleague)
    address = reverse("start", args=[area.links.get().code])
    assert address in client.get(reverse("survey", args=["a-round"])).content.decode()
    assert address in client.get(reverse("area", args=["a-round", area.pk])).content.decode()
    client.logout()
    page = client.get(address).content.decode()
    assert "This survey is not open yet" in page, "the administration makes drafts"


def fields_of_link(link: Link, **fields: Any) -> Fields:
    return {
        "id": link.pk,
        "area": link.area_id,
        "channel": link.channel,
        "is_active": "on",
        "takes_newcomers": "on",
    } | fields


def test_every_deed_is_in_the_audit_trail(
    pages: Client, administrator: User, area: Area, colleague: User, version: Version
) -> None:
    member = formset("memberships", {"user": colleague.pk, "role": Role.RESEARCHER.value})
    post(pages, change_page(area.survey), fields_of_survey(version) | member)
    events = AuditEvent.objects.filter(subject="survey:a-round", actor=administrator)
    assert set(events.values_list("action", flat=True)) == {
        "survey.created",
        "survey.changed",
        "area.added",
        "link.added",
        "member.added",
    }


def test_a_draft_cannot_be_chosen(pages: Client, draft: Version) -> None:
    path = reverse("admin:fieldwork_survey_add")
    assert f'value="{draft.pk}">{draft}<' not in pages.get(path).content.decode()
    assert pages.post(path, fields_of_survey(draft)).status_code == 200
    assert not Survey.objects.exists()


def test_a_survey_that_closes_before_it_opens_is_refused(pages: Client, version: Version) -> None:
    fields = fields_of_survey(version, closes_on=date(2020, 1, 1))
    assert pages.post(reverse("admin:fieldwork_survey_add"), fields).status_code == 200
    assert not Survey.objects.exists()


def test_a_survey_keeps_its_address_and_stays_what_it_is(
    pages: Client, survey: Survey, version: Version
) -> None:
    fields = fields_of_survey(version, slug="other", is_demonstration="on", title="Renamed")
    post(pages, change_page(survey), fields)
    changed = Survey.objects.get()
    assert changed.title == "Renamed"
    assert (changed.slug, changed.is_demonstration) == (survey.slug, False)


def test_an_authority_joins_once(pages: Client, area: Area, version: Version) -> None:
    fields = fields_of_survey(version, joining=[area.local_authority_id])
    assert pages.post(change_page(area.survey), fields).status_code == 200
    assert Area.objects.count() == 1


def test_a_team_has_no_coordinators(
    pages: Client, survey: Survey, colleague: User, version: Version
) -> None:
    member = formset("memberships", {"user": colleague.pk, "role": Role.COORDINATOR.value})
    assert pages.post(change_page(survey), fields_of_survey(version) | member).status_code == 200
    assert not Membership.objects.exists()


def test_a_member_is_removed(
    pages: Client, survey: Survey, colleague: User, version: Version
) -> None:
    member = {"user": colleague.pk, "role": Role.RESEARCHER.value}
    post(pages, change_page(survey), fields_of_survey(version) | formset("memberships", member))
    removed = {"id": Membership.objects.get().pk, "survey": survey.pk, "DELETE": "on"}
    stored = formset("memberships", removed, stored=1)
    post(pages, change_page(survey), fields_of_survey(version) | stored)
    assert not Membership.objects.exists()
    assert AuditEvent.objects.filter(action="member.removed").count() == 1


def test_the_last_lead_is_not_removed(
    pages: Client, survey: Survey, colleague: User, version: Version
) -> None:
    member = {"user": colleague.pk, "role": Role.LEAD.value}
    post(pages, change_page(survey), fields_of_survey(version) | formset("memberships", member))
    removed = {"id": Membership.objects.get().pk, "survey": survey.pk, "DELETE": "on"}
    fields = fields_of_survey(version) | formset("memberships", removed, stored=1)
    page = pages.post(change_page(survey), fields, follow=True).content.decode()
    assert "A survey is never without a lead: add another one first." in page
    assert Membership.objects.exists()


def test_links_are_added_and_switched_off(
    pages: Client, client: Client, administrator: User, area: Area
) -> None:
    first = area.links.get()
    off = fields_of_link(first)
    del off["is_active"]
    new = {"id": "", "area": area.pk, "channel": "Newsletter", "is_active": "on"}
    post(pages, change_page(area), formset("links", off, new, stored=1) | formset("memberships"))
    assert client.get(reverse("start", args=[first.code])).status_code == 404
    second = Link.objects.get(channel="Newsletter")
    assert client.get(reverse("start", args=[second.code])).status_code == 200
    assert AuditEvent.objects.get(action="link.changed").actor == administrator


def test_what_responses_hang_on_is_never_deleted(pages: Client, area: Area) -> None:
    for thing in (area, area.survey, area.local_authority):
        name = thing._meta.model_name
        path = reverse(f"admin:fieldwork_{name}_delete", args=[thing.pk])
        assert pages.post(path, {"post": "yes"}).status_code == 403


def test_lists_open(pages: Client, area: Area) -> None:
    for name in ("localauthority", "survey", "area", "membership"):
        path = reverse(f"admin:fieldwork_{name}_changelist")
        assert pages.get(path, {"q": "North"}).status_code == 200
        assert pages.get(path).status_code == 200


def test_an_area_is_found_by_the_code_of_its_link(pages: Client, area: Area) -> None:
    path = reverse("admin:fieldwork_area_changelist")
    page = pages.get(path, {"q": area.links.get().code}).content.decode()
    assert change_page(area) in page


def test_questionnaires_are_read_only(pages: Client, version: Version) -> None:
    for thing in (version, version.questionnaire):
        name = thing._meta.model_name
        page = reverse(f"admin:questionnaires_{name}_change", args=[thing.pk])
        assert "published" in pages.get(page).content.decode().lower()
        assert pages.post(page, {}).status_code == 403
        assert pages.get(reverse(f"admin:questionnaires_{name}_add")).status_code == 403
        assert pages.get(reverse(f"admin:questionnaires_{name}_changelist")).status_code == 200


def test_there_is_no_admin_of_responses() -> None:
    assert {Survey, Area, LocalAuthority, Membership, Questionnaire, Version} <= set(site._registry)
    assert not any(model._meta.app_label == "responses" for model in site._registry)


def test_every_field_of_a_survey_can_be_filled_in() -> None:
    offered = {name for _heading, group in survey_fields() for name in group["fields"]}
    own = {field.name for field in Survey._meta.fields if field.editable} - {"id"}
    assert offered == own | {"joining"}
