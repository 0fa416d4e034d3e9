"""Signing in, the second step, passwords, and which pages of allauth exist."""

import re
from collections.abc import Callable

import pytest
from allauth.mfa.models import Authenticator
from allauth.mfa.recovery_codes.internal.auth import RecoveryCodes
from allauth.mfa.totp.internal.auth import (
    TOTP,
    generate_totp_secret,
)
from django.core.mail import EmailMessage
from django.http import HttpResponse
from django.test import Client
from django.urls import reverse

from accounts.actions import create_user
from accounts.models import AuditEvent, FailedAttempts, User
from accounts.site import site_address
from tests.mail import deliver_mail
from tests.markup import title_of
from tests.second_step import app_code
from tests.signing_in import sign_in

pytestmark = pytest.mark.django_db

EMAIL = "researcher@example.org"
PASSWORD = "a long enough password"
NEW_PASSWORD = "another long password"


@pytest.fixture
def researcher() -> User:
    return create_user(email=EMAIL, name="Robin Researcher", password=PASSWORD)


@pytest.fixture
def signed_in(client: Client, researcher: User) -> Client:
    """Signed in through the form, so that their password counts as just confirmed."""
    sign_in(client, EMAIL, PASSWORD)
    return client


@pytest.fixture
def secret(researcher: User) -> str:
    """The key of the researcher's authenticator app: two-step sign-in is on."""
    secret = generate_totp_secret()
    TOTP.activate(researcher, secret)
    return secret


def words(response: HttpResponse) -> str:
    return response.content.decode()


def is_signed_in(client: Client) -> bool:
    return "_auth_user_id" in client.session


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


# Forgotten password


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


# Second step


def confirm_password(client: Client, name: str) -> HttpResponse:
    """Open a page that first asks for the password again, and give it."""
    question = client.get(reverse(name), follow=True)
    assert "Confirm that it is you" in words(question)
    return client.post(question.redirect_chain[-1][0], {"password": PASSWORD}, follow=True)


def enter_code(client: Client, code: str) -> HttpResponse:
    return client.post(reverse("mfa_authenticate"), {"code": code})


def test_the_second_step_is_turned_on(signed_in: Client, researcher: User) -> None:
    page = confirm_password(signed_in, "mfa_activate_totp")
    secret = page.context["form"].secret
    assert f">{secret}<" in words(page)
    response = signed_in.post(reverse("mfa_activate_totp"), {"code": app_code(secret)})
    assert response["Location"] == reverse("mfa_view_recovery_codes")
    types = researcher.authenticator_set.values_list("type", flat=True)
    assert set(types) == {Authenticator.Type.TOTP, Authenticator.Type.RECOVERY_CODES}


def test_the_qr_code_is_drawn_in_the_page(signed_in: Client) -> None:
    page = words(confirm_password(signed_in, "mfa_activate_totp"))
    assert "<svg" in page
    assert "<?xml" not in page
    assert "data:" not in page


def test_a_wrong_code_turns_nothing_on(signed_in: Client, researcher: User) -> None:
    before = confirm_password(signed_in, "mfa_activate_totp").context["form"].secret
    page = signed_in.post(reverse("mfa_activate_totp"), {"code": "000000"})
    assert 'href="#id_code"' in words(page)
    assert page.context["form"].secret == before
    assert not researcher.authenticator_set.exists()


def test_a_password_alone_is_then_not_enough(client: Client, researcher: User, secret: str) -> None:
    response = sign_in(client, EMAIL, PASSWORD)
    assert response["Location"] == reverse("mfa_authenticate")
    assert client.get(reverse("mfa_index")).status_code == 302
    response = enter_code(client, app_code(secret))
    assert response["Location"] == reverse("surveys")
    assert is_signed_in(client)


def test_the_second_step_keeps_the_page_that_asked(
    client: Client, researcher: User, secret: str
) -> None:
    sign_in(client, EMAIL, PASSWORD, next_page=reverse("account_change_password"))
    response = enter_code(client, app_code(secret))
    assert response["Location"] == reverse("account_change_password")


def test_a_wrong_code_is_refused_and_recorded(
    client: Client, researcher: User, secret: str
) -> None:
    sign_in(client, EMAIL, PASSWORD)
    page = words(enter_code(client, "000000"))
    assert 'href="#id_code"' in page
    assert not is_signed_in(client)
    failed = FailedAttempts.objects.get()
    assert (failed.user, failed.kind, failed.count) == (researcher, FailedAttempts.Kind.CODE, 1)


def test_a_recovery_code_works_once(client: Client, researcher: User, secret: str) -> None:
    [code, *_] = RecoveryCodes.activate(researcher).get_unused_codes()
    for works in (True, False):
        sign_in(client, EMAIL, PASSWORD)
        enter_code(client, code)
        assert is_signed_in(client) == works
        client.post(reverse("account_logout"))
    event = AuditEvent.objects.get(action="user.recovery_code_used")
    assert (event.actor, event.detail) == (researcher, {"left": 9})


def test_the_second_step_can_be_left(client: Client, researcher: User, secret: str) -> None:
    sign_in(client, EMAIL, PASSWORD)
    response = client.post(reverse("account_logout"), {"next": reverse("account_login")})
    assert response["Location"] == reverse("account_login")
    assert client.get(reverse("account_login")).status_code == 200


def test_the_second_step_is_turned_off(
    signed_in: Client, researcher: User, mailoutbox: list[EmailMessage]
) -> None:
    TOTP.activate(researcher, generate_totp_secret())
    RecoveryCodes.activate(researcher)
    confirm_password(signed_in, "mfa_deactivate_totp")
    page = signed_in.post(reverse("mfa_deactivate_totp"), follow=True)
    assert "Two-step sign-in is off." in words(page)
    assert not researcher.authenticator_set.exists()
    assert AuditEvent.objects.get(action="user.second_step_removed").actor == researcher
    deliver_mail()
    subjects = ["Two-step sign-in is on", "Two-step sign-in is off"]
    assert [email.subject for email in mailoutbox] == subjects


def test_recovery_codes_are_shown_renewed_and_downloaded(
    signed_in: Client, researcher: User, secret: str
) -> None:
    earlier = RecoveryCodes.activate(researcher).get_unused_codes()
    page = words(confirm_password(signed_in, "mfa_view_recovery_codes"))
    assert all(code in page for code in earlier)
    page = words(signed_in.post(reverse("mfa_generate_recovery_codes"), follow=True))
    assert not any(code in page for code in earlier)
    download = signed_in.get(reverse("mfa_download_recovery_codes"))
    codes = words(download).split()
    assert len(codes) == 10
    assert all(code in page for code in codes)


def test_turning_it_on_and_new_codes_are_recorded_and_told(
    signed_in: Client, researcher: User, mailoutbox: list[EmailMessage]
) -> None:
    secret = confirm_password(signed_in, "mfa_activate_totp").context["form"].secret
    signed_in.post(reverse("mfa_activate_totp"), {"code": app_code(secret)})
    signed_in.post(reverse("mfa_generate_recovery_codes"))
    events = AuditEvent.objects.filter(actor=researcher).order_by("pk")
    assert list(events.values_list("action", flat=True)) == [
        "user.signed_in",
        "user.second_step_added",
        "user.recovery_codes_made",
        "user.recovery_codes_made",
    ]
    deliver_mail()
    assert [email.subject for email in mailoutbox] == [
        "Two-step sign-in is on",
        "You have new recovery codes",
    ]


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
