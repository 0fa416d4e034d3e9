"""Which survey an event is about: worked out by the database, for rows of every age."""

from __future__ import annotations

import pytest
from django.db import IntegrityError, connection
from django.db.migrations.executor import MigrationExecutor

from accounts.actions import record_event
from accounts.models import AuditEvent

pytestmark = pytest.mark.django_db

BEFORE, AFTER = ("accounts", "0006_mail_about_roles"), ("accounts", "0007_events_of_a_survey")


@pytest.mark.parametrize(
    ("subject", "detail", "survey"),
    [
        ("survey:larc-7", {}, "larc-7"),
        ("survey:larc-7", {"survey": "larc-8"}, "larc-7"),
        ("export:1", {"survey": "larc-8"}, "larc-8"),
        ("user:7", {}, ""),
        ("surveys:larc-7", {}, ""),
        ("export:1", {"survey": None}, ""),
    ],
)
def test_it_is_the_subject_or_named_in_the_detail(
    subject: str, detail: dict[str, object], survey: str
) -> None:
    event = record_event(actor=None, action="a.b", subject=subject, detail=detail)
    assert AuditEvent.objects.get(pk=event.pk).survey == survey


def test_its_name_is_never_cut() -> None:
    slug = "s" * 60
    detail = {"survey": slug, **{f"key {n}": "long " * 40 for n in range(40)}}
    event = record_event(actor=None, action="a.b", subject="export:1", detail=detail)
    assert event.survey == slug
    assert event.detail["key 1"].endswith("…")


def test_earlier_events_get_it_and_stay_append_only() -> None:
    migrate(BEFORE)
    with connection.cursor() as cursor:
        cursor.execute(
            "INSERT INTO accounts_auditevent (action, subject, detail, at)"
            """ VALUES ('a.b', 'export:1', '{"survey": "larc-8"}', now())"""
        )
    migrate(AFTER)
    assert AuditEvent.objects.get().survey == "larc-8"
    with pytest.raises(IntegrityError, match="append-only"):
        AuditEvent.objects.update(action="c.d")


def migrate(target: tuple[str, str]) -> None:
    """Migrate within the test's own transaction."""
    with connection.cursor() as cursor:
        # A table with pending checks is not altered.
        cursor.execute("SET CONSTRAINTS ALL IMMEDIATE")
    MigrationExecutor(connection).migrate([target])
