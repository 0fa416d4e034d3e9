"""People of the staff, and what would have gone to the broker."""

from __future__ import annotations

import pytest
from celery import current_app

from accounts.actions import create_user
from accounts.models import User

PASSWORD = "a long enough password"
Sent = list[tuple[str, list[int]]]


@pytest.fixture
def researcher(db: None) -> User:
    return create_user(email="researcher@example.org", name="Robin Researcher", password=PASSWORD)


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
