"""Every route of LARC 7, walked by a respondent from the start page to "Thank you"."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from itertools import product
from typing import Any

import pytest
from django.urls import reverse

from fieldwork.models import Link
from questionnaires.core.definition import PageDefinition, QuestionDefinition
from responses.models import Response
from tests.respondent import Fields, Respondent
from tests.surveys import larc7_definition

ROLES = ("practitioner", "service_manager", "strategic_manager")

PAGES: dict[str, PageDefinition] = {
    page.code: page for section in larc7_definition().sections for page in section.pages
}


@dataclass(frozen=True)
class Route:
    """One way through: what is chosen wherever a condition asks for it. Nothing is a blank."""

    role: str
    service: str = ""
    training: str = ""
    support: tuple[str, ...] = ()
    feelings: tuple[str, ...] = ()

    @property
    def is_practitioner(self) -> bool:
        return self.role == "practitioner"

    def pages(self) -> list[str]:
        """The order of the report's Appendix 2, as the reading notes settle it."""
        branch = self.for_practitioners() if self.is_practitioner else self.for_managers()
        return [
            *("your_agency", "your_role", "specialist_service"),
            *(["service_details"] if self.service == "yes" else []),
            *("policies", *branch, "additional_comments"),
        ]

    def for_practitioners(self) -> Iterator[str]:
        yield from ("numbers", "change", "groups", "groups_more", "factors", "factors_more")
        yield from ("tools", "challenges", "knowledge", "feelings")
        if has_one_beside_none(self.feelings):
            yield "supervision"
        yield from ("confidence", "training", "training_details")
        if self.training == "yes":
            yield "training_impact"
        yield "support"
        if has_one_beside_none(self.support):
            yield "support_impact"
        yield "support_wanted"

    def for_managers(self) -> Iterator[str]:
        yield from ("manager_numbers", "manager_change", "manager_groups", "manager_groups_more")
        yield from ("manager_factors", "manager_factors_more", "manager_tools")
        yield from ("manager_challenges", "manager_knowledge", "manager_confidence")
        yield from ("manager_leadership", "manager_feelings", "manager_training")
        if self.training == "yes":
            yield "manager_training_impact"
        yield "manager_support"
        if has_one_beside_none(self.support):
            yield "manager_support_impact"

    def questions_on(self, page_code: str) -> list[QuestionDefinition]:
        asks_more = self.training == "yes"
        return [
            question
            for question in PAGES[page_code].questions
            if asks_more or question.code != "training_description"
        ]

    def questions(self) -> list[QuestionDefinition]:
        return [question for page in self.pages() for question in self.questions_on(page)]

    def chosen(self, question: QuestionDefinition) -> list[str]:
        """What is ticked in a question with options: what steers, else the last or all that go."""
        prefix = "" if self.is_practitioner else "manager_"
        steering: dict[str, tuple[str, ...]] = {
            "role": (self.role,),
            "specialist_service": (self.service,),
            f"{prefix}training": (self.training,),
            f"{prefix}support_used": self.support,
        }
        if self.is_practitioner:
            steering["feelings"] = self.feelings
        if question.code in steering:
            return [code for code in steering[question.code] if code]
        every = [choice.code for choice in question.choices if not choice.exclusive]
        return every[-1:] if question.type == "single" else every


def has_one_beside_none(ticked: tuple[str, ...]) -> bool:
    return bool(ticked) and "none" not in ticked


def routes(role: str) -> Iterator[Route]:
    """Each condition on and off, in every combination, and the route of someone who skips all."""
    ticked = (("peers", "other"), ("none",))
    felt = (("worried", "other"), ("none",)) if role == "practitioner" else ((),)
    for service, training, support, feelings in product(
        ("yes", "no"), ("yes", "unsure"), ticked, felt
    ):
        yield Route(role, service, training, support, feelings)
    yield Route(role)


def box(label: str) -> str:
    """What the respondent types into the box named *label*."""
    return f"Words about {label}"


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


def scale_points(question: QuestionDefinition) -> dict[str, str]:
    """One answer a row, each time the next point of the scale."""
    points = [choice.code for choice in question.choices]
    return {row.code: points[n % len(points)] for n, row in enumerate(question.rows)}


def stored(route: Route, question: QuestionDefinition) -> Any:
    """What the database holds of it, None for nothing."""
    if question.type == "grid":
        value: dict[str, Any] = {"rows": scale_points(question)}
        parts = list(scale_points(question))
    elif question.choices:
        parts = route.chosen(question)
        if not parts:
            return None
        value = {"choice": parts[0]} if question.type == "single" else {"choices": parts}
    else:
        return box(question.code)
    specified = {
        part.code: box(part.code)
        for part in (*question.choices, *question.rows)
        if part.specify and part.code in parts
    }
    return value | ({"specify": specified} if specified else {})


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
    names: set[str] = {"csrfmiddlewaretoken", "place"}
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
        assert respondent.place == page_code, route
        inputs = respondent.page.one("form").all("input") + respondent.page.all("textarea")
        assert {control["name"] for control in inputs} == names_of_inputs(route, page_code), route
        fields: dict[str, Any] = {}
        for question in route.questions_on(page_code):
            fields |= sent(route, question)
        respondent.send(fields)
    assert respondent.place == "check_answers", route


def read_what_was_answered(respondent: Respondent, route: Route) -> None:
    assert respondent.answers_read_back() == [
        read_back(route, question) for question in route.questions()
    ], route


def try_pages_off(respondent: Respondent, route: Route) -> None:
    """A page off the route shows nothing and takes nothing."""
    before = respondent.response.answers
    onward = reverse("check_answers", args=[respondent.link.code])
    form = respondent.fields
    for page_code in PAGES.keys() - set(route.pages()):
        address = respondent.address(page_code)
        fields = form | {question.code: "yes" for question in PAGES[page_code].questions}
        for reply in (respondent.client.get(address), respondent.client.post(address, fields)):
            assert (reply.status_code, reply.headers["Location"]) == (302, onward), page_code
    assert respondent.response.answers == before, route


def submit(respondent: Respondent, route: Route) -> None:
    respondent.send()
    assert (respondent.place, respondent.heading) == ("thank_you", "Thank you")
    values = {question.code: stored(route, question) for question in route.questions()}
    response = respondent.response
    assert response.status == Response.Status.SUBMITTED
    assert response.answers == {
        code: value for code, value in values.items() if value is not None
    }, route
