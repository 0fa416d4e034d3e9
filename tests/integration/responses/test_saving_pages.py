"""Saving a page: durable, cheap, and nothing that was typed is lost to an error."""

from __future__ import annotations

from threading import Event
from typing import Any

import pytest
from django.db import transaction
from pytest_django.asserts import assertNumQueries

from fieldwork.models import Link
from questionnaires.core.routing import walk
from questionnaires.models import Version
from questionnaires.selectors import instrument_of
from responses.actions import save_page
from responses.models import Response
from tests.connections import second_connection, telling_of_writes
from tests.patience import SECONDS
from tests.respondent import Fields, Respondent
from tests.visits import PRACTITIONER, STORED, pages_before

TO_VISITS = {code: PRACTITIONER[code] for code in ("role", "contacts")}


@pytest.fixture
def at_visits(respondent: Respondent) -> Respondent:
    return respondent.begin().answer(**TO_VISITS)


# What is stored


def test_every_type_of_answer_is_stored_and_shown_again(respondent: Respondent) -> None:
    respondent.begin().answer(**PRACTITIONER)
    assert respondent.response.answers == STORED
    for code, fields in PRACTITIONER.items():
        shown = respondent.open_page(code).fields
        for name, value in fields.items():
            assert shown[name] == (value if isinstance(value, list) else [value]), name


def test_a_page_sent_again_as_it_is_changes_nothing(respondent: Respondent) -> None:
    respondent.begin().answer(**PRACTITIONER)
    for code in PRACTITIONER:
        respondent.open_page(code).send()
    assert respondent.response.answers == STORED


def test_only_the_role_is_required(respondent: Respondent) -> None:
    respondent.begin().send(ages=["young"])
    assert respondent.where == "role"
    assert respondent.errors == ["Choose an answer: the next questions depend on it"]
    assert respondent.response.answers == {}
    respondent.send(role="practitioner")
    for code in ("contacts", "visits", "quality", "comments"):
        assert respondent.where == code
        respondent.send()
    assert respondent.where == "check_answers"
    given = {code: value for code, value in respondent.response.answers.items() if value}
    assert given == {"role": {"choice": "practitioner"}, "ages": {"choices": ["young"]}}


def test_a_blank_takes_the_place_of_an_earlier_answer(respondent: Respondent) -> None:
    respondent.begin().answer(**PRACTITIONER)
    respondent.open_page("role").send(ages=[])
    respondent.open_page("visits").send(number="", school=" ")
    answers = respondent.response.answers
    assert (answers["ages"], answers["number"], answers["school"]) == (None, None, None)
    assert answers["last"] == STORED["last"]


def test_what_was_specified_goes_when_its_option_is_unticked(respondent: Respondent) -> None:
    respondent.begin().answer(**PRACTITIONER)
    respondent.open_page("role").send(ages=["young"])
    assert respondent.response.answers["ages"] == {"choices": ["young"]}
    assert respondent.open_page("role").fields["ages-other--specify"] == [""]


def test_what_was_specified_beside_a_row_needs_no_answer_in_it(respondent: Respondent) -> None:
    respondent.begin().answer(**PRACTITIONER)
    respondent.open_page("quality").send(
        {"quality-time": [], "quality-other": [], "quality-other--specify": "Biscuits"}
    )
    stored = respondent.response.answers["quality"]
    assert stored == {"rows": {}, "specify": {"other": "Biscuits"}}


# What people type


@pytest.mark.parametrize(
    ("typed", "kept"),
    [
        ("👩🏽‍🚒 ñandú — “quoted”", "👩🏽‍🚒 ñandú — “quoted”"),
        ("a\0b\x07c", "abc"),
        ("<script>alert(1)</script> & more", "<script>alert(1)</script> & more"),
        ("{closing_date} {area}", "{closing_date} {area}"),
        ("one\r\ntwo\rthree\n", "one\ntwo\nthree"),
        ("x" * 10_000, "x" * 10_000),
        ("🙂" * 10_000, "🙂" * 10_000),
        (" \t\r\n ", None),
    ],
    ids=["emoji", "invisible", "markup", "braces", "lines", "long", "long emoji", "white space"],
)
def test_words_are_kept_as_they_are_typed(
    at_visits: Respondent, typed: str, kept: str | None
) -> None:
    at_visits.send(story=typed)
    assert at_visits.errors == []
    assert at_visits.response.answers["story"] == kept
    shown = at_visits.open_page("visits").fields["story"]
    assert shown == [(kept or "").replace("\n", "\r\n")]


TOO_LONG = "🙂" * 10_001


@pytest.mark.parametrize(
    ("page_code", "wrong", "sentence"),
    [
        (
            "role",
            {"ages": ["young", "none"]},
            "Untick “None of these” or the other answers: they cannot both be true",
        ),
        ("role", {"ages": ["young", "ancient"]}, "Choose one of the answers in the list"),
        ("role", {"role": "\0"}, "Choose one of the answers in the list"),
        (
            "role",
            {"ages-other--specify": "y" * 251},
            "Shorten the text to 250 characters or fewer; it has 251",
        ),
        (
            "visits",
            {"story": TOO_LONG},
            "Shorten the text to 10,000 characters or fewer; it has 10,001",
        ),
        ("visits", {"number": "a few"}, "Enter figures only, such as 12 or 7.5"),
        ("visits", {"number": "12 hours"}, "Enter figures only, such as 12 or 7.5"),
        (
            "visits",
            {"number": "34,5"},
            "Write a point before decimals, not a comma: 34.5",
        ),
        ("visits", {"number": "501"}, "Enter a number of 500 or less"),
        ("visits", {"number": "-1"}, "Enter a number of 0 or more"),
        ("visits", {"number": "1.25"}, "Enter no more than this many digits after the point: 1"),
        (
            "visits",
            {"last-day": "31", "last-month": "feb"},
            "There is no 31 February 2016: that month has 29 days",
        ),
        ("visits", {"last-year": "16"}, "Enter all four figures of the year, such as 2016"),
        ("visits", {"last-month": ""}, "Enter the month"),
        ("visits", {"school": "z" * 41}, "Shorten the text to 40 characters or fewer; it has 41"),
        ("quality", {"quality-use": "ugly"}, "Choose one of the answers in the list"),
    ],
)
def test_an_error_is_explained_and_keeps_what_was_typed(
    respondent: Respondent, page_code: str, wrong: dict[str, Any], sentence: str
) -> None:
    respondent.begin().answer(**pages_before(page_code))
    before = respondent.response.answers
    typed = {**PRACTITIONER[page_code], **wrong}
    respondent.send(typed)
    assert (respondent.where, respondent.errors) == (page_code, [sentence])
    assert respondent.page.one("title").text.startswith("Error: ")
    assert respondent.response.answers == before
    assert_shows(respondent, typed)
    (message,) = respondent.page.all("p", class_="govuk-error-message")
    assert message.text == f"Error: {sentence}"


def assert_shows(respondent: Respondent, typed: Fields) -> None:
    """Everything typed is still there, but for choices that the page does not offer."""
    controls = respondent.page.one("form").all("input")
    offered = {(control["name"], control.get("value")) for control in controls}
    shown = respondent.fields
    for name, value in typed.items():
        values = value if isinstance(value, list) else [value]
        is_choice = any(
            control.get("type") in ("radio", "checkbox") and control["name"] == name
            for control in controls
        )
        expected = [v for v in values if (name, v) in offered] if is_choice else values
        assert shown.get(name, []) == expected, name


ALL_WRONG = {
    "number": "many",
    "school": "z" * 41,
    "last-day": "40",
    "last-month": "3",
    "last-year": "2016",
}


def test_all_errors_of_a_page_are_told_at_once(at_visits: Respondent) -> None:
    at_visits.send(ALL_WRONG)
    assert len(at_visits.errors) == 3
    assert at_visits.response.answers.keys() == {"role", "ages", "contacts"}


def test_each_error_leads_to_an_input_of_its_question(at_visits: Respondent) -> None:
    at_visits.send(ALL_WRONG)
    links = at_visits.page.one(class_="govuk-error-summary").all("a")
    for link, name in zip(links, ("number", "last-day", "school"), strict=True):
        assert at_visits.page.one(id=link["href"].removeprefix("#"))["name"] == name


# What it costs

ROUTES = {
    "practitioner": {
        "role": {"choice": "practitioner"},
        "specialist_service": {"choice": "yes"},
        "training": {"choice": "yes"},
        "feelings": {"choices": ["worried"]},
        "support_used": {"choices": ["peers"]},
    },
    "manager": {
        "role": {"choice": "service_manager"},
        "manager_training": {"choice": "yes"},
        "manager_support_used": {"choices": ["peers"]},
    },
}


@pytest.mark.parametrize("steering", ROUTES.values(), ids=ROUTES.keys())
def test_every_page_of_larc7_costs_one_query_to_see_and_two_to_save(
    larc7: Version, larc7_link: Link, steering: dict[str, Any]
) -> None:
    instrument = instrument_of(larc7.pk)
    respondent = Respondent(larc7_link).begin()
    Response.objects.update(answers=dict.fromkeys(instrument.questions) | steering)
    pages = [route_page.page.code for route_page in walk(instrument, steering)]
    assert len(pages) > 20
    for code in pages:
        with assertNumQueries(1):
            respondent.open_page(code)
        assert respondent.where == code
        with assertNumQueries(2):
            respondent.client.post(respondent.path, respondent.fields)


def test_an_error_costs_one_query(at_visits: Respondent) -> None:
    with assertNumQueries(1):
        at_visits.send(number="many")


# How it is stored


@pytest.mark.django_db(transaction=True)
def test_a_page_is_durable_before_the_next_is_shown(respondent: Respondent) -> None:
    respondent.begin()
    key = respondent.response.pk
    reply = respondent.client.post(respondent.path, respondent.fields | {"role": "manager"})
    assert reply.headers["Location"] == respondent.address("contacts")
    with second_connection() as elsewhere:
        stored = elsewhere(Response.objects.get, pk=key).result()
    assert stored.answers["role"] == {"choice": "manager"}


@pytest.mark.django_db(transaction=True)
def test_pages_saved_at_the_same_moment_from_two_tabs_both_stay(respondent: Respondent) -> None:
    respondent.begin().answer(**PRACTITIONER)
    key, other_waits = respondent.response.pk, Event()

    def save_in_other_tab() -> None:
        with telling_of_writes(other_waits):
            save_page(response_id=key, answers={"school": "from the other"})

    with second_connection() as elsewhere, transaction.atomic():
        save_page(response_id=key, answers={"comments": "from one tab"})
        saving = elsewhere(save_in_other_tab)
        assert other_waits.wait(SECONDS)
    saving.result()
    changed = {"comments": "from one tab", "school": "from the other"}
    assert respondent.response.answers == STORED | changed


def test_two_tabs_on_two_pages_keep_each_other_s_answers(respondent: Respondent) -> None:
    respondent.begin().answer(**PRACTITIONER)
    other_tab = Respondent(respondent.link, respondent.client).open_page("visits")
    respondent.open_page("comments").send(comments="Changed")
    other_tab.send(school="Changed too")
    answers = respondent.response.answers
    assert (answers["comments"], answers["school"]) == ("Changed", "Changed too")
