"""Somebody who answers the small questionnaire of `tests.visits`."""

import pytest

from fieldwork.models import Link, Survey
from tests.publishing import published
from tests.respondent import Respondent
from tests.surveys import link_to, survey_of
from tests.visits import VISITS


@pytest.fixture
def survey(db: None) -> Survey:
    return survey_of(published(VISITS))


@pytest.fixture
def link(survey: Survey) -> Link:
    return link_to(survey)


@pytest.fixture
def respondent(link: Link) -> Respondent:
    return Respondent(link)
