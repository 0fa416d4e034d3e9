"""A questionnaire that has every kind of column, and surveys of it."""

from __future__ import annotations

from datetime import date, timedelta

from fieldwork.actions import add_area, save_survey
from fieldwork.models import LocalAuthority, Survey
from questionnaires.models import Version
from tests.builders import SINCE_YEAR, all_of, definition, options, page, question, section

AGENCY = question(
    "agency",
    release="recode",
    choices=options("police", "school", {"code": "other", "label": "Other", "specify": "Which?"}),
    recodes=[
        {
            "code": "agency_group",
            "label": "Agency, in groups",
            "groups": [
                {"code": "justice", "label": "Justice", "choices": ["police"]},
                {"code": "others", "label": "Others", "choices": ["school", "other"]},
            ],
        }
    ],
)
ROLE = question("role", required=True, choices=options("manager", "practitioner"))
FEELINGS = question("feelings", "multiple", choices=options("angry", "sad"))
SUPPORT = question("support", "grid", **all_of({"question": "feelings", "answered": True}))
PRACTITIONERS = all_of({"question": "role", "any_of": ["practitioner"]})

MIXED = definition(
    section("background", page("agency", AGENCY), page("role", ROLE)),
    section(
        "practice",
        page("feelings", FEELINGS),
        page("support", SUPPORT),
        page("years", question("years", "number", text="Years in {area} since {since_year}?")),
        **PRACTITIONERS,
    ),
    section(
        "end",
        page(
            "comments",
            question("comment", "long_text", release="free_text"),
            question("nickname", "text", release=None),
        ),
    ),
    parameters=[SINCE_YEAR],
)
"""Every kind of column and every fate of a variable, with one branch and a question in it."""


def survey_of(version: Version, slug: str, *, closes_on: date) -> Survey:
    """Return a survey that opened a month before its last day, with two areas."""
    survey = save_survey(
        actor=None,
        survey=Survey(
            stage=Survey.Stage.READY,
            slug=slug,
            title=slug.replace("-", " ").capitalize(),
            organisation="A test",
            version=version,
            opens_on=closes_on - timedelta(days=30),
            closes_on=closes_on,
            contact="a test",
            is_demonstration=True,
        ),
        parameters=dict.fromkeys(version.parameters.values_list("name", flat=True), "2020"),
    )
    for name in ("Aberly", "Zedham"):
        authority, _is_new = LocalAuthority.objects.get_or_create(name=name, official_name=name)
        add_area(actor=None, survey=survey, local_authority=authority)
    return survey
