"""Signing in, the second step, passwords, and which pages of allauth exist."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from django.test import Client
from django.urls import reverse

from accounts.models import User
from tests.integration.accounts.attempts import is_signed_in, words
from tests.integration.accounts.conftest import EMAIL, PASSWORD
from tests.markup import title_of
from tests.signing_in import sign_in

pytestmark = pytest.mark.django_db


# Password


def test_the_right_password_leads_to_the_surveys(client: Client, researcher: User) -> None:
    response = sign_in(client, EMAIL, PASSWORD)
    assert is_signed_in(client)
    assert response["Location"] == reverse("surveys")


def test_capitals_in_the_address_do_not_matter(client: Client, researcher: User) -> None:
    sign_in(client, "Researcher@Example.ORG", PASSWORD)
    assert is_signed_in(client)


def test_signing_in_leads_back_to_the_page_that_asked(client: Client, researcher: User) -> None:
    response = sign_in(client, EMAIL, PASSWORD, next_page=reverse("account_change_password"))
    assert response["Location"] == reverse("account_change_password")


def test_signing_in_leads_to_no_other_site(client: Client, researcher: User) -> None:
    response = sign_in(client, EMAIL, PASSWORD, next_page="https://elsewhere.example/")
    assert response["Location"] == reverse("surveys")


@pytest.mark.parametrize("email", [EMAIL, "stranger@example.org"])
def test_a_wrong_password_tells_nothing_about_the_account(
    client: Client, researcher: User, email: str
) -> None:
    page = words(sign_in(client, email, "wrong"))
    assert not is_signed_in(client)
    assert title_of(page).startswith("Error: Sign in")
    assert "There is a problem" in page
    assert page.count("The email address or the password is not right.") == 2
    assert 'value="wrong"' not in page


def test_an_empty_form_names_each_field(client: Client) -> None:
    page = words(client.post(reverse("account_login"), {}))
    assert '<a href="#id_login">Enter your email address.</a>' in page
    assert '<a href="#id_password">Enter your password.</a>' in page
    assert page.index("There is a problem") < page.index("<h1")


def test_a_closed_account_is_told_so(client: Client, researcher: User) -> None:
    User.objects.update(is_active=False)
    response = sign_in(client, EMAIL, PASSWORD)
    assert response["Location"] == reverse("account_inactive")
    assert "closed your account" in words(client.get(response["Location"]))
    assert not is_signed_in(client)


def test_the_session_ends_with_the_browser(signed_in: Client) -> None:
    assert signed_in.session.get_expire_at_browser_close()


def test_whoever_is_signed_in_is_not_asked_again(signed_in: Client) -> None:
    assert signed_in.get(reverse("account_login"))["Location"] == reverse("surveys")


def test_signing_out_takes_a_button(signed_in: Client) -> None:
    signed_in.get(reverse("account_logout"))
    assert is_signed_in(signed_in)
    page = signed_in.post(reverse("account_logout"), follow=True)
    assert not is_signed_in(signed_in)
    assert "You have signed out." in words(page)


# Closed doors


def test_nobody_signs_up(client: Client) -> None:
    data = {"email": "new@example.org", "password1": PASSWORD, "password2": PASSWORD}
    for response in (
        client.get(reverse("account_signup")),
        client.post(reverse("account_signup"), data),
    ):
        assert "An administrator then makes an account for you" in words(response)
    assert not User.objects.exists()


@pytest.mark.parametrize(
    "page", ["email/", "confirm-email/", "confirm-email/key/", "login/code/", "phone/change/"]
)
def test_addresses_are_not_managed_here(signed_in: Client, page: str) -> None:
    prefix = reverse("account_login").removesuffix("sign-in/")
    assert signed_in.get(prefix + page).status_code == 404


@pytest.mark.parametrize(
    "name",
    [
        "account_change_password",
        "mfa_index",
        "mfa_activate_totp",
        "mfa_deactivate_totp",
        "mfa_view_recovery_codes",
        "mfa_generate_recovery_codes",
        "mfa_download_recovery_codes",
    ],
)
def test_a_stranger_is_asked_to_sign_in(client: Client, name: str) -> None:
    response = client.get(reverse(name))
    assert response["Location"].startswith(reverse("account_login"))


# Cost


@pytest.mark.parametrize(
    "name",
    [
        "account_login",
        "account_signup",
        "account_reset_password",
        "account_reset_password_done",
    ],
)
def test_pages_before_signing_in_cost_no_query(
    client: Client, django_assert_num_queries: Callable, name: str
) -> None:
    with django_assert_num_queries(0):
        client.get(reverse(name))


@pytest.mark.parametrize(
    ("name", "queries"),
    [
        ("account_change_password", 2),  # session, user
        ("account_logout", 2),
        # And twice the authenticators: allauth counts, then loads them; and the latest emails.
        ("mfa_index", 5),
    ],
)
def test_pages_of_the_account_cost_few_queries(
    signed_in: Client, django_assert_num_queries: Callable, name: str, queries: int
) -> None:
    with django_assert_num_queries(queries):
        signed_in.get(reverse(name))
