"""A forgotten password is replaced by a link from an email."""

from __future__ import annotations

import re

import pytest
from django.core.mail import EmailMessage
from django.http import HttpResponse
from django.test import Client
from django.urls import reverse

from accounts.actions import create_user
from accounts.models import User
from accounts.site import site_address
from tests.integration.accounts.attempts import is_signed_in, words
from tests.integration.accounts.conftest import EMAIL, PASSWORD
from tests.mail import deliver_mail
from tests.signing_in import sign_in

pytestmark = pytest.mark.django_db


NEW_PASSWORD = "another long password"


def ask_for_link(client: Client, email: str = EMAIL) -> HttpResponse:
    page = client.post(reverse("account_reset_password"), {"email": email}, follow=True)
    deliver_mail()
    return page


def link_in(email: EmailMessage) -> str:
    found = re.search(rf"{site_address()}(/\S*password/reset/\S+-\S+/)", str(email.body))
    assert found, email.body
    return found[1]


def test_a_forgotten_password_is_replaced_by_a_link(
    client: Client, researcher: User, mailoutbox: list[EmailMessage]
) -> None:
    page = words(ask_for_link(client, "Researcher@example.org"))
    assert "Look in your email" in page
    assert mailoutbox[0].subject == "Reset your password for LARC Survey"
    form = client.get(link_in(mailoutbox[0]), follow=True)
    action = form.context["action_url"]
    data = {"password1": NEW_PASSWORD, "password2": NEW_PASSWORD}
    done = client.post(action, data, follow=True)
    assert "Your new password is saved" in words(done)
    sign_in(client, EMAIL, NEW_PASSWORD)
    assert is_signed_in(client)


def test_a_link_works_once(
    client: Client, researcher: User, mailoutbox: list[EmailMessage]
) -> None:
    ask_for_link(client)
    researcher.set_password(NEW_PASSWORD)
    researcher.save()
    page = words(client.get(link_in(mailoutbox[0]), follow=True))
    assert "This link does not work any more" in page
    assert "has not been changed" in page


def test_an_unknown_address_gets_the_same_page_and_no_email(
    client: Client, researcher: User, mailoutbox: list[EmailMessage]
) -> None:
    known = words(ask_for_link(client))
    unknown = words(ask_for_link(client, "stranger@example.org"))
    assert unknown == known
    assert [email.to for email in mailoutbox] == [[EMAIL]]


def test_a_closed_account_gets_no_link(
    client: Client, researcher: User, mailoutbox: list[EmailMessage]
) -> None:
    User.objects.update(is_active=False)
    ask_for_link(client)
    assert not any("password/reset/" in email.body for email in mailoutbox)


def test_a_weak_password_is_explained(signed_in: Client) -> None:
    data = {"oldpassword": PASSWORD, "password1": "short", "password2": "short"}
    page = words(signed_in.post(reverse("account_change_password"), data))
    assert 'href="#id_password1"' in page
    assert "at least 12 characters" in page


def test_a_changed_password_keeps_this_session_and_tells_its_owner(
    signed_in: Client, mailoutbox: list[EmailMessage]
) -> None:
    data = {"oldpassword": PASSWORD, "password1": NEW_PASSWORD, "password2": NEW_PASSWORD}
    address = "192.0.2.7"
    page = signed_in.post(
        reverse("account_change_password"), data, follow=True, REMOTE_ADDR=address
    )
    assert "Your new password is saved." in words(page)
    assert is_signed_in(signed_in)
    deliver_mail()
    [email] = mailoutbox
    assert email.to == [EMAIL]
    assert address not in email.body


def test_whoever_has_no_password_is_asked_to_choose_one(client: Client) -> None:
    user = create_user(email=EMAIL, name="New")
    client.force_login(user)
    assert client.get(reverse("account_change_password"))["Location"] == reverse(
        "account_set_password"
    )
    assert "Choose a password" in words(client.get(reverse("account_set_password")))
    client.post(
        reverse("account_set_password"), {"password1": NEW_PASSWORD, "password2": NEW_PASSWORD}
    )
    user.refresh_from_db()
    assert user.check_password(NEW_PASSWORD)
