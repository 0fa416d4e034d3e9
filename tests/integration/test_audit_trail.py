"""The audit trail: what is written, that nothing of respondents fits in, and that it stays."""

from collections.abc import Callable
from datetime import timedelta

import pytest
from django.contrib.auth import authenticate
from django.db import IntegrityError, connection
from django.db.migrations.loader import MigrationLoader
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from accounts.actions import count_failed_attempt, create_user, record_event
from accounts.models import AuditEvent, FailedAttempts, User
from tests.signing_in import sign_in

pytestmark = pytest.mark.django_db

PASSWORD = "a long enough password"


@pytest.fixture
def researcher() -> User:
    return create_user(email="researcher@example.org", name="Researcher", password=PASSWORD)


def events(**conditions: object) -> list[tuple[User | None, str, str]]:
    rows = AuditEvent.objects.filter(**conditions).order_by("pk").select_related("actor")
    return [(event.actor, event.action, event.subject) for event in rows]


# Rows


def test_an_event_says_who_did_what_to_what(researcher: User) -> None:
    event = record_event(
        actor=researcher, action="export.requested", subject="survey:larc-7", detail={"rows": 300}
    )
    stored = AuditEvent.objects.get(pk=event.pk)
    assert stored.actor == researcher
    assert (stored.action, stored.subject) == ("export.requested", "survey:larc-7")
    assert stored.detail == {"rows": 300}
    assert stored.at is not None


@pytest.mark.parametrize(
    ("action", "subject", "detail"),
    [
        ("", "survey:larc-7", {}),
        ("Export requested", "survey:larc-7", {}),
        ("export.requested", "larc-7", {}),
        ("export.requested", "survey:", {}),
        ("response.read", "response:1f0c", {}),
        ("invitation.sent", "invitation:7", {}),
        ("export.requested", "survey:larc-7", {"list": ["long"] * 500}),
    ],
)
def test_the_database_refuses_what_does_not_belong(
    action: str, subject: str, detail: dict[str, object]
) -> None:
    with pytest.raises(IntegrityError, match="audit_event_"):
        record_event(actor=None, action=action, subject=subject, detail=detail)


def test_an_event_has_no_room_for_a_network_address() -> None:
    """Refuses a new column, until somebody has thought about what it could tell."""
    columns = {field.column for field in AuditEvent._meta.get_fields()}
    what = {"action", "subject", "survey", "name", "detail"}
    assert columns == {"id", "actor_id", "origin", "at"} | what


# Append-only


@pytest.mark.parametrize(
    "mend",
    [
        lambda trail: trail.update(subject="survey:other"),
        lambda trail: trail.delete(),
        lambda trail: trail.get().delete(),
        lambda trail: trail.get().save(),
    ],
    ids=["update", "bulk delete", "delete", "save"],
)
def test_an_event_is_neither_changed_nor_deleted(mend: Callable) -> None:
    record_event(actor=None, action="survey.opened", subject="survey:larc-7")
    with pytest.raises(IntegrityError, match="append-only"):
        mend(AuditEvent.objects.filter(action="survey.opened"))


def test_the_migration_of_the_trigger_can_be_undone() -> None:
    migration = MigrationLoader(connection).get_migration(
        "accounts", "0002_audit_trail_append_only"
    )
    [operation] = migration.operations
    record_event(actor=None, action="survey.opened", subject="survey:larc-7")
    with connection.cursor() as cursor:
        cursor.execute(operation.reverse_sql)
    assert AuditEvent.objects.update(subject="survey:other") == 1
    with connection.cursor() as cursor:
        cursor.execute(operation.sql)
    with pytest.raises(IntegrityError, match="append-only"):
        AuditEvent.objects.update(subject="survey:larc-7")


# What is written by itself


def test_signing_in_and_out_is_recorded(client: Client, researcher: User) -> None:
    sign_in(client, "researcher@example.org", PASSWORD)
    client.post(reverse("account_logout"))
    subject = f"user:{researcher.pk}"
    assert events(actor=researcher) == [
        (researcher, "user.signed_in", subject),
        (researcher, "user.signed_out", subject),
    ]


def test_wrong_passwords_are_counted_and_not_listed(client: Client, researcher: User) -> None:
    before = AuditEvent.objects.count()
    for email in (researcher.email, "Researcher@example.org", "stranger@example.org"):
        sign_in(client, email, "my other password")
    assert authenticate(username=researcher.email, password="wrong") is None
    assert AuditEvent.objects.count() == before
    day, wrong = timezone.localdate(), FailedAttempts.Kind.PASSWORD
    counts = FailedAttempts.objects.order_by("count").values_list("user", "kind", "day", "count")
    assert list(counts) == [(None, wrong, day, 1), (researcher.pk, wrong, day, 3)]


def test_each_day_has_a_count_of_its_own(researcher: User) -> None:
    yesterday = timezone.localdate() - timedelta(days=1)
    count_failed_attempt(user=researcher, kind=FailedAttempts.Kind.CODE)
    FailedAttempts.objects.update(day=yesterday)
    count_failed_attempt(user=researcher, kind=FailedAttempts.Kind.CODE)
    assert FailedAttempts.objects.filter(count=1).count() == 2


def test_a_new_password_is_recorded(client: Client, researcher: User) -> None:
    sign_in(client, researcher.email, PASSWORD)
    new = "another long password"
    client.post(
        reverse("account_change_password"),
        {"oldpassword": PASSWORD, "password1": new, "password2": new},
    )
    assert events(action="user.password_changed") == [
        (researcher, "user.password_changed", f"user:{researcher.pk}")
    ]


# To read


def test_administrators_read_the_trail(
    client: Client, researcher: User, django_assert_max_num_queries: Callable
) -> None:
    administrator = create_user(email="admin@example.org", name="Admin", is_superuser=True)
    for number in range(30):
        record_event(actor=researcher, action="survey.opened", subject=f"survey:{number}")
    client.force_login(administrator)
    with django_assert_max_num_queries(12):
        page = client.get(reverse("admin:accounts_auditevent_changelist"))
    assert "survey:29" in page.content.decode()


def test_nobody_writes_the_trail_by_hand(client: Client) -> None:
    administrator = create_user(email="admin@example.org", name="Admin", is_superuser=True)
    client.force_login(administrator)
    event = AuditEvent.objects.latest("pk")
    change = reverse("admin:accounts_auditevent_change", args=[event.pk])
    assert client.get(change).status_code == 200
    assert client.post(change, {"subject": "survey:other"}).status_code == 403
    assert client.get(reverse("admin:accounts_auditevent_add")).status_code == 403
    delete = reverse("admin:accounts_auditevent_delete", args=[event.pk])
    assert client.post(delete, {"post": "yes"}).status_code == 403
