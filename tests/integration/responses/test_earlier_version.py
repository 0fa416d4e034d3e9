"""A response that was begun before its survey got another version of the questionnaire.

Nothing changes the version of a survey with responses today; whoever does it on purpose must not
break what people are in the middle of.
"""

from __future__ import annotations

import pytest

from questionnaires.models import Version
from responses.models import Response
from tests.amendment import amend
from tests.builders import definition_of_pages, options, page, question
from tests.respondent import Respondent
from tests.surveys import published
from tests.visits import PRACTITIONER, STORED, VISITS

OTHER = definition_of_pages(
    page("role", question("role", choices=options("practitioner", "manager"), required=True)),
    page("new", question("new", "text")),
    slug=VISITS.slug,
)


@pytest.fixture
def later(respondent: Respondent) -> Version:
    """Another version, which the survey asks once somebody has answered a page of the first."""
    respondent.begin().answer(role=PRACTITIONER["role"])
    version = published(OTHER)
    amend(respondent.link.area.survey, version)
    return version


def test_it_goes_on_with_the_questions_that_it_began_with(
    respondent: Respondent, later: Version
) -> None:
    rest = {code: fields for code, fields in PRACTITIONER.items() if code != "role"}
    respondent.answer(**rest).send()
    assert respondent.place == "thank_you"
    stored = Response.objects.get()
    assert stored.answers == STORED
    assert stored.version != later


def test_whoever_begins_now_is_asked_the_new_ones(respondent: Respondent, later: Version) -> None:
    newcomer = Respondent(respondent.link).begin().answer(role={"role": "manager"})
    assert newcomer.place == "new"
    assert newcomer.response.version == later


def test_a_page_of_the_new_one_is_no_page_of_the_old(
    respondent: Respondent, later: Version
) -> None:
    fields = respondent.fields | {"asked": "new", "new": "words"}
    reply = respondent.client.post(respondent.address("new"), fields)
    assert reply.headers["Location"] == respondent.address("contacts")
    assert "new" not in respondent.response.answers
    assert respondent.open_page("contacts").status == 200
