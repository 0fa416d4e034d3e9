"""The audit trail in the admin."""

from __future__ import annotations

from datetime import date

import pytest
from django.test import Client
from django.urls import reverse

from accounts.actions import create_user
from accounts.models import AuditEvent, User
from accounts.origin import Origin, acting_from
from accounts.wording import detail_text
from fieldwork.actions import (
    save_survey,
)
from fieldwork.models import Survey
from tests.integration.accounts.attempts import latest
from tests.signing_in import sign_in

pytestmark = pytest.mark.django_db


def test_the_trail_shows_names_and_values(administrator: User, survey: Survey) -> None:
    survey.closes_on = date(2030, 5, 1)
    save_survey(actor=administrator, survey=survey)
    survey.closes_on = date(2030, 5, 8)
    save_survey(actor=administrator, survey=survey)
    with acting_from(Origin.SHELL):
        create_user(email="new@example.org", name="New")
    client = Client()
    client.force_login(administrator)
    page = client.get(reverse("admin:accounts_auditevent_changelist")).content.decode()
    for words in (
        "Ada Administrator &lt;admin@example.org&gt;",
        survey.title,
        "last day: 1 May 2030 → 8 May 2030",
        "a command at the server",
        "New &lt;new@example.org&gt;",
        "administrator: no",
    ):
        assert words in page
    one = reverse("admin:accounts_auditevent_change", args=[latest("survey.changed").pk])
    assert "last day: 1 May 2030 → 8 May 2030" in client.get(one).content.decode()


def test_a_name_is_found(administrator: User, researcher: User) -> None:
    client = Client()
    client.force_login(administrator)
    trail = reverse("admin:accounts_auditevent_changelist")
    page = client.get(trail, {"q": "Robin"}).content.decode()
    assert "user.created" in page
    assert "Ada Administrator" not in page.partition("<tbody>")[2]


def test_roles_and_unknown_keys_can_be_read() -> None:
    event = AuditEvent(
        subject="survey:a", detail={"role": "lead", "person": "Robin", "odd": None, "n": ["", 3]}
    )
    assert detail_text(event) == "role: Lead researcher; person: Robin; odd: –; n: – → 3"


def test_failed_attempts_can_be_read(administrator: User, researcher: User) -> None:
    stranger = Client()
    for email in (researcher.email, "nobody@example.org"):
        sign_in(stranger, email, "wrong")
    client = Client()
    client.force_login(administrator)
    page = client.get(reverse("admin:accounts_failedattempts_changelist")).content.decode()
    assert "Robin Researcher &lt;researcher@example.org&gt;" in page
    assert "addresses without account" in page
    assert "nobody@example.org" not in page
