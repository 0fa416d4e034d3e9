"""The surveys that are measured: LARC 7 in areas that do not exist, made through the actions."""

from __future__ import annotations

from datetime import date
from random import Random
from typing import Any

from django.conf import settings

from fieldwork.actions import add_area, create_survey, save_local_authority
from fieldwork.models import LocalAuthority, Survey
from questionnaires.actions import load_definition, publish_version
from questionnaires.core.instrument import Instrument
from questionnaires.core.routing import walk
from questionnaires.core.samples import sample_answers
from questionnaires.core.yaml_format import parse
from questionnaires.models import Version

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
    survey = create_survey(
        actor=None,
        slug=slug,
        title=f"Measurement: {slug}",
        organisation="nobody: this is a measurement with synthetic data",
        version=larc7(),
        opens_on=opens_on,
        closes_on=closes_on,
        contact="nobody, because this is a measurement",
        since_year=opens_on.year - 2,
        recent_period="two years",
        is_demonstration=True,
    )
    for number in range(AREAS):
        name = f"Area {number + 1} of {slug} (synthetic)"
        authority = save_local_authority(
            actor=None, local_authority=LocalAuthority(name=name, official_name=name)
        )
        add_area(actor=None, survey=survey, local_authority=authority)
    return survey


def practitioner_answers(instrument: Instrument) -> dict[str, Any]:
    """Return answers along the longest practitioner route of LARC 7, None where left blank.

    That is the document as it is before submission, when the respondent has saved every page.
    """
    drawn = (sample_answers(instrument, Random(seed)) for seed in range(CANDIDATES))  # noqa: S311
    practitioners = [one for one in drawn if one["role"]["choice"] == "practitioner"]
    answers = max(practitioners, key=lambda one: len(list(walk(instrument, one))))
    return {
        question.code: answers.get(question.code)
        for stop in walk(instrument, answers)
        for question in stop.questions
    }
