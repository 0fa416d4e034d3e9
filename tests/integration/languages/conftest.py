"""A survey whose questions, titles and texts are all different, and its team."""

from __future__ import annotations

from datetime import timedelta

import pytest
from django.utils import timezone

from accounts.actions import create_user
from accounts.models import User
from accounts.permissions import PERMISSIONS, Role
from fieldwork.actions import add_member
from fieldwork.models import Link, Survey
from larc_survey.templatetags.rendered_once import rendered
from tests.everything import EVERYTHING
from tests.publishing import published
from tests.surveys import link_to, survey_of
from tests.translations import pseudo_translations, translate_survey
from tests.wording import (
    Reader,
)

PASSWORD = "a long enough password"


@pytest.fixture(autouse=True)
def parts_are_drawn_anew() -> None:
    """So that the templates of what is drawn once are seen to be used."""
    rendered.cache_clear()


@pytest.fixture
def survey(db: None) -> Survey:
    today = timezone.localdate()
    survey = survey_of(
        published(EVERYTHING, pseudo_translations(EVERYTHING)),
        title="Badger",
        organisation="Beaver",
        contact="Bison",
        privacy_notice="Buzzard",
        thank_you_text="Butterfly",
        support_text="Bullfinch",
        opens_on=today - timedelta(days=30),
        closes_on=today + timedelta(days=30),
    )
    return translate_survey(survey)


@pytest.fixture
def link(survey: Survey) -> Link:
    return link_to(survey, "Albatross")


@pytest.fixture
def team(survey: Survey, link: Link) -> dict[Role, User]:
    people = {}
    for role, name in zip(Role, ("Falcon", "Finch", "Flamingo", "Fox"), strict=True):
        people[role] = create_user(email=f"{name}@example.org", name=name, password=PASSWORD)
        area = link.area if PERMISSIONS[role].in_one_area else None
        add_member(actor=None, user=people[role], survey=survey, role=role, area=area)
    return people


STRANGER = "stranger@example.org"


Team = dict[Role, User]


@pytest.fixture
def reader() -> Reader:
    return Reader(STRANGER, enforce_csrf_checks=False, raise_request_exception=False)
