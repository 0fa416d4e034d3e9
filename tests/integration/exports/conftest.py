"""A survey that has closed, its team, and responses of which every stored value is known."""

from __future__ import annotations

import uuid
from collections.abc import Callable, Iterator
from datetime import date, timedelta
from typing import Any

import pytest
from celery import current_app
from django.utils import timezone

from accounts.actions import create_user
from accounts.models import User
from accounts.permissions import PERMISSIONS, Role
from exports import files
from exports.models import Export
from fieldwork.actions import add_member
from fieldwork.models import Area, Survey
from questionnaires.models import Version
from responses.models import Response
from tests import surveys as plain
from tests.integration.exports.surveys import MIXED, survey_of
from tests.publishing import published
from tests.visits import VISITS

Respond = Callable[..., Response]


@pytest.fixture
def today() -> date:
    return timezone.localdate()


@pytest.fixture
def version(db: None) -> Version:
    return published(MIXED)


@pytest.fixture
def survey(version: Version, today: date) -> Survey:
    """A survey that closed two days ago."""
    return survey_of(version, "round-one", closes_on=today - timedelta(days=2))


@pytest.fixture
def open_survey(version: Version, today: date) -> Survey:
    return survey_of(version, "round-two", closes_on=today + timedelta(days=5))


@pytest.fixture
def team(survey: Survey, open_survey: Survey) -> dict[Role, User]:
    """One person in each role, the same in both surveys."""
    people = {role: create_user(email=f"{role}@example.org", name=str(role.label)) for role in Role}
    for role, user in people.items():
        for one in (survey, open_survey):
            area = one.areas.first() if PERMISSIONS[role].in_one_area else None
            add_member(actor=None, user=user, survey=one, role=role, area=area)
    return people


@pytest.fixture
def lead(team: dict[Role, User]) -> User:
    return team[Role.LEAD]


@pytest.fixture
def researcher(team: dict[Role, User]) -> User:
    return team[Role.RESEARCHER]


@pytest.fixture
def respond(survey: Survey) -> Respond:
    """`respond({"role": {"choice": "manager"}})` stores a response, submitted as survey closed."""

    def store(answers: dict[str, Any], *, area: Area | None = None, **fields: Any) -> Response:
        area = area or survey.areas.get(local_authority__name="Aberly")
        closes_on = area.survey.closes_on
        submitted = {"status": Response.Status.SUBMITTED, "submitted_on": closes_on}
        return Response.objects.create(
            area=area,
            link=area.links.get(),
            version=area.survey.version,
            answers=answers,
            **(submitted | fields),
        )

    return store


@pytest.fixture
def new_export(survey: Survey, lead: User) -> Callable[..., Export]:
    """`new_export(status="failed", failure="…")` stores a row of the register as it is told."""

    def store(**fields: Any) -> Export:
        defaults = {
            "survey": survey,
            "requested_by": lead,
            "cut_off": survey.closes_on,
            "is_interim": False,
        }
        return Export.objects.create(**(defaults | fields))

    return store


@pytest.fixture
def sent(monkeypatch: pytest.MonkeyPatch) -> list[tuple[str, list[int]]]:
    """The messages that would have gone to the broker, and do not go there."""
    messages: list[tuple[str, list[int]]] = []
    monkeypatch.setattr(current_app, "send_task", lambda name, args: messages.append((name, args)))
    return messages


@pytest.fixture(autouse=True)
def no_file_left_over() -> Iterator[None]:
    """Whatever a test does, no unfinished file outlives it."""
    yield
    folder = files.unfinished_path(uuid.uuid4(), "xlsx").parent
    assert not folder.exists() or not list(folder.iterdir())


@pytest.fixture
def closed(db: None) -> Survey:
    """Closed for ten days."""
    today = timezone.localdate()
    dates = {"opens_on": today - timedelta(days=40), "closes_on": today - timedelta(days=10)}
    return plain.link_to(plain.survey_of(published(VISITS), **dates)).area.survey


@pytest.fixture
def leader(closed: Survey) -> User:
    lead = create_user(email="lead@example.org", name="Leader")
    add_member(actor=None, user=lead, survey=closed, role=Role.LEAD)
    return lead
