"""A version tried out as a respondent meets it: kept in the page that shows it, stored nowhere."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cached_property
from typing import Any

from django.core import signing
from django.utils.translation import gettext as _

from questionnaires.core.base_rules import asked_of
from questionnaires.core.instrument import Instrument
from questionnaires.core.routing import RoutePage, walk
from questionnaires.rendering import inline_text_html
from responses.question_names import question_names

SALT = "authoring.preview"


@dataclass(frozen=True)
class Preview:
    """The way that *answers* lead through an instrument, which may be left and joined anywhere."""

    instrument: Instrument
    answers: Mapping[str, Any]
    texts: Mapping[str, str]
    """What fills the placeholders: `stand_ins`, or what a survey says."""

    @cached_property
    def route(self) -> list[RoutePage]:
        return list(walk(self.instrument, self.answers))

    def with_answers(self, answers: Mapping[str, Any]) -> Preview:
        return Preview(self.instrument, {**self.answers, **answers}, self.texts)

    def is_on_route(self, page_code: str) -> bool:
        return any(route_page.page.code == page_code for route_page in self.route)

    def page_at(self, page_code: str) -> RoutePage | None:
        """Return a page as the route shows it; off the route, with all its questions."""
        on_route = (one for one in self.route if one.page.code == page_code)
        page = self.instrument.pages.get(page_code)
        if page is None:
            return None
        section = self.instrument.section_of[page_code]
        return next(on_route, RoutePage(section, page, page.questions))

    def after(self, page_code: str) -> RoutePage | None:
        """Return the next page of the route behind a page of the questionnaire, None at its end."""
        place = self._places[page_code]
        return next((one for one in self.route if self._places[one.page.code] > place), None)

    def before(self, page_code: str) -> RoutePage | None:
        place = self._places[page_code]
        behind = [one for one in self.route if self._places[one.page.code] < place]
        return behind[-1] if behind else None

    @cached_property
    def _places(self) -> dict[str, int]:
        return {code: place for place, code in enumerate(self.instrument.pages)}

    def contents(self) -> list[tuple[str, list[tuple[str, str, str]]]]:
        """Return each section with its pages: code, title, and whom it is asked of, in words."""
        return [
            (
                inline_text_html(section.title, texts=self.texts),
                [
                    (
                        page.code,
                        inline_text_html(page.title, texts=self.texts),
                        asked_of(self.instrument, section, page),
                    )
                    for page in section.pages
                ],
            )
            for section in self.instrument.sections
        ]

    def reasons(self, route_page: RoutePage) -> list[tuple[str, str]]:
        """Return each question of a page with whom it is asked of, in words."""
        names = question_names([route_page], self.texts)
        parts = (route_page.section, route_page.page)
        return [
            (names[question.code], asked_of(self.instrument, *parts, question))
            for question in route_page.questions
        ]


def stand_ins(instrument: Instrument) -> dict[str, str]:
    """Return what stands where a survey will say something: what it is, or an example."""
    parameters = {one.name: one.example for one in instrument.parameters}
    return {
        **parameters,
        "area": _("[local authority]"),
        "closing_date": _("[last day]"),
        "contact": _("[contact]"),
    }


def sealed(answers: Mapping[str, Any]) -> str:
    """Return *answers* as the page carries them to the next one."""
    return signing.Signer(salt=SALT).sign_object(dict(answers), compress=True)


def unsealed(text: str) -> dict[str, Any]:
    """Return the answers that a page carried, none where it is not one of ours."""
    try:
        answers: dict[str, Any] = signing.Signer(salt=SALT).unsign_object(text)
    except signing.BadSignature:
        return {}
    return answers
