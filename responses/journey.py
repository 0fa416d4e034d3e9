"""One respondent's way through a survey, derived from their answers at each request."""

from __future__ import annotations

from collections.abc import Mapping
from functools import cached_property
from typing import Any

from django.utils.translation import get_language

from fieldwork.models import Survey
from fieldwork.selectors import texts_for
from questionnaires.core.instrument import Instrument
from questionnaires.core.routing import RoutePage, reached, walk, was_left
from questionnaires.selectors import instrument_of
from responses.models import Response


class Journey:
    """The route of a response that came with its link, area and survey, in the active language."""

    def __init__(self, response: Response, answers: Mapping[str, Any] | None = None) -> None:
        self.response = response
        self.answers: Mapping[str, Any] = response.answers if answers is None else answers

    @property
    def survey(self) -> Survey:
        return self.response.area.survey

    @cached_property
    def instrument(self) -> Instrument:
        return instrument_of(self.response.version_id, get_language())

    @cached_property
    def texts(self) -> dict[str, str]:
        return texts_for(self.response.area)

    @cached_property
    def route(self) -> list[RoutePage]:
        return list(walk(self.instrument, self.answers))

    @cached_property
    def open_pages(self) -> list[RoutePage]:
        """The pages that the respondent may open: to the first that was not saved yet."""
        return reached(self.route, self.answers)

    def page_at(self, page_code: str) -> RoutePage | None:
        """Return an open page of the route, None if it is off the route or too far on."""
        return next(
            (route_page for route_page in self.open_pages if route_page.page.code == page_code),
            None,
        )

    @property
    def is_complete(self) -> bool:
        """Whether every page of the route was saved, so that the answers can be submitted."""
        return all(was_left(route_page, self.answers) for route_page in self.route)

    def next_unsaved(self) -> RoutePage | None:
        """Return the first page of the route that was not saved yet, None at its end."""
        last = self.open_pages[-1]
        return None if was_left(last, self.answers) else last

    def before(self, route_page: RoutePage) -> RoutePage | None:
        position = self.route.index(route_page)
        return self.route[position - 1] if position else None

    def after(self, page_code: str) -> RoutePage | None:
        codes = [route_page.page.code for route_page in self.route]
        position = codes.index(page_code) + 1
        return self.route[position] if position < len(codes) else None

    def part_of(self, route_page: RoutePage) -> tuple[int, int] | None:
        """Return which part of how many *route_page* is in, None while that cannot be known.

        The parts are the sections of the route. Their number is reliable once every question that
        decides about a section has been passed, for LARC 7 the role.
        """
        if not self.instrument.decide_about_sections <= self.answers.keys():
            return None
        parts = list(dict.fromkeys(other.section.code for other in self.route))
        return parts.index(route_page.section.code) + 1, len(parts)
