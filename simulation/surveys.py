"""Surveys to answer: LARC 7 in areas that do not exist, and ways through it."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from functools import partial
from random import Random
from typing import Any

from django.conf import settings

from fieldwork.actions import add_area, save_local_authority, save_survey
from fieldwork.models import LocalAuthority, Survey
from questionnaires.actions import load_definition, publish_version
from questionnaires.core.answer_types.typed import Text
from questionnaires.core.instrument import Instrument
from questionnaires.core.routing import RoutePage, walk
from questionnaires.core.samples import sample_answers
from questionnaires.core.yaml_format import parse
from questionnaires.models import Version
from questionnaires.rendering import question_html
from simulation.forms import Fields, form_fields
from simulation.routes import MARKER, Page, Route

AREAS = 6
CANDIDATES = 200
"""Made-up respondents among whom one with a whole practitioner route is looked for."""


def larc7() -> Version:
    """Return the published version of LARC 7, loaded at the first call."""
    path = settings.BASE_DIR / "questionnaires/definitions/larc7.yaml"
    definition = parse(path.read_text(encoding="utf-8"), file=str(path))
    version, _is_new = load_definition(definition=definition)
    return publish_version(version=version)


def new_survey(slug: str, *, opens_on: date, closes_on: date) -> Survey:
    """Return a new demonstration survey of LARC 7 with a few areas, each with its link."""
    survey = save_survey(
        actor=None,
        survey=Survey(
            slug=slug,
            title=f"Simulation: {slug}",
            organisation="nobody: this is a simulation with synthetic data",
            version=larc7(),
            opens_on=opens_on,
            closes_on=closes_on,
            contact="nobody, because this is a simulation",
            is_demonstration=True,
            stage=Survey.Stage.READY,
        ),
        parameters={"since_year": str(opens_on.year - 2), "recent_period": "two years"},
    )
    for number in range(AREAS):
        name = f"Area {number + 1} of {slug} (synthetic)"
        authority = save_local_authority(
            actor=None,
            local_authority=LocalAuthority(name=name, official_name=name, is_demonstration=True),
        )
        add_area(actor=None, survey=survey, local_authority=authority)
    return survey


def practitioner_answers(instrument: Instrument) -> dict[str, Any]:
    """Return answers along the longest practitioner route of LARC 7, None where left blank.

    That is the document as it is before submission, when the respondent has saved every page.
    """
    drawn = (sample_answers(instrument, Random(seed)) for seed in range(CANDIDATES))  # noqa: S311
    practitioners = [one for one in drawn if one["role"]["choice"] == "practitioner"]
    return with_blanks(
        instrument, max(practitioners, key=lambda one: len(list(walk(instrument, one))))
    )


def with_blanks(instrument: Instrument, answers: Mapping[str, Any]) -> dict[str, Any]:
    """Return *answers* with None for each question of the route that was left blank."""
    return {
        question.code: answers.get(question.code)
        for route_page in walk(instrument, answers)
        for question in route_page.questions
    }


def sample_routes(instrument: Instrument, *, count: int, seed: int) -> list[Route]:
    """Return the ways of *count* made-up respondents, who write something into every text."""
    random = Random(seed)  # noqa: S311 - made-up answers, not secrets
    return [
        route_of(instrument, with_texts(instrument, sample_answers(instrument, random)))
        for _ in range(count)
    ]


def with_texts(instrument: Instrument, answers: Mapping[str, Any]) -> dict[str, Any]:
    """Return *answers* with the marker in every text of their route."""
    texts = {
        question.code: f"Synthetic words, {MARKER}."
        for route_page in walk(instrument, answers)
        for question in route_page.questions
        if isinstance(question.type, Text)
    }
    return {**answers, **texts}


def route_of(instrument: Instrument, answers: Mapping[str, Any]) -> Route:
    """Return the pages that a respondent with these *answers* meets, with what they send."""
    complete = with_blanks(instrument, answers)
    return [
        Page(
            code=route_page.page.code,
            fields=sent_fields(route_page, complete),
            answers={question.code: complete[question.code] for question in route_page.questions},
        )
        for route_page in walk(instrument, complete)
    ]


def sent_fields(route_page: RoutePage, answers: Mapping[str, Any]) -> Fields:
    """Return what a browser sends for the questions of a page that shows *answers*."""
    render = partial(question_html, error="", texts={})
    rendered = (render(question, value=answers[question.code]) for question in route_page.questions)
    return form_fields("".join(rendered))
