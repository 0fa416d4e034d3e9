"""Made-up answers that go a respondent's way: the walk, and each answer type's own check."""

from __future__ import annotations

from random import Random
from typing import Any

from questionnaires.core.instrument import Instrument
from questionnaires.core.routing import on_route, walk


def sample_answers(instrument: Instrument, random: Random) -> dict[str, Any]:
    """Return the answers of one made-up respondent who has gone through the whole route."""
    given: dict[str, Any] = {}
    # The walk reads `given` as it goes on, so each page is answered before the next is decided.
    for route_page in walk(instrument, given):
        for question in route_page.questions:
            answer_type = question.type
            given[question.code] = answer_type.clean(question, answer_type.sample(question, random))
    return on_route(instrument, given)
