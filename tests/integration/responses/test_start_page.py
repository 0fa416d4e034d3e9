"""The start page: what the survey is, and the ways to begin, go on and begin again."""

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone
from django.utils.formats import date_format
from pytest_django.asserts import assertNumQueries

from fieldwork.models import Link, Survey
from questionnaires.core.estimate import duration
from questionnaires.models import Version
from questionnaires.selectors import instrument_of
from responses.cookie import COOKIE
from responses.models import Response
from tests.builders import all_of, definition_of_pages, page, question
from tests.publishing import published
from tests.respondent import Respondent
from tests.surveys import link_to, survey_of
from tests.visits import PRACTITIONER

# What it says


def test_it_tells_what_the_survey_is(larc7: Version) -> None:
    survey = survey_of(larc7, title="Behaviour & harm")
    respondent = Respondent(link_to(survey, "Exampleshire")).start()
    assert respondent.heading == "Behaviour & harm"
    assert [heading.text for heading in respondent.page.all("h2")] == [
        "About this survey",
        "What do we mean by 'harmful sexual behaviour'?",
        "The purpose of this survey",
        "Before you begin",
    ]
    for words in (
        "in the Exampleshire local authority area",
        "please contact Casey Contact <casey@example.org>",
        f"The closing date for the survey is {date_format(survey.closes_on, 'j F Y')}.",
        "This survey is carried out by A test.",
        "It is anonymous",
        "You can leave any question blank, except one that decides which questions come next.",
        "You can save your answers at any time and come back later.",
    ):
        assert words in respondent.page.text


def test_it_says_how_long_it_takes(larc7: Version, respondent: Respondent) -> None:
    estimate = duration(instrument_of(larc7.pk))
    assert estimate.shortest < estimate.longest
    shown = Respondent(link_to(survey_of(larc7, slug="larc7"))).start().page.text
    assert f"It takes about {estimate.shortest} to {estimate.longest} minutes" in shown
    assert "It takes about 5 minutes." in respondent.start().page.text


def test_it_explains_the_continuum_in_words_beside_the_drawing(larc7_link: Link) -> None:
    page_shown = Respondent(larc7_link).start().page
    steps = page_shown.one("ol", class_="larc-continuum__steps")
    names = [step.text for step in steps.all("strong")]
    assert names == ["Normal", "Inappropriate", "Problematic", "Abusive", "Violent"]
    drawing = page_shown.one("svg", role="img")
    described_by = drawing["aria-labelledby"].split()
    alternative = " ".join(drawing.one(id=name).text for name in described_by)
    assert all(name in alternative for name in names)


def test_the_survey_is_named_where_staff_pages_lead_home(respondent: Respondent) -> None:
    header = respondent.start().page.one("header")
    assert header.text == "Round one"
    assert not header.all("a")


def test_a_demonstration_says_so_on_every_page(survey: Survey, respondent: Respondent) -> None:
    Survey.objects.update(is_demonstration=True)
    for shown in (respondent.start(), respondent.begin()):
        assert "A demonstration with synthetic data" in shown.page.one("footer").text


def test_a_visit_stores_nothing_and_gives_no_place(respondent: Respondent) -> None:
    respondent.start()
    assert not Response.objects.exists()
    assert COOKIE not in respondent.client.cookies


def test_a_visit_costs_one_query_and_two_for_somebody_who_has_begun(
    respondent: Respondent,
) -> None:
    respondent.start()
    with assertNumQueries(1):
        respondent.start()
    respondent.begin()
    with assertNumQueries(2):
        respondent.start()


ON_FIRST = all_of({"question": "first", "answered": True})


@pytest.mark.parametrize(
    ("required", "decides", "sentence"),
    [
        ((), True, "You can leave any question blank."),
        (
            ("first",),
            True,
            "You can leave any question blank, except one that decides which questions come next.",
        ),
        (
            ("first",),
            False,
            "You can leave any question blank, except one that has to be answered.",
        ),
        (
            ("first", "second"),
            True,
            "You can leave any question blank, except some that have to be answered.",
        ),
        (("first", "second", "third"), True, "Every question has to be answered."),
    ],
    ids=["none", "one that decides", "one for another reason", "of both kinds", "all"],
)
def test_it_says_which_questions_may_be_left_blank(
    db: None, required: tuple[str, ...], *, decides: bool, sentence: str
) -> None:
    first, second, third = (
        question(code, required=code in required) for code in ("first", "second", "third")
    )
    asked = definition_of_pages(
        page("one", first), page("two", second, third, **(ON_FIRST if decides else {}))
    )
    shown = Respondent(link_to(survey_of(published(asked)))).start().page
    assert sentence in [item.text for item in shown.all("li")]


def test_it_speaks_of_several_that_decide(db: None) -> None:
    asked = definition_of_pages(
        page("one", question("first", required=True), question("second", required=True)),
        page("two", question("third"), **ON_FIRST),
        page("three", question("last"), **all_of({"question": "second", "any_of": ["yes"]})),
    )
    shown = Respondent(link_to(survey_of(published(asked)))).start().page
    assert (
        "You can leave any question blank, except some that decide which questions come next."
        in [item.text for item in shown.all("li")]
    )


# Beginning


def test_beginning_stores_an_empty_response(respondent: Respondent, link: Link) -> None:
    respondent.begin()
    assert respondent.where == "role"
    response = Response.objects.get()
    assert (response.link, response.area, response.version) == (
        link,
        link.area,
        link.area.survey.version,
    )
    assert (response.answers, response.status) == ({}, Response.Status.IN_PROGRESS)


def test_a_first_page_without_questions_is_shown_first(db: None) -> None:
    pages = definition_of_pages(
        page("welcome"), page("age", question("age")), page("between"), page("sex", question("sex"))
    )
    respondent = Respondent(link_to(survey_of(published(pages)))).begin()
    for expected in ("welcome", "age", "between", "sex"):
        assert respondent.where == expected
        respondent.send()
    assert respondent.where == "check_answers"


def test_a_page_may_be_called_as_the_button_is(db: None) -> None:
    pages = definition_of_pages(*(page(code, question(code)) for code in ("start", "begin")))
    respondent = Respondent(link_to(survey_of(published(pages)))).begin()
    for expected in ("start", "begin"):
        assert respondent.where == expected
        respondent.send({expected: "yes"})
    assert respondent.where == "check_answers"


def test_the_address_behind_the_button_leads_to_the_start_page(client: Client, link: Link) -> None:
    reply = client.get(reverse("begin", args=[link.code]))
    assert reply.headers["Location"] == reverse("start", args=[link.code])


# Coming back


def test_whoever_comes_is_asked_whether_unsent_answers_are_theirs(respondent: Respondent) -> None:
    """At a shared computer the next person must see none of them, nor go on by mistake."""
    respondent.begin().answer(role={**PRACTITIONER["role"], "ages-other--specify": "Their words"})
    respondent.start()
    assert "Are the unfinished answers yours?" in respondent.page.text
    buttons = respondent.page.one("main").all("button")
    assert [button.text for button in buttons] == [
        "They are mine: go on",
        "They are not mine: begin again",
    ]
    assert {button["class"] for button in buttons} == {"govuk-button govuk-button--secondary"}
    assert "Their words" not in respondent.page.raw_text


def test_who_has_begun_can_go_on_where_they_were(respondent: Respondent) -> None:
    respondent.begin().answer(role={"role": "manager"})
    respondent.start().send(mine="1")
    assert respondent.where == "contacts"
    assert Response.objects.count() == 1


def test_who_has_seen_all_pages_goes_on_to_the_check_page(respondent: Respondent) -> None:
    respondent.begin().answer(**PRACTITIONER)
    assert respondent.begin().where == "check_answers"


def test_beginning_again_leaves_the_earlier_response_alone(respondent: Respondent) -> None:
    respondent.begin().answer(role={"role": "manager"})
    earlier = respondent.response
    respondent.begin(start_again="1")
    assert respondent.where == "role"
    assert "role" not in respondent.fields
    assert respondent.response.answers == {}
    earlier.refresh_from_db()
    assert earlier.answers["role"] == {"choice": "manager"}


def test_after_submission_somebody_else_can_begin(respondent: Respondent) -> None:
    respondent.begin().answer(**PRACTITIONER).send()
    respondent.start()
    assert "Answers were sent from this browser." in respondent.page.text
    assert [button.text for button in respondent.page.one("main").all("button")] == ["Next"]
    respondent.send()
    assert respondent.where == "role"
    assert respondent.response.answers == {}
    assert Response.objects.filter(submitted_on=timezone.localdate()).count() == 1


def test_every_area_gives_its_own_link(link: Link, survey: Survey) -> None:
    elsewhere = link_to(survey, "South")
    for handed_out in (link, elsewhere):
        assert Respondent(handed_out).begin().response.area == handed_out.area
