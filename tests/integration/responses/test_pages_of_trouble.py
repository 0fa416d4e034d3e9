"""What a respondent sees when something is wrong, and where they are led."""

from datetime import timedelta
from uuid import UUID

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone
from django.utils.formats import date_format

from fieldwork.models import Link, Survey
from responses.cookie import COOKIE
from responses.models import Response
from tests.markup import parse
from tests.respondent import Respondent
from tests.surveys import link_to
from tests.visits import PRACTITIONER

TODAY = timezone.localdate
ADDRESSES = ("start", "check_answers", "thank_you")


def addresses(code: str) -> list[str]:
    """The addresses below a link that can be opened."""
    plain = [reverse(name, args=[code]) for name in ADDRESSES]
    return [*plain, reverse("page", args=[code, "role"])]


# Links


@pytest.mark.parametrize("path", addresses("abcd2345"))
def test_an_unknown_link_is_explained(respondent: Respondent, path: str) -> None:
    respondent.open(path)
    assert respondent.status == 404
    assert respondent.heading == "This link does not lead to a survey"


@pytest.mark.parametrize("path", ["/no/such/", "/s/ab%00cd/", "/s/ünï/", "/s/a b/"])
def test_an_address_of_no_shape_is_not_found(client: Client, db: None, path: str) -> None:
    assert client.get(path).status_code == 404


def test_a_code_in_capitals_leads_to_its_survey(respondent: Respondent, link: Link) -> None:
    respondent.open(reverse("start", args=[link.code.upper()]))
    assert respondent.path == reverse("start", args=[link.code])
    assert respondent.heading == "Round one"
    assert respondent.open("/s/ABCD2345/").status == 404


def test_a_link_that_was_switched_off_is_not_found(respondent: Respondent) -> None:
    respondent.begin()
    Link.objects.update(is_active=False)
    for path in addresses(respondent.link.code):
        assert respondent.open(path).status == 404


def test_a_page_sent_through_a_link_that_was_switched_off_is_not_saved(
    respondent: Respondent,
) -> None:
    respondent.begin()
    Link.objects.update(is_active=False)
    assert respondent.send(role="manager").status == 404
    assert respondent.response.answers == {}


# Days


def test_before_the_first_day_the_start_page_says_when(respondent: Respondent) -> None:
    opens_on = TODAY() + timedelta(days=1)
    Survey.objects.update(opens_on=opens_on)
    respondent.start()
    assert (respondent.status, respondent.heading) == (200, "This survey is not open yet")
    closes_on = Survey.objects.get().closes_on
    assert (
        f"You can answer it from {date_format(opens_on, 'j F Y')} until"
        f" {date_format(closes_on, 'j F Y')}, with the same link." in respondent.page.text
    )
    assert "please contact Casey Contact <casey@example.org>" in respondent.page.text
    assert not respondent.page.all("form")


@pytest.mark.parametrize("day", [TODAY(), TODAY() - timedelta(days=7)], ids=["last", "first"])
def test_the_first_and_the_last_day_are_days_of_the_survey(
    respondent: Respondent, day: object
) -> None:
    Survey.objects.update(opens_on=TODAY(), closes_on=TODAY())
    assert respondent.begin().place == "role"


@pytest.mark.parametrize("days", [-1, 1], ids=["closed", "not yet open"])
def test_nobody_begins_outside_the_days_of_the_survey(respondent: Respondent, days: int) -> None:
    respondent.start()
    day = TODAY() + timedelta(days=days)
    Survey.objects.update(opens_on=day, closes_on=day)
    respondent.send()
    assert respondent.place == "start"
    assert not Response.objects.exists()


def test_who_has_sent_their_answers_may_read_the_thanks_after_the_last_day(
    respondent: Respondent,
) -> None:
    respondent.begin().answer(**PRACTITIONER).send()
    Survey.objects.update(closes_on=TODAY() - timedelta(days=1))
    assert respondent.open(respondent.path).heading == "Thank you"


# Pages


@pytest.mark.parametrize("page_code", ["comments", "visits", "team", "no_such_page", "role-"])
def test_a_page_that_is_too_far_on_or_off_the_route_leads_to_the_next_one(
    respondent: Respondent, page_code: str
) -> None:
    respondent.begin().answer(role={"role": "practitioner"})
    assert respondent.open_page(page_code).place == "contacts"


def test_a_page_that_another_tab_has_put_too_far_on_is_kept(respondent: Respondent) -> None:
    """The other tab says that the contacts are of interest, which puts a page before this one."""
    respondent.begin().answer(role={"role": "practitioner"}, contacts={}, visits={})
    other_tab = Respondent(respondent.link, respondent.client)
    other_tab.open_page("role").send(ages=["young"])
    respondent.send(comments="From the first tab")
    assert (respondent.status, respondent.heading) == (409, "Another page comes first")
    assert "What you entered on this page is saved." in respondent.page.text
    next_page = respondent.page.one("a", class_="govuk-button")["href"]
    assert next_page == respondent.address("quality")
    assert respondent.open(next_page).send().place == "comments"
    assert respondent.fields["comments"] == ["From the first tab"]


def test_what_is_wrong_on_such_a_page_is_said_to_be_lost(respondent: Respondent) -> None:
    respondent.begin().answer(**{code: PRACTITIONER[code] for code in ("role", "contacts")})
    other_tab = Respondent(respondent.link, respondent.client)
    other_tab.open_page("role").send(role="manager")
    respondent.send(number="many", school="Hill")
    assert "saved as far as it could be" in respondent.page.text
    assert respondent.response.answers["school"] == "Hill"
    assert "number" not in respondent.response.answers


def test_a_page_that_leaves_blanks_out_of_turn_is_asked_again(respondent: Respondent) -> None:
    respondent.begin()
    fields = respondent.fields | {"_asked": "comments", "comments": ""}
    assert respondent.client.post(respondent.address("comments"), fields).status_code == 409
    assert respondent.response.answers == {}


def test_a_page_that_does_not_exist_leads_on(respondent: Respondent) -> None:
    respondent.begin()
    reply = respondent.client.post(respondent.address("no_such_page"), respondent.fields)
    assert reply.headers["Location"] == respondent.address("role")


def test_there_are_no_thanks_before_the_answers_are_sent(respondent: Respondent) -> None:
    respondent.begin()
    assert respondent.open(reverse("thank_you", args=[respondent.link.code])).place == "start"


# Places


def test_without_a_cookie_every_address_leads_to_the_start(respondent: Respondent) -> None:
    for path in addresses(respondent.link.code):
        assert respondent.open(path).place == "start"


@pytest.mark.parametrize("value", ["", "x", "\xff", ":" * 5000, f"{UUID(int=1)}:{'a' * 43}"])
def test_a_forged_cookie_is_no_place(respondent: Respondent, value: str) -> None:
    respondent.begin()
    respondent.client.cookies[COOKIE] = value
    assert respondent.open_page("role").place == "start"


def test_a_key_signed_for_something_else_is_no_place(respondent: Respondent) -> None:
    """The signature is bound to its purpose, so no other signed value can stand in."""
    from django.core.signing import Signer

    respondent.begin()
    respondent.client.cookies[COOKIE] = Signer().sign(str(respondent.response.pk))
    assert respondent.open_page("role").place == "start"


def test_the_place_in_one_area_is_none_in_another(respondent: Respondent, survey: Survey) -> None:
    respondent.begin()
    neighbour = Respondent(link_to(survey, "South"), respondent.client)
    assert neighbour.open_page("role").place == "start"
    assert "Are the unfinished answers yours?" not in neighbour.page.text


def test_a_place_whose_response_is_gone_leads_to_the_start(respondent: Respondent) -> None:
    respondent.begin()
    Response.objects.all().delete()
    assert respondent.open_page("role").place == "start"


def test_a_page_sent_without_a_place_is_explained(respondent: Respondent) -> None:
    respondent.begin()
    del respondent.client.cookies[COOKIE]
    respondent.send(role="manager")
    assert (respondent.status, respondent.heading) == (409, "This page could not be saved")
    (link,) = respondent.page.one("main").all("a")
    assert link["href"] == reverse("start", args=[respondent.link.code])
    assert respondent.page.one("form", id="resume")["action"] == reverse("resume")
    assert respondent.answers_read_back() == [["Manager"]]


def test_what_cannot_be_saved_is_shown_to_be_copied(respondent: Respondent) -> None:
    respondent.begin().answer(**{code: PRACTITIONER[code] for code in ("role", "contacts")})
    del respondent.client.cookies[COOKIE]
    respondent.send(PRACTITIONER["visits"], number="many", story="<b>Words & more</b> 👩🏽‍🚒")
    assert "What you entered" in respondent.page.text
    assert respondent.answers_read_back() == [
        ["27 March 2016"],
        ["Hill School"],
        ["<b>Words & more</b> 👩🏽‍🚒"],
    ]


@pytest.mark.parametrize("page_code", ["role", "comments"])
def test_a_page_of_another_response_is_refused_and_explained(
    respondent: Respondent, page_code: str
) -> None:
    """Whether or not the response that the cookie names now has come that far."""
    respondent.begin().answer(**PRACTITIONER)
    first = Respondent(respondent.link, respondent.client).open_page(page_code)
    answers = first.response.answers
    respondent.begin(afresh="1")
    first.send(role="manager", comments="Mixed up")
    assert (first.status, first.heading) == (409, "This page belongs to another response")
    entered = {"role": ["Manager"], "comments": ["Mixed up"]}[page_code]
    assert entered in first.answers_read_back()
    assert respondent.response.answers == {}
    assert Response.objects.exclude(pk=respondent.response.pk).get().answers == answers


def test_a_page_of_another_response_is_refused_after_submission_too(
    respondent: Respondent,
) -> None:
    """ "Thank you" would let the first person think that their answers had arrived."""
    first = Respondent(respondent.link, respondent.client)
    first.begin()
    respondent.begin(afresh="1").answer(**PRACTITIONER).send()
    assert respondent.place == "thank_you"
    assert first.send(role="manager").status == 409


@pytest.mark.parametrize("mark", ["", "x", "\0", "é" * 20])
def test_a_forged_mark_is_refused(respondent: Respondent, mark: str) -> None:
    respondent.begin().send(_response=mark, role="manager")
    assert respondent.status == 409
    assert respondent.response.answers == {}


def test_a_page_without_a_mark_is_refused(respondent: Respondent) -> None:
    respondent.begin()
    fields = {name: value for name, value in respondent.fields.items() if name != "_response"}
    assert respondent.client.post(respondent.path, fields).status_code == 409


# Requests from elsewhere


def test_a_page_sent_without_its_token_gets_our_explanation(respondent: Respondent) -> None:
    respondent.begin()
    reply = respondent.client.post(respondent.path, {"role": "manager"})
    assert reply.status_code == 403
    assert "This page could not be saved yet" in reply.content.decode()
    assert "no-store" in reply.headers["Cache-Control"]
    assert respondent.response.answers == {}


def test_a_page_without_its_token_comes_back_to_be_sent_again(respondent: Respondent) -> None:
    """A browser may drop the one cookie and keep the other."""
    respondent.begin().answer(**{code: PRACTITIONER[code] for code in ("role", "contacts")})
    del respondent.client.cookies["csrftoken"]
    fields = respondent.fields | {"school": "Hill School", "number": "many"}
    reply = respondent.client.post(respondent.path, fields, headers={"Origin": "http://testserver"})
    assert reply.status_code == 403
    respondent.page = parse(reply.content.decode())
    assert "nothing is saved yet" in respondent.page.text
    assert "school" not in respondent.response.answers
    assert respondent.fields["number"] == ["many"]
    assert respondent.send(number="12").place == "quality"
    assert respondent.response.answers["school"] == "Hill School"


@pytest.mark.parametrize(
    ("origin", "is_shown"),
    [("http://testserver", True), ("https://elsewhere.example", False), ("null", False)],
)
def test_a_page_without_its_token_shows_what_was_entered_unless_another_site_sent_it(
    respondent: Respondent, origin: str, is_shown: bool
) -> None:
    respondent.begin().answer(**{code: PRACTITIONER[code] for code in ("role", "contacts")})
    respondent.client.cookies.clear()
    fields = respondent.fields | {"school": "Hill School"}
    reply = respondent.client.post(respondent.path, fields, headers={"Origin": origin})
    assert reply.status_code == 403
    assert ("Hill School" in reply.content.decode()) is is_shown


def test_who_blocks_cookies_is_told_so_at_the_first_button(link: Link) -> None:
    respondent = Respondent(link).start()
    respondent.client.cookies.clear()
    respondent.send()
    assert (respondent.status, respondent.heading) == (403, "This page could not be saved yet")
    assert "Allow cookies for this website" in respondent.page.text
    assert not Response.objects.exists()


def test_nobody_can_begin_for_someone_else_from_another_site(link: Link) -> None:
    client = Client(enforce_csrf_checks=True)
    assert client.post(reverse("begin", args=[link.code])).status_code == 403
    assert not Response.objects.exists()
