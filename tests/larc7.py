"""LARC 7 for tests: its pages, and the ways through it as the published report has them.

The order and the conditions stand here as a person reads them in the report's Appendix 2, and owe
nothing to the definition file.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import product
from typing import Any

from questionnaires.core.definition import (
    ChoiceDefinition,
    GridRowDefinition,
    PageDefinition,
    QuestionDefinition,
)
from tests.surveys import larc7_definition

PAGES: dict[str, PageDefinition] = {
    page.code: page for section in larc7_definition().sections for page in section.pages
}

ROLES = ("practitioner", "service_manager", "strategic_manager")


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
        """Questions for all, then those for the branch, then the last one for all."""
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

    def stored(self) -> dict[str, Any]:
        """What the database holds when everything is answered and every box beside it filled."""
        values = {question.code: self._value(question) for question in self.questions()}
        return {code: value for code, value in values.items() if value is not None}

    def _value(self, question: QuestionDefinition) -> Any:
        if question.type == "grid":
            points = scale_points(question)
            return {"rows": points} | specified(question.rows, list(points))
        if not question.choices:
            return box(question.code)
        chosen = self.chosen(question)
        if not chosen:
            return None
        key, value = ("choice", chosen[0]) if question.type == "single" else ("choices", chosen)
        return {key: value} | specified(question.choices, chosen)


def specified(
    parts: Sequence[ChoiceDefinition | GridRowDefinition], chosen: list[str]
) -> dict[str, dict[str, str]]:
    """What is stored of the boxes beside those of *parts* that were chosen."""
    texts = {part.code: box(part.code) for part in parts if part.specify and part.code in chosen}
    return {"specify": texts} if texts else {}


def has_one_beside_none(ticked: tuple[str, ...]) -> bool:
    return bool(ticked) and "none" not in ticked


def box(label: str) -> str:
    """What the respondent types into the box named *label*."""
    return f"Words about {label}"


def scale_points(question: QuestionDefinition) -> dict[str, str]:
    """One answer a row, each time the next point of the scale."""
    points = [choice.code for choice in question.choices]
    return {row.code: points[n % len(points)] for n, row in enumerate(question.rows)}


def routes(role: str) -> Iterator[Route]:
    """Each condition on and off, in every combination, and the route of someone who skips all."""
    ticked = (("peers", "other"), ("none",))
    felt = (("worried", "other"), ("none",)) if role == "practitioner" else ((),)
    for service, training, support, feelings in product(
        ("yes", "no"), ("yes", "unsure"), ticked, felt
    ):
        yield Route(role, service, training, support, feelings)
    yield Route(role)


def smallest_cover() -> dict[Route, list[str]]:
    """The fewest routes that meet every page, with the pages that each meets first.

    A page that asks other questions on another route is another page. Always the route with the
    most pages that are still to be met comes next.
    """
    pages = {route: set(_in_order(route)) for role in ROLES for route in routes(role)}
    unmet = set().union(*pages.values())
    cover: dict[Route, list[str]] = {}
    while unmet:
        best = max(pages, key=lambda route: len(pages[route] & unmet))
        cover[best] = [code for code, asked in _in_order(best) if (code, asked) in unmet]
        unmet -= pages[best]
    return cover


def _in_order(route: Route) -> list[tuple[str, tuple[str, ...]]]:
    """The pages of a route, each with the codes of the questions that it asks there."""
    return [
        (code, tuple(question.code for question in route.questions_on(code)))
        for code in route.pages()
    ]
