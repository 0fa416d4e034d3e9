"""After a change of SECRET_KEY, with the earlier one among the fallbacks, nobody loses anything."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from allauth.account.forms import default_token_generator
from allauth.account.utils import user_pk_to_url_str
from django.core.signing import Signer
from django.test import Client
from django.urls import reverse
from pytest_django import Settings

from accounts.actions import create_user
from accounts.models import User
from responses import cookie
from responses.models import Response
from tests.publishing import published
from tests.respondent import Respondent
from tests.surveys import link_to, survey_of
from tests.visits import PRACTITIONER, VISITS

pytestmark = pytest.mark.django_db

ChangeKey = Callable[[], None]


@pytest.fixture(params=[True, False], ids=["earlier key named", "earlier key forgotten"])
def is_named(request: pytest.FixtureRequest) -> bool:
    """Whether the earlier key is among the fallbacks; otherwise something has to be lost."""
    named: bool = request.param
    return named


@pytest.fixture
def change_key(is_named: bool, settings: Settings, monkeypatch: pytest.MonkeyPatch) -> ChangeKey:
    """Change the key, and start the process again."""

    def change() -> None:
        settings.SECRET_KEY_FALLBACKS = [settings.SECRET_KEY] if is_named else []
        settings.SECRET_KEY = "n" * 60
        monkeypatch.setattr(cookie, "_signer", Signer(salt=cookie._signer.salt))

    return change


@pytest.fixture
def person() -> User:
    return create_user(email="lead@example.org", name="Lee Lead", password="a long enough password")


def test_a_page_that_was_open_is_saved(is_named: bool, change_key: ChangeKey) -> None:
    respondent = Respondent(link_to(survey_of(published(VISITS)))).begin()
    change_key()
    respondent.send(PRACTITIONER["role"])
    assert (respondent.where == "contacts") is is_named
    assert bool(Response.objects.get().answers) is is_named


def test_nobody_is_signed_out(
    is_named: bool, change_key: ChangeKey, client: Client, person: User
) -> None:
    client.force_login(person)
    change_key()
    assert (client.get(reverse("surveys")).status_code == 200) is is_named


def test_a_link_in_an_email_goes_on_working(
    is_named: bool, change_key: ChangeKey, client: Client, person: User
) -> None:
    key = default_token_generator.make_token(person)
    change_key()
    address = reverse("account_reset_password_from_key", args=[user_pk_to_url_str(person), key])
    page = client.get(address, follow=True).content.decode()
    assert ('name="password1"' in page) is is_named
