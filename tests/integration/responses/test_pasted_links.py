"""Links as people paste them lead to the survey; any other address has a box for a code."""

from __future__ import annotations

from collections.abc import Callable
from http import HTTPStatus
from urllib.parse import quote, unquote_to_bytes

import pytest
from django.http import HttpResponse
from django.test import Client
from django.urls import reverse
from hypothesis import given, settings
from hypothesis import strategies as st
from pytest_django.asserts import assertNumQueries

from accounts.actions import create_user
from fieldwork.models import Link
from larc_survey.logs import OneLineFormatter
from responses.cookie import COOKIE
from responses.models import Response
from tests.integration.responses.codes import REFUSAL, code_of
from tests.markup import parse
from tests.outages import database_refusing
from tests.pseudo import BRACKETED
from tests.respondent import Respondent
from tests.visits import PRACTITIONER

RESUME = "7kqm-x2rb-94hd-wfep"
TO_VISITS = {code: PRACTITIONER[code] for code in ("role", "contacts")}

PASTED = [
    *("/s/{}.", "/s/{},", "/s/{})", "/s/{}/)", "/s/{}%20", "/s/%20{}", "/s/{}%E2%80%8B", "/s/{}"),
    *("//s/{}/", "/s//{}/", "/S/{}/", "/R/{}", "/%53/{}/", "/s%2F{}", "/s/%22{}%22", "/s/{}-"),
    *("/s/%3C{}%3E", "/s/%E2%80%9C{}%E2%80%9D", "/s/{}/%20please%20answer", "/s/{}/role/)"),
    *("/{}", "/{}/", "/https://survey.example.org/s/{}/", "/s/{}%2520", "/s/{}%00", "/s/{}%FF"),
    *("/s/{}_/", "/s/{};/", "/s/{}&amp;", "/s/{}*", "/s/{}%0A", "//s//{}//", "/s/{}/no/such/"),
    *("/r/{}/", "/r/{}.", "/s/{}/role/more/", "/s/{}%EF%BC%89", "/s/{}…", "/s/{}%5C", "/s%5C{}"),
]
"""As they travel, with the code of a link in them."""


def get(client: Client, path: str, **query: str) -> HttpResponse:
    """Open *path* as it travels: the test client would take `//s/` for the name of a host."""
    environment = {"PATH_INFO": unquote_to_bytes(path).decode("latin-1")}
    return client.get("/", query, **environment)


def full_width(code: str) -> str:
    return "".join(chr(ord(one) + 0xFEE0) for one in code)


# Links


@pytest.mark.parametrize(
    "dress", [str.lower, str.upper, full_width], ids=["as it is", "capitals", "full width"]
)
def test_a_pasted_link_leads_to_its_survey(
    client: Client, link: Link, dress: Callable[[str], str]
) -> None:
    start = reverse("start", args=[link.code])
    for path in PASTED:
        with assertNumQueries(0):
            reply = get(client, path.format(quote(dress(link.code))))
        assert (reply.status_code, reply.headers.get("Location")) == (HTTPStatus.FOUND, start), path
        assert "no-store" in reply.headers["Cache-Control"]
        assert not reply.cookies
    assert get(client, start).status_code == HTTPStatus.OK


def test_the_language_that_an_address_asks_for_is_kept_and_nothing_else(
    client: Client, link: Link
) -> None:
    start = reverse("start", args=[link.code])
    reply = get(client, f"/s/{link.code}", language=BRACKETED, next="https://elsewhere.example")
    assert reply.headers["Location"] == f"{start}?language={BRACKETED}"
    reply = get(client, f"/s/{link.code}).", language="https://elsewhere.example")
    assert reply.headers["Location"] == start


def test_a_page_that_was_pasted_leads_back_to_it_by_the_start(respondent: Respondent) -> None:
    respondent.begin().answer(**TO_VISITS)
    respondent.open(f"{respondent.address('visits')})")
    assert respondent.where == "start"
    assert "Are the unfinished answers yours?" in respondent.page.text
    assert respondent.send().where == "visits"


@settings(max_examples=200)
@given(path=st.text("/sSrR.%2Fabcdefgh2345\\@:?#\u200b ", max_size=30))
def test_no_address_redirects_anywhere_but_to_a_code_of_this_site(
    client: Client, path: str
) -> None:
    reply = client.get("/", PATH_INFO="/" + path.encode().decode("latin-1"))
    target = reply.headers.get("Location", "")
    if target:
        assert target.startswith(("/s/", "/r/"))
        assert set(target) <= set("/sr-" + "23456789abcdefghjkmnpqrstuvwxyz")
    else:
        assert reply.status_code in (HTTPStatus.OK, HTTPStatus.NOT_FOUND)


def test_what_is_sent_to_a_pasted_address_is_not_redirected(client: Client, link: Link) -> None:
    reply = client.post("/", {"role": "manager"}, PATH_INFO=f"/s/{link.code}.")
    assert reply.status_code == HTTPStatus.NOT_FOUND


def test_an_unknown_code_is_explained_not_redirected_for_ever(respondent: Respondent) -> None:
    respondent.open("/S/ABCD2345).")
    assert (respondent.path, respondent.status) == ("/s/abcd2345/", HTTPStatus.NOT_FOUND)
    assert respondent.heading == "This link does not lead to a survey"


@pytest.mark.parametrize("code", ["abcd234", "abcd23456", "abcd-2345", "abcd2340", "no_such_code"])
def test_what_cannot_be_a_code_is_not_looked_for(client: Client, code: str) -> None:
    """The fixtures give this test no database."""
    reply = client.get(reverse("start", args=[code]))
    assert reply.status_code == HTTPStatus.NOT_FOUND


# Addresses with a code to come back with


TO_RESUME = [
    *("/r/{}.", "/R/{}", "/r/{}/)", "//r/{}/", "/r/%20{}%E2%80%8B", "/{}", "/s/{}/", "/r/{}"),
    *("/s/{})", "/r/%3C{}%3E", "/https://survey.example.org/r/{}/", "/r/{}/%20is%20my%20code"),
]


@pytest.mark.parametrize("code", [RESUME, RESUME.upper()])
def test_the_address_of_a_code_to_come_back_with_fills_it_in_and_opens_nothing(
    client: Client, code: str
) -> None:
    """The fixtures give this test no database."""
    target = reverse("resume_with", args=[RESUME])
    for path in TO_RESUME:
        reply = get(client, path.format(code))
        assert (reply.status_code, reply.headers.get("Location")) == (HTTPStatus.FOUND, target), (
            path
        )
        assert "no-store" in reply.headers["Cache-Control"]
    page = get(client, target)
    assert COOKIE not in page.cookies
    assert parse(page.content.decode()).one("form").fields()["code"] == [RESUME]


# Boxes


@pytest.fixture
def code(respondent: Respondent) -> str:
    """The code of a response whose first two pages are answered."""
    return code_of(respondent.begin().answer(**TO_VISITS))


SENTENCES = [
    *("{}", "https://survey.example.org/r/{}/", "/r/{}).", "<https://survey.example.org/R/{}>"),
    *("\u200b{}\u00a0", "My code was {}, I think.", "they have sent {} here"),
    "Your answers are saved. With this code you can go on until 24 November 2026: {} Copy the code",
]


@pytest.mark.parametrize("box", ["resume", "enter_code"])
def test_a_code_to_come_back_with_opens_the_answers(
    link: Link, respondent: Respondent, code: str, box: str
) -> None:
    for sentence in SENTENCES:
        elsewhere = Respondent(link).open(reverse(box)).send(code=sentence.format(code))
        assert (elsewhere.status, elsewhere.where) == (HTTPStatus.OK, "visits"), sentence
        assert elsewhere.response == respondent.response


@pytest.mark.parametrize("box", ["resume", "enter_code"])
def test_the_code_of_a_link_opens_the_survey(link: Link, box: str) -> None:
    for sentence in ("{}", "http://testserver/s/{}/", "/s/{}.", "The code of the research is {}"):
        visitor = Respondent(link).open(reverse(box)).send(code=sentence.format(link.code))
        assert visitor.path == reverse("start", args=[link.code]), sentence
        assert visitor.heading == "Round one"


def test_every_address_without_a_page_has_the_box(link: Link, code: str) -> None:
    for path in ("/no/such/page", "/S/", "/s/abcd2345/", "/s/abcd234/", "/ß)", "/favicon.ico"):
        for typed, place in ((link.code, "start"), (code, "visits")):
            visitor = Respondent(link).open(path)
            assert visitor.status == HTTPStatus.NOT_FOUND
            assert visitor.send(code=typed).where == place, path


def test_a_stranger_among_the_staff_has_the_box_too(client: Client, db: None) -> None:
    client.force_login(create_user(email="stranger@example.org", name="Stranger"))
    reply = client.get("/surveys/none/")
    assert reply.status_code == HTTPStatus.NOT_FOUND
    form = parse(reply.content.decode()).one("form", id="enter-code")
    assert (form["method"], form["action"]) == ("post", reverse("enter_code"))


def test_what_holds_no_code_is_explained(link: Link) -> None:
    for typed in ("x", "abcd234O", "teachers of the research", "²bcd2345"):
        visitor = Respondent(link).open("/no/such/page").send(code=typed)
        assert visitor.heading == "Enter your code"
        (error,) = visitor.errors
        assert error.startswith("Check the code: that of a survey has 8 letters and digits")
        assert visitor.fields["code"] == [typed]
    assert visitor.send(code="").errors == ["Enter your code"]


def test_a_code_that_opens_nothing_is_refused_as_ever(link: Link) -> None:
    assert Respondent(link).open("/no/such/page").send(code=RESUME).errors == [REFUSAL]
    for typed in (RESUME, "I lost my research code"):
        assert Respondent(link).open(reverse("resume")).send(code=typed).errors == [REFUSAL]


def test_an_incomplete_address_is_shown_to_be_completed(client: Client) -> None:
    reply = client.get("/r/7kqm-x2rb-94hd/")
    assert parse(reply.content.decode()).one("form").fields()["code"] == ["7kqm-x2rb-94hd"]


@pytest.mark.parametrize("box", ["resume", "enter_code"])
def test_enter_presses_the_button_of_the_box_and_no_language(client: Client, box: str) -> None:
    """The first button of a form is the one, wherever it stands; the languages stand above it."""
    page = parse(client.get(reverse(box)).content.decode())
    first, *_others, last = page.all("button", type="submit") + page.all("input", type="submit")
    assert "name" not in first
    assert first.text in (last.text, last.get("value"))


def test_the_box_may_be_opened_by_itself_and_changes_language(link: Link) -> None:
    visitor = Respondent(link).open(reverse("enter_code"))
    assert visitor.heading == "Enter your code"
    visitor.send(code="half a code", _language=BRACKETED)
    assert visitor.page.one("html")["lang"] == BRACKETED
    assert visitor.fields["code"] == ["half a code"]


# What it needs, and what it leaves


@pytest.mark.parametrize("path", ["/no/such/page", "/s/teach/", "/S/abcd2345x", "/s/abcd2345)"])
def test_an_unknown_address_needs_no_database(client: Client, path: str) -> None:
    """The fixtures give this test none."""
    reply = client.get(path)
    assert reply.status_code in (HTTPStatus.NOT_FOUND, HTTPStatus.FOUND)
    assert "no-store" in reply.headers["Cache-Control"]


def test_what_was_entered_while_the_database_is_away_comes_back(link: Link, code: str) -> None:
    visitor = Respondent(link).open("/no/such/page")
    with database_refusing():
        visitor.send(code=code)
        assert visitor.status == HTTPStatus.SERVICE_UNAVAILABLE
    assert visitor.send().where == "visits"


def test_no_log_tells_a_code(
    client: Client, link: Link, code: str, caplog: pytest.LogCaptureFixture
) -> None:
    caplog.clear()
    for path in (*PASTED, "/r/{}).", "/x/{}", "/S/{}x"):
        for one in (link.code, code, link.code.upper(), code.upper()):
            get(client, path.format(one))
            client.post("/", {"code": one}, PATH_INFO=f"/S/{one}")
    assert {record.name for record in caplog.records} == {"django.request"}
    lines = [OneLineFormatter().format(record).lower() for record in caplog.records]
    assert not [line for line in lines if link.code in line or code in line]


def test_nothing_is_stored_of_it(client: Client, link: Link) -> None:
    get(client, f"/s/{link.code}).")
    assert not Response.objects.exists()
