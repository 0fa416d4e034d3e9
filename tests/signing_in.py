"""Signing in to an account: by the form, or past it."""

from __future__ import annotations

from django.http import HttpResponse
from django.test import Client
from django.urls import reverse

from accounts.models import User


def sign_in(client: Client, email: str, password: str, *, next_page: str = "") -> HttpResponse:
    """Fill in the form for signing in, so that the password counts as just confirmed."""
    fields = {"login": email, "password": password, "next": next_page}
    return client.post(reverse("account_login"), fields)


def signed_in(user: User) -> Client:
    """Return a browser in which *user* is signed in without having been asked for anything."""
    browser = Client()
    browser.force_login(user)
    return browser
