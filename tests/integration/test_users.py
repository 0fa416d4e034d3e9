"""People: stored, found, kept in step with allauth, and made by an administrator."""

from collections.abc import Callable

import pytest
from allauth.account.models import EmailAddress
from allauth.mfa.recovery_codes.internal.auth import RecoveryCodes
from allauth.mfa.totp.internal.auth import TOTP, generate_totp_secret
from django.core.exceptions import ValidationError
from django.core.mail import EmailMessage
from django.core.management import call_command
from django.db import IntegrityError
from django.db.models import ProtectedError
from django.test import Client
from django.urls import reverse

from accounts.actions import create_user, remove_second_step, update_user
from accounts.models import AuditEvent, User
from accounts.selectors import find_user
from accounts.site import site_address
from tests.mail import deliver_mail

pytestmark = pytest.mark.django_db

PASSWORD = "a long enough password"


@pytest.fixture
def researcher() -> User:
    return create_user(email="researcher@example.org", name="Researcher", password=PASSWORD)


@pytest.fixture
def administrator() -> User:
    return create_user(
        email="admin@example.org", name="Administrator", password=PASSWORD, is_superuser=True
    )


@pytest.fixture
def admin_pages(administrator: User, client: Client) -> Client:
    client.force_login(administrator)
    return client


def addresses(user: User) -> list[tuple[str, bool, bool]]:
    rows = EmailAddress.objects.filter(user=user)
    return list(rows.values_list("email", "verified", "primary"))


# Stored


def test_an_address_is_stored_in_small_letters() -> None:
    user = create_user(email=" Ada@Example.ORG ", name="Ada")
    assert user.email == "ada@example.org"


def test_capitals_do_not_make_a_second_person(researcher: User) -> None:
    with pytest.raises(IntegrityError):
        create_user(email="Researcher@Example.org", name="Twin")


def test_the_database_refuses_capitals(researcher: User) -> None:
    with pytest.raises(IntegrityError, match="user_email_lower_case"):
        User.objects.filter(pk=researcher.pk).update(email="Researcher@example.org")


def test_validation_says_that_the_address_is_taken(researcher: User) -> None:
    with pytest.raises(ValidationError, match="already has an account"):
        User(email="RESEARCHER@example.org", name="Twin", password="x").full_clean()


def test_a_person_is_found_with_any_capitals(researcher: User) -> None:
    assert find_user(email="RESEARCHER@example.org") == researcher
    assert User.objects.get_by_natural_key("RESEARCHER@example.org") == researcher
    assert find_user(email="nobody@example.org") is None


def test_without_a_password_nobody_can_sign_in() -> None:
    assert not create_user(email="new@example.org", name="New").has_usable_password()


def test_only_superusers_are_staff_of_the_admin(researcher: User, administrator: User) -> None:
    assert (researcher.is_staff, administrator.is_staff) == (False, True)


def test_djangos_own_command_makes_an_administrator() -> None:
    call_command(
        "createsuperuser", email="Root@example.org", name="Root", interactive=False, verbosity=0
    )
    user = User.objects.get(email="root@example.org")
    assert user.is_superuser
    assert addresses(user) == [("root@example.org", True, True)]


# In step with allauth


def test_allauth_knows_one_verified_address(researcher: User) -> None:
    assert addresses(researcher) == [("researcher@example.org", True, True)]


def test_a_replaced_address_opens_nothing(researcher: User, administrator: User) -> None:
    researcher.email = "new@example.org"
    update_user(user=researcher, changed_fields=["email"], actor=administrator)
    assert addresses(researcher) == [("new@example.org", True, True)]


def test_signing_in_does_not_touch_the_address(
    researcher: User, client: Client, django_assert_num_queries: Callable
) -> None:
    researcher.name = "Renamed"
    with django_assert_num_queries(1):
        researcher.save(update_fields=["name"])


# Removed


def test_somebody_in_the_audit_trail_cannot_be_deleted(
    researcher: User, administrator: User
) -> None:
    update_user(user=researcher, changed_fields=["name"], actor=administrator)
    with pytest.raises(ProtectedError):
        administrator.delete()


def test_a_lost_phone_is_forgiven(researcher: User, administrator: User) -> None:
    TOTP.activate(researcher, generate_totp_secret())
    RecoveryCodes.activate(researcher)
    assert remove_second_step(user=researcher, actor=administrator)
    assert not researcher.authenticator_set.exists()
    event = AuditEvent.objects.get(action="user.second_step_removed")
    assert (event.actor, event.subject) == (administrator, f"user:{researcher.pk}")
    assert not remove_second_step(user=researcher, actor=administrator)


# The admin


def test_the_admin_is_for_superusers(researcher: User, client: Client) -> None:
    page = reverse("admin:accounts_user_changelist")
    sign_in = reverse("account_login")
    assert client.get(page, follow=True).redirect_chain[-1][0].startswith(sign_in)
    client.force_login(researcher)
    assert client.get(page, follow=True).status_code == 404


def test_the_admin_makes_a_person_who_chooses_a_password(
    admin_pages: Client,
    administrator: User,
    mailoutbox: list[EmailMessage],
) -> None:
    response = admin_pages.post(
        reverse("admin:accounts_user_add"), {"name": "New", "email": "New@Example.org"}
    )
    assert response.status_code == 302
    deliver_mail()
    user = User.objects.get(email="new@example.org")
    assert user.is_active
    assert not user.is_superuser
    assert not user.has_usable_password()
    [email] = mailoutbox
    assert email.to == ["new@example.org"]
    assert email.subject == "Your account for LARC Survey"
    assert f"{site_address()}/accounts/password/reset/" in email.body
    created = AuditEvent.objects.get(action="user.created", subject=f"user:{user.pk}")
    assert created.actor == administrator


def test_the_admin_changes_a_person(
    admin_pages: Client, administrator: User, researcher: User
) -> None:
    page = reverse("admin:accounts_user_change", args=[researcher.pk])
    admin_pages.post(page, {"name": "Researcher", "email": "Other@example.org"})
    researcher.refresh_from_db()
    assert researcher.email == "other@example.org"
    assert not researcher.is_active
    event = AuditEvent.objects.get(action="user.changed")
    assert event.detail == {
        "email": ["researcher@example.org", "other@example.org"],
        "is_active": [True, False],
    }
    assert event.name == "Researcher <other@example.org>"
    assert event.actor == administrator


def test_an_administrator_cannot_shut_themselves_out(
    admin_pages: Client, administrator: User
) -> None:
    page = reverse("admin:accounts_user_change", args=[administrator.pk])
    admin_pages.post(page, {"name": "Still here", "email": administrator.email})
    administrator.refresh_from_db()
    assert administrator.name == "Still here"
    assert administrator.is_active
    assert administrator.is_superuser


def test_the_admin_refuses_an_address_that_is_taken(admin_pages: Client, researcher: User) -> None:
    response = admin_pages.post(
        reverse("admin:accounts_user_add"), {"name": "Twin", "email": "RESEARCHER@example.org"}
    )
    assert "already has an account" in response.content.decode()


@pytest.mark.parametrize("action", ["send_password_links", "remove_second_steps"])
def test_the_actions_of_the_list(
    admin_pages: Client,
    researcher: User,
    action: str,
    mailoutbox: list[EmailMessage],
) -> None:
    TOTP.activate(researcher, generate_totp_secret())
    deliver_mail()
    admin_pages.post(
        reverse("admin:accounts_user_changelist"),
        {"action": action, "_selected_action": [researcher.pk]},
    )
    deliver_mail()
    subject = {
        "send_password_links": "Reset your password for LARC Survey",
        "remove_second_steps": "Two-step sign-in is off",
    }[action]
    assert mailoutbox[-1].to == [researcher.email]
    assert [email.subject for email in mailoutbox] == ["Two-step sign-in is on", subject]
    assert researcher.authenticator_set.exists() == (action == "send_password_links")


def test_nobody_is_deleted_in_the_admin(admin_pages: Client, researcher: User) -> None:
    page = reverse("admin:accounts_user_delete", args=[researcher.pk])
    assert admin_pages.get(page).status_code == 403


def test_what_allauth_stores_is_not_edited_by_hand(admin_pages: Client) -> None:
    home = admin_pages.get(reverse("admin:index")).content.decode()
    assert reverse("admin:accounts_user_changelist") in home
    for hidden in ("emailaddress", "authenticator", "auth/group"):
        assert hidden not in home
