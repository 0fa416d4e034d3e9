"""People of the staff, and what would have gone to the broker."""

from __future__ import annotations

import pytest
from celery import current_app
from django.test import Client
from django.urls import reverse

from accounts.actions import (
    create_user,
    send_password_link,
)
from accounts.models import Mail, User
from fieldwork.models import Link, Survey
from tests.publishing import published
from tests.signing_in import sign_in
from tests.surveys import link_to, survey_of
from tests.visits import VISITS

EMAIL = "researcher@example.org"
PASSWORD = "a long enough password"
Sent = list[tuple[str, list[int]]]


@pytest.fixture
def researcher(db: None) -> User:
    return create_user(email=EMAIL, name="Robin Researcher", password=PASSWORD)


@pytest.fixture
def administrator(db: None) -> User:
    return create_user(
        email="admin@example.org", name="Ada Administrator", password=PASSWORD, is_superuser=True
    )


@pytest.fixture
def sent(monkeypatch: pytest.MonkeyPatch) -> Sent:
    """The messages that would have gone to the broker, and do not go there."""
    messages: Sent = []
    monkeypatch.setattr(current_app, "send_task", lambda name, args: messages.append((name, args)))
    return messages


@pytest.fixture
def mail(researcher: User, administrator: User) -> Mail:
    """A link that an administrator has asked for."""
    send_password_link(user=researcher, actor=administrator)
    return Mail.objects.get()


@pytest.fixture
def own_browser(researcher: User) -> Client:
    """The researcher has signed in with it before, and out again."""
    browser = Client()
    assert sign_in(browser, researcher.email, PASSWORD).status_code == 302
    browser.post(reverse("account_logout"))
    return browser


@pytest.fixture
def link(db: None) -> Link:
    return link_to(survey_of(published(VISITS)))


@pytest.fixture
def survey(link: Link) -> Survey:
    return link.area.survey


@pytest.fixture
def signed_in(client: Client, researcher: User) -> Client:
    """Signed in through the form, so that their password counts as just confirmed."""
    sign_in(client, researcher.email, PASSWORD)
    return client
