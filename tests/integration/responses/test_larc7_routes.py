"""Every route of LARC 7, walked by a respondent from the start page to "Thank you"."""

from __future__ import annotations

from typing import Any

import pytest
from django.urls import reverse

from fieldwork.models import Link
from questionnaires.core.definition import QuestionDefinition
from responses.models import Response
from tests.larc7 import PAGES, ROLES, Route, box, routes, scale_points
from tests.respondent import Fields, Respondent


def sent(route: Route, question: QuestionDefinition) -> Fields:
    """What the browser sends for a question."""
    if question.type == "grid":
        rows = {f"{question.code}-{row}": code for row, code in scale_points(question).items()}
        return rows | boxes(question, [row.code for row in question.rows])
    if question.choices:
        chosen = route.chosen(question)
        return {question.code: chosen} | boxes(question, chosen)
    return {question.code: box(question.code)}


def boxes(question: QuestionDefinition, parts: list[str]) -> dict[str, Any]:
    return {
        f"{question.code}-{part.code}--specify": box(part.code)
        for part in (*question.choices, *question.rows)
        if part.specify and part.code in parts
    }


def read_back(route: Route, question: QuestionDefinition) -> list[str]:
    """The lines in which the check page tells it."""
    labels = {part.code: words(part) for part in (*question.choices, *question.rows)}
    if question.type == "grid":
        points = {choice.code: choice.label for choice in question.choices}
        rows = scale_points(question).items()
        return [f"{labels[row]} – {points[point]}" for row, point in rows]
    if question.choices:
        return [labels[code] for code in route.chosen(question)] or ["Not answered"]
    return [box(question.code)]


def words(part: Any) -> str:
    label = " ".join(part.label.replace("**", "").split())
    return f"{label}: {box(part.code)}" if part.specify else label


def names_of_inputs(route: Route, page_code: str) -> set[str]:
    """The names of all inputs that the page must have, and no others."""
    names: set[str] = {"csrfmiddlewaretoken", "_response", "_version", "_asked", "_end"}
    for question in route.questions_on(page_code):
        parts = [*question.rows, *(question.choices if question.type != "grid" else ())]
        names |= {f"{question.code}-{part.code}--specify" for part in parts if part.specify}
        if question.type == "grid":
            names |= {f"{question.code}-{row.code}" for row in question.rows}
        else:
            names.add(question.code)
    return names


@pytest.fixture
def respondent(larc7_link: Link) -> Respondent:
    return Respondent(larc7_link)


@pytest.mark.parametrize("role", ROLES)
def test_every_route(respondent: Respondent, role: str) -> None:
    walked = set()
    for route in routes(role):
        walk(respondent, route)
        read_what_was_answered(respondent, route)
        try_pages_off(respondent, route)
        submit(respondent, route)
        walked.add(tuple(route.pages()))
    conditions = 4 if role == "practitioner" else 3
    assert len(walked) == 2**conditions


def walk(respondent: Respondent, route: Route) -> None:
    """Go from the start page to the check page, one page after another."""
    respondent.begin()
    for page_code in route.pages():
        assert respondent.where == page_code, route
        inputs = respondent.page.one("form").all("input") + respondent.page.all("textarea")
        assert {control["name"] for control in inputs} == names_of_inputs(route, page_code), route
        fields: dict[str, Any] = {}
        for question in route.questions_on(page_code):
            fields |= sent(route, question)
        respondent.send(fields)
    assert respondent.where == "check_answers", route


def read_what_was_answered(respondent: Respondent, route: Route) -> None:
    assert respondent.answers_read_back() == [
        read_back(route, question) for question in route.questions()
    ], route


def try_pages_off(respondent: Respondent, route: Route) -> None:
    """A page off the route shows nothing, and what it is sent goes no further (see `submit`)."""
    onward = reverse("check_answers", args=[respondent.link.code])
    form = respondent.fields
    for page_code in PAGES.keys() - set(route.pages()):
        address = respondent.address(page_code)
        codes = [question.code for question in PAGES[page_code].questions]
        reply = respondent.client.get(address)
        assert (reply.status_code, reply.headers["Location"]) == (302, onward), page_code
        fields = form | dict.fromkeys(codes, "yes") | {"_asked": " ".join(codes)}
        assert respondent.client.post(address, fields).status_code == 409, page_code


def submit(respondent: Respondent, route: Route) -> None:
    respondent.send()
    assert (respondent.where, respondent.heading) == ("thank_you", "Thank you")
    assert respondent.response.status == Response.Status.SUBMITTED
    assert respondent.response.answers == route.stored(), route
