"""The sign-in pages in a browser: accessible when blank and with errors, usable without script."""

from collections.abc import Callable

import pytest
from django.urls import reverse
from playwright.sync_api import Page, expect

from accounts.actions import create_user, record_new_password
from accounts.models import User
from tests.browser.buttons import follow_only, press
from tests.browser.conftest import Look, PageAt
from tests.second_step import app_code

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]

EMAIL = "researcher@example.org"
PASSWORD = "a long enough password"

Check = Callable[[Page, str], None]


@pytest.fixture(autouse=True)
def researcher() -> User:
    return create_user(email=EMAIL, name="Robin Researcher", password=PASSWORD)


@pytest.fixture
def check(look: Look) -> Check:
    """`check(page, heading)` is this page, accessible, with nothing cut off."""

    def check_page(page: Page, heading: str) -> None:
        assert page.inner_text("h1") == heading
        look(page)

    return check_page


def sign_in(page: Page, password: str = PASSWORD) -> None:
    page.goto(reverse("account_login"))
    page.get_by_label("Email address").fill(EMAIL)
    page.get_by_label("Password").fill(password)
    press(page, "Sign in")


def test_pages_before_signing_in(page_at: PageAt, check: Check) -> None:
    page = page_at()
    for name, heading in {
        "account_login": "Sign in",
        "account_signup": "Accounts are given by an administrator",
        "account_inactive": "This account is closed",
        "account_reset_password": "Reset your password",
        "account_reset_password_done": "Look in your email",
        "account_reset_password_from_key_done": "Your new password is saved",
    }.items():
        page.goto(reverse(name))
        check(page, heading)
    page.goto(reverse("account_reset_password_from_key", args=["1", "used"]))
    check(page, "This link does not work any more")


def test_errors_of_the_sign_in_page(page_at: PageAt, check: Check) -> None:
    page = page_at()
    page.goto(reverse("account_login"))
    press(page, "Sign in")
    check(page, "Sign in")
    assert page.title().startswith("Error: Sign in")
    follow_only(page, "Enter your password.")
    assert page.evaluate("document.activeElement.id") == "id_password"
    sign_in(page, "wrong")
    check(page, "Sign in")
    assert page.evaluate("document.activeElement.hasAttribute('data-error-summary')")


def test_pages_of_the_account(page_at: PageAt, check: Check) -> None:
    page = page_at()
    sign_in(page)
    page.goto(reverse("mfa_index"))
    check(page, "Your account")
    page.goto(reverse("account_change_password"))
    press(page, "Save the password")
    check(page, "Change your password")
    page.goto(reverse("mfa_activate_totp"))
    check(page, "Confirm that it is you")
    page.get_by_label("Password").fill(PASSWORD)
    press(page, "Confirm")
    check(page, "Turn on two-step sign-in")
    secret = page.inner_text(".larc-key")
    press(page, "Turn on")
    check(page, "Turn on two-step sign-in")
    page.get_by_label("Code", exact=True).fill(app_code(secret))
    press(page, "Turn on")
    check(page, "Recovery codes")
    page.goto(reverse("mfa_generate_recovery_codes"))
    check(page, "Do you want to make new recovery codes?")
    page.goto(reverse("mfa_deactivate_totp"))
    check(page, "Do you want to turn off two-step sign-in?")
    press(page, "Sign out")
    check(page, "Sign in")


def test_emails_on_the_page_of_an_account(page_at: PageAt, check: Check, researcher: User) -> None:
    record_new_password(user=researcher, actor=researcher)
    page = page_at()
    sign_in(page)
    page.goto(reverse("mfa_index"))
    expect(page.get_by_text("that the password was changed: Waiting")).to_be_visible()
    check(page, "Your account")


def test_two_steps_without_script(page_at: PageAt, check: Check) -> None:
    page = page_at(390, javascript=False)
    sign_in(page)
    page.goto(reverse("mfa_activate_totp"))
    page.get_by_label("Password").fill(PASSWORD)
    press(page, "Confirm")
    secret = page.inner_text(".larc-key")
    page.get_by_label("Code", exact=True).fill(app_code(secret))
    press(page, "Turn on")
    press(page, "Sign out")
    sign_in(page)
    assert page.inner_text("h1") == "Enter your code"
    press(page, "Sign in")
    assert page.get_by_role("link", name="Enter a code.").is_visible()
    # A code works once, so this one is the next; a clock may be one period off.
    page.get_by_label("Code", exact=True).fill(app_code(secret, later=1))
    press(page, "Sign in")
    page.goto(reverse("mfa_index"))
    assert page.inner_text("h1") == "Your account"
