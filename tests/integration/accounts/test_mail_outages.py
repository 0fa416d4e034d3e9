"""Whatever the mail server does, no request waits for it, and a deed is done whole or not."""

from __future__ import annotations

from collections.abc import Callable, Iterator

import pytest
from django.http import HttpResponse
from django.test import Client
from django.urls import reverse
from pytest_django import Settings

from accounts.models import AuditEvent, Mail, User
from tests.integration.accounts.conftest import PASSWORD
from tests.mail import deliver_mail
from tests.mail_server import mail_server, use_mail_server
from tests.outages import NOBODY_LISTENS, database_lost_at

pytestmark = [
    pytest.mark.django_db(transaction=True),
    pytest.mark.usefixtures("sent", "unusable_mail_server"),
]

NEW_PASSWORD = "another long password"


@pytest.fixture(params=["away", "hangs"])
def unusable_mail_server(request: pytest.FixtureRequest, settings: Settings) -> Iterator[None]:
    if request.param == "hangs":
        with mail_server(settings, is_silent=True):
            yield
    else:
        use_mail_server(settings, int(NOBODY_LISTENS))
        yield


@pytest.fixture
def browser(researcher: User) -> Client:
    client = Client(raise_request_exception=False)
    client.force_login(researcher)
    return client


@pytest.fixture
def admin_pages(administrator: User) -> Client:
    client = Client(raise_request_exception=False)
    client.force_login(administrator)
    return client


def change_password(browser: Client) -> HttpResponse:
    new = {"password1": NEW_PASSWORD, "password2": NEW_PASSWORD}
    return browser.post(reverse("account_change_password"), {"oldpassword": PASSWORD, **new})


def page_of(admin_pages: Client, user: User) -> str:
    return admin_pages.get(reverse("admin:accounts_user_change", args=[user.pk])).content.decode()


def test_a_new_person_is_made_and_the_administrator_sees_that_the_link_waits(
    admin_pages: Client,
) -> None:
    add = reverse("admin:accounts_user_add")
    reply = admin_pages.post(add, {"name": "New", "email": "new@example.org"}, follow=True)
    assert reply.status_code == 200
    assert "A link to choose a password is on its way." in reply.content.decode()
    user = User.objects.get(email="new@example.org")
    assert "a link to choose a password: new@example.org. Waiting to be sent." in page_of(
        admin_pages, user
    )
    deliver_mail()
    assert "The mail server could not be reached or did not answer." in page_of(admin_pages, user)
    emails = admin_pages.get(reverse("admin:accounts_mail_changelist")).content.decode()
    assert "will be tried again at" in emails


def test_a_forgotten_password_is_answered_as_ever(researcher: User) -> None:
    browser = Client(raise_request_exception=False)
    ask = reverse("account_reset_password")
    pages = [
        browser.post(ask, {"email": email}, follow=True)
        for email in (researcher.email, "stranger@example.org")
    ]
    assert [page.status_code for page in pages] == [200, 200]
    assert pages[0].content == pages[1].content


def test_a_changed_password_is_changed_recorded_and_told_later(
    browser: Client, researcher: User, settings: Settings
) -> None:
    assert change_password(browser).status_code == 302
    researcher.refresh_from_db()
    assert researcher.check_password(NEW_PASSWORD)
    assert AuditEvent.objects.get(action="user.password_changed").actor == researcher
    own_page = browser.get(reverse("mfa_index")).content.decode()
    assert "that the password was changed" in own_page
    assert "Waiting to be sent." in own_page
    with mail_server(settings) as server:
        deliver_mail()
    assert [message["Subject"] for message in server.received] == ["Your password was changed"]


@pytest.mark.parametrize("table", ["accounts_auditevent", "accounts_mail"])
def test_a_deed_whose_trail_or_email_cannot_be_stored_is_not_done(
    browser: Client, researcher: User, table: str
) -> None:
    with database_lost_at(f'INSERT INTO "{table}"'):
        assert change_password(browser).status_code == 503
    researcher.refresh_from_db()
    assert researcher.check_password(PASSWORD)
    assert not AuditEvent.objects.filter(action="user.password_changed").exists()
    assert not Mail.objects.exists()
    assert is_signed_in(browser)


# What a change ends


def other_browser(user: User) -> Client:
    client = Client()
    client.force_login(user)
    assert is_signed_in(client)
    return client


def is_signed_in(client: Client) -> bool:
    return client.get(reverse("mfa_index")).status_code == 200


def test_another_password_ends_the_other_sessions(browser: Client, researcher: User) -> None:
    other = other_browser(researcher)
    change_password(browser)
    assert (is_signed_in(browser), is_signed_in(other)) == (True, False)


@pytest.fixture
def give_other_address(admin_pages: Client) -> Callable[[User], None]:
    def change(user: User) -> None:
        page = reverse("admin:accounts_user_change", args=[user.pk])
        fields = {"name": user.name, "email": "other@example.org", "is_active": "on"}
        assert admin_pages.post(page, fields).status_code == 302

    return change


def test_another_address_ends_the_sessions_and_is_told_to_the_earlier_one(
    browser: Client, researcher: User, give_other_address: Callable[[User], None]
) -> None:
    give_other_address(researcher)
    assert not is_signed_in(browser)
    mail = Mail.objects.get()
    assert (mail.kind, mail.address) == (Mail.Kind.ADDRESS_CHANGED, "researcher@example.org")


def test_administrators_who_change_their_own_address_stay_signed_in_here(
    admin_pages: Client, administrator: User, give_other_address: Callable[[User], None]
) -> None:
    other = other_browser(administrator)
    give_other_address(administrator)
    assert (is_signed_in(admin_pages), is_signed_in(other)) == (True, False)
