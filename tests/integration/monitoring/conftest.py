"""A survey in the field: two areas, a team, and coordinators."""

from collections.abc import Callable
from datetime import date, timedelta
from html import unescape

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from accounts.actions import create_user
from accounts.models import User
from accounts.permissions import Role
from fieldwork.actions import add_area, add_member, save_survey
from fieldwork.models import Area, LocalAuthority, Survey
from questionnaires.actions import load_definition, publish_version
from questionnaires.models import Version
from responses.models import Response
from tests.builders import definition_of_questions, question

Submit = Callable[..., None]


@pytest.fixture
def today() -> date:
    return timezone.localdate()


@pytest.fixture
def version(db: None) -> Version:
    draft, _is_new = load_definition(definition=definition_of_questions(question("only")))
    return publish_version(version=draft)


@pytest.fixture
def survey(version: Version, today: date) -> Survey:
    return survey_of(version, "round-one", today)


@pytest.fixture
def other_survey(version: Version, today: date) -> Survey:
    return survey_of(version, "round-two", today)


def survey_of(version: Version, slug: str, today: date) -> Survey:
    return save_survey(
        actor=None,
        survey=Survey(
            stage=Survey.Stage.READY,
            slug=slug,
            title=slug.replace("-", " ").capitalize(),
            organisation="A test",
            version=version,
            opens_on=today - timedelta(days=3),
            closes_on=today + timedelta(days=3),
            contact="a test",
        ),
    )


@pytest.fixture
def north(survey: Survey) -> Area:
    return area_of(survey, "North")


@pytest.fixture
def south(survey: Survey) -> Area:
    return area_of(survey, "South")


def area_of(survey: Survey, name: str) -> Area:
    authority, _is_new = LocalAuthority.objects.get_or_create(name=name, official_name=name)
    return add_area(actor=None, survey=survey, local_authority=authority)


@pytest.fixture
def lead(survey: Survey) -> User:
    return member_of(survey, Role.LEAD)


@pytest.fixture
def researcher(survey: Survey) -> User:
    return member_of(survey, Role.RESEARCHER)


@pytest.fixture
def coordinator(survey: Survey, north: Area) -> User:
    return member_of(survey, Role.COORDINATOR, north)


def member_of(survey: Survey, role: Role, area: Area | None = None) -> User:
    user = create_user(email=f"{role}@example.org", name=str(role.label))
    add_member(actor=None, user=user, survey=survey, role=role, area=area)
    return user


@pytest.fixture
def submit(today: date) -> Submit:
    """`submit(area, 7, days_ago=0)` stores seven submitted responses, of yesterday without."""

    def store(area: Area, count: int, *, days_ago: int = 1) -> None:
        Response.objects.bulk_create(
            Response(
                area=area,
                link=area.links.get(),
                version=area.survey.version,
                status=Response.Status.SUBMITTED,
                submitted_on=today - timedelta(days=days_ago),
            )
            for _ in range(count)
        )

    return store


READS_OF_SIGN_IN = 2
"""The session and the person."""


def area_page(area: Area) -> str:
    return reverse("area", args=[area.survey.slug, area.pk])


@pytest.fixture
def see(client: Client) -> Callable[[User, str], str]:
    """`see(user, path)` returns the text of the page for this person."""

    def get(user: User, path: str) -> str:
        client.force_login(user)
        response = client.get(path)
        assert response.status_code == 200
        assert "no-store" in response.headers["Cache-Control"]
        return unescape(response.content.decode())

    return get


See = Callable[[User, str], str]


def without_secrets(page: str) -> str:
    """The page without the tokens of forms, which differ each time."""
    return "\n".join(line for line in page.splitlines() if "csrfmiddlewaretoken" not in line)
