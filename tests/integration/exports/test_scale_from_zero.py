"""A scale that begins with 0 keeps its numbers: 0 is an answer, never a blank."""

from __future__ import annotations

from datetime import date, timedelta

import pytest

from accounts.models import User
from exports.models import Export
from fieldwork.models import Survey
from questionnaires.actions import load_definition
from questionnaires.selectors import definition_of
from responses.models import Response
from tests.builders import Fields, definition_of_questions, question
from tests.integration.exports.surveys import survey_of
from tests.integration.exports.workbooks import Made
from tests.publishing import published

pytestmark = pytest.mark.django_db

POINTS: list[Fields] = [
    {"code": f"p{point}", "label": str(point), "value": point} for point in range(11)
]
GROUPS: list[Fields] = [
    {"code": "low", "label": "Low", "value": 0, "choices": [f"p{n}" for n in range(6)]},
    {"code": "high", "label": "High", "value": 1, "choices": [f"p{n}" for n in range(6, 11)]},
]
ASKED = definition_of_questions(
    question("likely", choices=POINTS),
    question("views", "grid", choices=POINTS),
    question(
        "happy",
        choices=POINTS,
        release="recode",
        recodes=[{"code": "happiness", "label": "Happiness", "groups": GROUPS}],
    ),
)
ANSWERS = {
    "likely": {"choice": "p0"},
    "views": {"rows": {"upper": "p0", "lower": "p10"}},
    "happy": {"choice": "p0"},
}


@pytest.fixture
def scored(today: date) -> Survey:
    return survey_of(published(ASKED), "scores", closes_on=today - timedelta(days=1))


@pytest.fixture
def made(scored: Survey, lead: User) -> Made:
    area = scored.areas.get(local_authority__name="Aberly")
    Response.objects.create(
        area=area,
        link=area.links.get(),
        version=scored.version,
        answers=ANSWERS,
        status=Response.Status.SUBMITTED,
        submitted_on=scored.closes_on,
    )
    return Made(
        Export.objects.create(
            survey=scored, requested_by=lead, cut_off=scored.closes_on, is_interim=False
        )
    )


def test_the_database_keeps_it() -> None:
    draft, _is_new = load_definition(definition=ASKED)
    assert definition_of(draft) == ASKED


def test_it_is_0_in_the_codes(made: Made) -> None:
    [row] = made.codes
    columns = ("likely", "views_upper", "views_lower", "happiness")
    assert tuple(row[name] for name in columns) == (0, 0, 10, 0)


def test_it_has_its_label_in_the_words(made: Made) -> None:
    [row] = made.labels
    assert (row["likely"], row["views_upper"], row["happiness"]) == ("0", "0", "Low")


def test_it_is_among_the_value_labels(made: Made) -> None:
    labels = {(row["Name"], row["Value"]): row["Label"] for row in made.table("Value labels")}
    assert labels["likely", 0] == "0"
    assert labels["views_lower", 0] == "0"
    assert labels["happiness", 0] == "Low"
