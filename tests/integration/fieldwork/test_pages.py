"""The pages of the set-up, used as a lead does."""

from __future__ import annotations

from datetime import timedelta

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from accounts.actions import create_user
from accounts.models import Mail, User
from accounts.permissions import Role
from fieldwork.actions import add_areas, add_member, open_survey
from fieldwork.models import Area, Headcount, Link, LocalAuthority, Membership, Survey
from questionnaires.models import Version
from tests.authorities import authorities
from tests.markup import parse

pytestmark = pytest.mark.django_db


def page_of(survey: Survey, name: str, *more: object) -> str:
    return reverse(name, args=[survey.slug, *more])


def post(pages: Client, address: str, **fields: object) -> str:
    return pages.post(address, fields, follow=True).content.decode()


def test_a_lead_starts_a_survey_and_leads_it(pages: Client, lead: User, version: Version) -> None:
    fields = {"title": "LARC 8: neglect", "basis": f"version:{version.pk}"}
    page = post(pages, reverse("new_survey"), **fields)
    survey = Survey.objects.get(slug="larc-8-neglect")
    assert survey.is_draft
    assert "still to do before this survey can be opened" in page
    assert [one.role for one in lead.memberships.all()] == [Role.LEAD]
    assert not Mail.objects.exists(), "nobody is told of what they did themselves"
    assert survey.title in pages.get(reverse("surveys")).content.decode()


@pytest.mark.parametrize(
    ("fields", "complaint"),
    [
        ({}, "Choose a questionnaire, or a survey to copy"),
        ({"title": "愛"}, "The title has no letters for it: enter a name."),
        ({"title": "Round eight"}, "Another survey has the name “round-eight”: choose another."),
    ],
)
def test_a_survey_that_cannot_be_is_explained(
    pages: Client, draft: Survey, fields: dict[str, str], complaint: str
) -> None:
    basis = {"basis": f"version:{draft.version_id}"} if fields else {}
    page = post(pages, reverse("new_survey"), **{"title": "One", **fields, **basis})
    assert complaint in page
    assert Survey.objects.count() == 1


def test_a_copy_has_everything_but_dates_people_and_answers(
    pages: Client, complete: Survey, lead: User
) -> None:
    Link.objects.filter(area__local_authority__name="Leeds").update(channel="Newsletters")
    post(pages, reverse("new_survey"), title="Next", basis=f"survey:{complete.slug}")
    copy = Survey.objects.get(slug="next")
    assert (copy.title, copy.contact, copy.opens_on) == ("Next", complete.contact, None)
    assert copy.parameters == complete.parameters
    assert [str(area) for area in copy.areas.all()] == ["Leeds", "York"]
    assert copy.areas.all()[0].links.get().channel == "Newsletters"
    codes = Link.objects.values_list("code", flat=True)
    assert len(set(codes)) == 4, "links of its own"
    assert [one.user for one in copy.memberships.all()] == [lead]


def test_details_dates_texts_and_parameters_are_saved(pages: Client, draft: Survey) -> None:
    today = timezone.localdate()
    version = draft.version_id
    details = {"title": "T", "organisation": "O", "contact": "C", "version": version}
    post(pages, page_of(draft, "setup_details"), **details)
    post(pages, page_of(draft, "setup_dates"), opens_on=today, closes_on=today)
    texts = {"privacy_notice": "P **b**", "thank_you_text": "T", "support_text": "S"}
    post(pages, page_of(draft, "setup_texts"), **texts)
    said = {"parameter_since_year": "2019", "parameter_recent_period": "two years"}
    post(pages, page_of(draft, "setup_parameters"), **said)
    draft.refresh_from_db()
    draft.forget_parameters()
    assert (draft.title, draft.organisation, draft.contact) == ("T", "O", "C")
    assert (draft.opens_on, draft.closes_on, draft.privacy_notice) == (today, today, "P **b**")
    assert draft.parameters == {"since_year": "2019", "recent_period": "two years"}
    assert "<strong>b</strong>" in pages.get(page_of(draft, "setup_texts")).content.decode()


def test_a_draft_may_be_saved_half(pages: Client, draft: Survey) -> None:
    today = timezone.localdate().isoformat()
    post(pages, page_of(draft, "setup_dates"), opens_on=today, closes_on="")
    post(pages, page_of(draft, "setup_parameters"), parameter_since_year="2019")
    draft.refresh_from_db()
    draft.forget_parameters()
    assert (str(draft.opens_on), draft.closes_on) == (today, None)
    assert draft.parameters == {"since_year": "2019"}


def test_a_wrong_value_is_told_beside_its_field(pages: Client, draft: Survey) -> None:
    page = post(pages, page_of(draft, "setup_parameters"), parameter_since_year="99")
    assert parse(page).one(id="id_parameter_since_year_error")
    last = {"opens_on": "2027-05-02", "closes_on": "2027-05-01"}
    page = post(pages, page_of(draft, "setup_dates"), **last)
    assert "The last day cannot be before the first day." in page


def test_the_privacy_notice_starts_from_a_draft_that_has_to_be_filled_in(
    pages: Client, draft: Survey
) -> None:
    address = page_of(draft, "setup_texts")
    words = parse(pages.get(address).content.decode()).one("textarea", name="privacy_notice").text
    assert "Who is responsible" in words
    post(pages, address, privacy_notice=words, thank_you_text="T", support_text="S")
    page = pages.get(page_of(draft, "setup")).content.decode()
    assert "“Privacy notice” still says “[Name of the organisation]”: fill it in." in page


def test_dates_of_a_survey_that_opens_are_moved_by_acts(
    pages: Client, complete: Survey, lead: User
) -> None:
    open_survey(actor=lead, survey=complete)
    page = post(pages, page_of(complete, "setup_dates"), opens_on="2030-01-01")
    assert "The opening is decided." in page


def test_areas_are_ticked_pasted_and_added_by_what_a_search_shows(
    pages: Client, draft: Survey
) -> None:
    address = page_of(draft, "setup_areas")
    leeds = LocalAuthority.objects.get(name="Leeds")
    post(pages, address, tick="some", authority=leeds.pk)
    page = post(pages, f"{address}?region=London&kind=&q=", tick="all")
    assert "33 areas were added." in page
    page = post(pages, address, paste="1", names="Hull\nE06000023\n\nLeeds City Council\nLeeds")
    assert "2 areas were added. 1 was there already." in page
    assert "Line 5: Leeds stands in the list already." in page
    assert draft.areas.count() == 36
    assert Link.objects.filter(area__survey=draft).count() == 36


def test_a_list_with_one_unknown_name_adds_nobody(pages: Client, draft: Survey) -> None:
    names = "Leeds\nCumbria\nMiddlesborough\nLancaster"
    page = post(pages, page_of(draft, "setup_areas"), paste="1", names=names)
    for words in ("Line 2: Cumbria ended in 2023", "Line 3: “Middlesborough”", "Line 4: Lancaster"):
        assert words in page
    assert not draft.areas.exists()


def test_all_areas_of_england_go_in_at_once(pages: Client, draft: Survey) -> None:
    assert "153 areas were added." in post(pages, page_of(draft, "setup_areas"), tick="all")
    assert pages.get(page_of(draft, "setup_headcount_grid")).status_code == 200


def test_an_area_is_taken_out_of_a_draft_and_stays_afterwards(
    pages: Client, complete: Survey, lead: User
) -> None:
    leeds, york = complete.areas.all()
    robin = create_user(email="robin@example.org", name="Robin")
    add_member(actor=None, user=robin, survey=complete, role=Role.COORDINATOR, area=york)
    post(pages, page_of(complete, "setup_area_removal", york.pk))
    assert list(complete.areas.all()) == [leeds]
    assert Mail.objects.get(kind=Mail.Kind.ROLE_TAKEN).user == robin, "who had a role is told"
    open_survey(actor=lead, survey=complete)
    page = post(pages, page_of(complete, "setup_area_removal", leeds.pk))
    assert "The opening is decided: areas stay." in page
    assert list(complete.areas.all()) == [leeds]


def test_headcounts_are_typed_and_blank_is_not_0(pages: Client, draft: Survey, lead: User) -> None:
    (leeds,) = add_areas(actor=lead, survey=draft, local_authorities=authorities("Leeds"))
    address = page_of(draft, "setup_headcount_grid")
    box = f"n-{leeds.pk}-"
    fields = {
        f"{box}early_help": "1,204",
        f"{box}education": "0",
        f"{box}health": "n/a",
        "source": "A return",
        "counted_on": timezone.localdate(),
    }
    post(pages, address, **fields)
    stored = dict(Headcount.objects.values_list("group", "asked"))
    assert (stored["early_help"], stored["education"], stored["health"]) == (1204, 0, None)
    assert len(stored) == 7
    assert "No number was changed" in post(pages, address, **fields)


def test_a_box_without_number_is_told_and_nothing_is_stored(
    pages: Client, draft: Survey, lead: User
) -> None:
    (leeds,) = add_areas(actor=lead, survey=draft, local_authorities=authorities("Leeds"))
    box = f"n-{leeds.pk}-early_help"
    fields = {box: "c.20", "source": "A return", "counted_on": timezone.localdate()}
    page = post(pages, page_of(draft, "setup_headcount_grid"), **fields)
    assert "Leeds: “c.20” is not a whole number" in page
    assert parse(page).one("input", id=box)["value"] == "c.20"
    tomorrow = timezone.localdate() + timedelta(days=1)
    page = post(pages, page_of(draft, "setup_headcount_grid"), **fields | {"counted_on": tomorrow})
    assert "This day is still to come." in page
    assert not Headcount.objects.exists()


def test_somebody_is_invited_told_and_sees_the_survey(pages: Client, draft: Survey) -> None:
    address = page_of(draft, "setup_team")
    assert not parse(pages.get(address).content.decode()).all("input", checked="checked")
    fields = {"name": "Robin", "email": "Robin@Example.org", "role": "researcher"}
    page = post(pages, address, **fields)
    mail = Mail.objects.get()
    assert (mail.kind, mail.address) == (Mail.Kind.ROLE_GIVEN, "robin@example.org")
    assert "Waiting to be sent." in page
    assert Membership.objects.get(user__name="Robin").role == Role.RESEARCHER


def test_a_role_is_chosen_and_never_preset(pages: Client, draft: Survey) -> None:
    page = post(pages, page_of(draft, "setup_team"), name="Robin", email="robin@example.org")
    assert "Choose a role" in page
    assert draft.memberships.count() == 1


def test_a_survey_is_never_without_a_lead(pages: Client, draft: Survey) -> None:
    only = draft.memberships.get()
    address = page_of(draft, "setup_member", only.pk)
    said = "A survey is never without a lead: add another one first."
    assert said in post(pages, address, remove="1")
    assert said in post(pages, address, change="1", role="researcher")
    assert draft.memberships.get().role == Role.LEAD


def test_a_role_is_changed_ended_and_told(pages: Client, complete: Survey) -> None:
    second = complete.memberships.get(user__name="Second")
    post(pages, page_of(complete, "setup_member", second.pk), change="1", role="researcher")
    researcher = complete.memberships.get(user__name="Second")
    assert researcher.role == Role.RESEARCHER
    post(pages, page_of(complete, "setup_member", researcher.pk), again="1")
    post(pages, page_of(complete, "setup_member", researcher.pk), remove="1")
    assert not complete.memberships.filter(user__name="Second").exists()
    kinds = Mail.objects.order_by("pk").values_list("kind", flat=True)
    assert list(kinds) == ["role_given", "role_given", "role_taken"]


def test_coordinators_of_all_areas_are_pasted(pages: Client, complete: Survey) -> None:
    lines = "Name, E-mail, Area\nRobin, robin@example.org, Leeds\nRobin\trobin@example.org\tYork"
    page = post(pages, page_of(complete, "setup_coordinators"), people=lines)
    assert "They are invited. Line 1: a heading." in page
    robin = Membership.objects.filter(user__email="robin@example.org")
    assert sorted(str(one.area) for one in robin) == ["Leeds", "York"]


def test_a_paste_with_a_wrong_line_invites_nobody(pages: Client, complete: Survey) -> None:
    lines = (
        "Robin, robin@example.org, Leeds\nKim, kim@example.org, Bath\nAlex, Leeds\nBo, bo@x, York"
    )
    page = post(pages, page_of(complete, "setup_coordinators"), people=lines)
    assert "Line 2:" in page
    assert "Line 3: no e-mail address stands here" in page
    assert "Line 4: bo@x is no email address" in page
    assert not User.objects.filter(email="robin@example.org").exists()


def test_the_last_working_link_of_an_open_area_asks_first(
    pages: Client, complete: Survey, lead: User
) -> None:
    Survey.objects.filter(pk=complete.pk).update(opens_on=timezone.localdate())
    complete.refresh_from_db()
    open_survey(actor=lead, survey=complete)
    link = Link.objects.filter(area__survey=complete)[0]
    address = page_of(complete, "setup_link", link.pk)
    fields = {"channel": link.channel, "use": "under_way"}
    assert "It is the last link that works in this area." in post(pages, address, **fields)
    post(pages, address, **fields, confirmed="on")
    link.refresh_from_db()
    assert (link.is_active, link.takes_newcomers) == (True, False)


def test_another_link_is_added(pages: Client, complete: Survey) -> None:
    area = Area.objects.filter(survey=complete)[0]
    post(pages, page_of(complete, "setup_links"), area=area.pk, channel="Posters")
    assert area.links.count() == 2
