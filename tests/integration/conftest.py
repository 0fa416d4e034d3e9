"""LARC 7 in the field."""

import pytest

from fieldwork.models import Link
from questionnaires.models import Version
from tests.publishing import published
from tests.surveys import larc7_definition, link_to, survey_of


@pytest.fixture
def larc7(db: None) -> Version:
    """LARC 7, loaded and published."""
    return published(larc7_definition())


@pytest.fixture
def larc7_link(larc7: Version) -> Link:
    return link_to(survey_of(larc7))
