"""Check your answers: everything on the route, and a way back to change each of it."""

import pytest
from pytest_django.asserts import assertNumQueries

from fieldwork.models import Link
from responses.cookie import COOKIE
from tests.builders import (
    RECENT_PERIOD,
    SINCE_YEAR,
    definition,
    definition_of_pages,
    options,
    page,
    question,
    section,
)
from tests.publishing import published
from tests.respondent import Respondent
from tests.surveys import link_to, survey_of
from tests.visits import PRACTITIONER


@pytest.fixture
def at_check(respondent: Respondent) -> Respondent:
    return respondent.begin().answer(**PRACTITIONER)


def change_link(respondent: Respondent, question_text: str) -> str:
    """The address behind "Change" beside a question."""
    (row,) = [
        row
        for row in respondent.page.all("div", class_="govuk-summary-list__row")
        if row.one("dt").text == question_text
    ]
    link = row.one("a")
    assert link.text == f"Change {question_text}"
    return link["href"]


# What is read back


def test_answers_stand_by_section_in_the_order_of_the_route(at_check: Respondent) -> None:
    headings = [heading.text for heading in at_check.page.all("h2")]
    assert headings == ["Section you", "Section practice", "Section end", "Send your answers"]
    questions = [key.text for key in at_check.page.all("dt")]
    codes = ("role", "ages", "contacts", "number", "last", "school", "story", "quality", "comments")
    assert questions == [f"What about {code}?" for code in codes]


def test_every_type_of_answer_is_read_back_in_words(at_check: Respondent) -> None:
    assert at_check.answers_read_back() == [
        ["Practitioner"],
        ["Young", "Something else: Very old"],
        ["Yes"],
        ["34.5"],
        ["27 March 2016"],
        ["Hill School"],
        ["First line", "Third line"],
        ["Time – Good", "Something else: Tea – Bad"],
        ["Thank you"],
    ]


def test_blanks_are_called_not_answered(respondent: Respondent) -> None:
    respondent.begin().answer(role={"role": "manager"}, contacts={}, team={}, comments={})
    blank = ["Not answered"]
    assert respondent.answers_read_back() == [["Manager"], blank, blank, blank, blank]


def test_answers_cannot_write_markup(respondent: Respondent) -> None:
    hostile = "<script>alert(1)</script><b>&amp;{area}"
    respondent.begin().answer(role={"role": "manager"}, contacts={}, team={"team": hostile})
    respondent.send(comments=f"{hostile}\r\n{hostile}")
    assert respondent.answers_read_back()[-2:] == [[hostile], [hostile, hostile]]


def test_placeholders_are_filled_wherever_they_stand(db: None) -> None:
    since = {"code": "since", "label": "None since {since_year}", "exclusive": True}
    pages = definition_of_pages(
        page(
            "training",
            question("training", "multiple", choices=options("course", since), text="In {area}?"),
            question(
                "grid",
                "grid",
                choices=options({"code": "one", "label": "In {recent_period}"}),
                rows=options({"code": "row", "label": "With {contact}"}),
            ),
        ),
        parameters=[SINCE_YEAR, RECENT_PERIOD],
    )
    survey = survey_of(published(pages), contact="<Casey> & co")
    respondent = Respondent(link_to(survey)).begin()
    respondent.send({"training": ["since", "course"]})
    assert respondent.errors == [
        "Untick “None since 2014” or the other answers: they cannot both be true"
    ]
    respondent.send({"training": ["since"], "grid-row": "one"})
    assert [key.text for key in respondent.page.all("dt")] == ["In North?", "What about grid?"]
    assert respondent.answers_read_back() == [
        ["None since 2014"],
        ["With <Casey> & co – In two years"],
    ]


STEM = "How many of **these** groups?"


def halves(*titles: str) -> Respondent:
    """Somebody at the check page of a grid in halves, one on a page of each title, and one more."""
    grids = [
        page(f"page{n}", question(f"half{n}", "grid", text=STEM), title=title)
        for n, title in enumerate(titles)
    ]
    pages = definition_of_pages(*grids, page("last", question("other")))
    respondent = Respondent(link_to(survey_of(published(pages)))).begin()
    while respondent.where != "check_answers":
        respondent.send()
    return respondent


@pytest.mark.parametrize(
    ("titles", "marks"),
    [
        (("Groups", "More groups <6"), ("Groups", "More groups <6")),
        (("Groups", "Groups"), ("1 of 2", "2 of 2")),
        (("Groups", "Groups", "Last groups"), ("1 of 3", "2 of 3", "3 of 3")),
    ],
)
def test_the_halves_of_a_grid_are_told_apart(
    db: None, titles: tuple[str, ...], marks: tuple[str, ...]
) -> None:
    respondent = halves(*titles)
    names = [f"How many of these groups? ({mark})" for mark in marks]
    assert [key.text for key in respondent.page.all("dt")] == [*names, "What about other?"]
    for n, name in enumerate(names):
        assert f"/page{n}/" in change_link(respondent, name)


def test_no_two_questions_of_larc7_have_one_name(larc7_link: Link) -> None:
    for role in ("practitioner", "service_manager"):
        respondent = Respondent(larc7_link).begin().answer(your_agency={}, your_role={"role": role})
        while respondent.where != "check_answers":
            respondent.send()
        names = [key.text for key in respondent.page.all("dt")]
        assert len(names) == len(set(names)) > 20
        for name in names:
            change_link(respondent, name)


def test_two_questions_of_one_page_are_told_apart_where_they_come_back(db: None) -> None:
    twice = [question(code, "text", text="And why?") for code in ("first", "second")]
    respondent = Respondent(link_to(survey_of(published(definition_of_pages(page("why", *twice))))))
    respondent.begin()
    del respondent.client.cookies[COOKIE]
    respondent.send(first="So", second="Because")
    names = [key.text for key in respondent.page.all("dt")]
    assert names == ["And why? (1 of 2)", "And why? (2 of 2)"]


def test_a_section_without_questions_has_no_heading(db: None) -> None:
    sections = definition(
        section("asked", page("only", question("only"))), section("told", page("information"))
    )
    respondent = Respondent(link_to(survey_of(published(sections)))).begin().send().send()
    assert respondent.where == "check_answers"
    headings = [heading.text for heading in respondent.page.all("h2")]
    assert headings == ["Section asked", "Send your answers"]


def test_it_costs_one_query(at_check: Respondent) -> None:
    with assertNumQueries(1):
        at_check.check()


# Changing


def test_a_change_returns_to_the_check_page(at_check: Respondent) -> None:
    at_check.open(change_link(at_check, "What about school?"))
    assert at_check.where == "visits"
    assert at_check.fields["school"] == ["Hill School"]
    at_check.send(school="Lake School")
    assert at_check.where == "check_answers"
    assert ["Lake School"] in at_check.answers_read_back()


def test_the_way_back_from_a_change_is_the_check_page(at_check: Respondent) -> None:
    check_page = at_check.path
    at_check.open(change_link(at_check, "What about school?"))
    assert at_check.go_back().path == check_page


def test_an_error_in_a_change_still_returns_to_the_check_page(at_check: Respondent) -> None:
    at_check.open(change_link(at_check, "What about number?"))
    at_check.send(number="many")
    assert at_check.errors
    at_check.send(number="7")
    assert at_check.where == "check_answers"


def test_questions_that_a_change_makes_relevant_are_asked_first(respondent: Respondent) -> None:
    respondent.begin().answer(role={"role": "manager"}, contacts={}, team={}, comments={})
    respondent.open(change_link(respondent, "What about role?"))
    respondent.send(role="practitioner", ages=["young"])
    assert respondent.where == "visits"
    respondent.send(number="3")
    assert respondent.where == "quality"
    respondent.send()
    assert respondent.where == "check_answers"


def test_the_answers_cannot_be_sent_while_a_relevant_page_is_unseen(
    respondent: Respondent,
) -> None:
    respondent.begin().answer(role={"role": "manager"}, contacts={}, team={}, comments={})
    other_tab = Respondent(respondent.link, respondent.client).check()
    respondent.open(change_link(respondent, "What about role?")).send(role="practitioner")
    other_tab.send()
    assert other_tab.where == "visits"
    assert not respondent.response.is_submitted


def test_a_question_that_becomes_relevant_on_a_page_seen_before_is_asked(larc7_link: Link) -> None:
    """Training "yes" adds a question to the next page, which was saved without it."""
    respondent = Respondent(larc7_link).begin()
    respondent.answer(your_agency={}, your_role={"role": "practitioner"})
    while respondent.where != "check_answers":
        respondent.send()
    trained = "Have you received training in working with children and young people who display"
    trained += " harmful sexual behaviour since 2014?"
    respondent.open(change_link(respondent, trained)).send(training="yes")
    assert respondent.where == "training_details"
    assert "training_description" in respondent.fields
    respondent.send()
    assert respondent.where == "training_impact"
    assert respondent.send().where == "check_answers"


def test_the_check_page_waits_for_the_last_page(respondent: Respondent) -> None:
    respondent.begin().answer(role={"role": "manager"}, contacts={})
    assert respondent.check().where == "team"
