"""A lead with a draft to set up, and one to which nothing is missing."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from django.test import Client
from django.utils import timezone

from accounts.actions import create_user
from accounts.models import User
from accounts.permissions import Role
from fieldwork.actions import add_areas, add_member, explain_no_headcounts, start_survey
from fieldwork.models import Survey
from questionnaires.models import Version
from tests.authorities import authorities, stored_authorities
from tests.publishing import published
from tests.surveys import larc7_definition

LEAD_ADDRESS = "lead@example.org"


@pytest.fixture
def version(db: None) -> Version:
    return published(larc7_definition())


@pytest.fixture
def lead(db: None) -> User:
    return create_user(email=LEAD_ADDRESS, name="Leader", starts_surveys=True)


@pytest.fixture
def pages(lead: User, client: Client) -> Client:
    client.force_login(lead)
    return client


@pytest.fixture
def draft(version: Version, lead: User) -> Survey:
    """As a lead has just started it."""
    stored_authorities()
    return start_survey(actor=lead, title="Round eight", slug="round-eight", basis=version)


@pytest.fixture
def complete(draft: Survey, lead: User) -> Survey:
    """A draft to which nothing is missing, in Leeds and York; it opens tomorrow."""
    return completed(draft, lead)


def completed(draft: Survey, lead: User, *, opens_on: date | None = None) -> Survey:
    first = opens_on or timezone.localdate() + timedelta(days=1)
    texts = dict.fromkeys(("privacy_notice", "thank_you_text", "support_text"), "Words.")
    Survey.objects.filter(pk=draft.pk).update(
        organisation="A test",
        contact="Casey Contact",
        opens_on=first,
        closes_on=first + timedelta(days=20),
        **texts,
    )
    draft.refresh_from_db()
    for one in draft.version.parameters.all():
        draft.parameter_values.create(name=one.name, value=one.example)
    draft.forget_parameters()
    for area in add_areas(actor=lead, survey=draft, local_authorities=authorities("Leeds", "York")):
        add_member(actor=lead, user=lead, survey=draft, role=Role.COORDINATOR, area=area)
    explain_no_headcounts(actor=lead, survey=draft, reason="Nobody counts them.")
    second = create_user(email="second@example.org", name="Second")
    add_member(actor=None, user=second, survey=draft, role=Role.LEAD)
    return draft
