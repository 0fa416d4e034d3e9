"""What a browser is told, and that the Django admin lives within it."""

from html.parser import HTMLParser
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse

from accounts.actions import create_user
from accounts.models import User

pytestmark = pytest.mark.django_db

HEADERS = (
    *("X-Frame-Options", "X-Content-Type-Options", "Referrer-Policy", "Cross-Origin-Opener-Policy"),
)
PAGES = ["/", "/there-is-no-such-page", "/accounts/sign-in/"]


class InlineParts(HTMLParser):
    """Collects what the Content-Security-Policy would refuse in a page of our own."""

    def __init__(self) -> None:
        super().__init__()
        self.found: list[str] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        names = {name for name, _ in attrs}
        kind = dict(attrs).get("type") or ""
        if tag == "style" or (tag == "script" and "src" not in names and "json" not in kind):
            self.found.append(tag)
        self.found += [name for name in names if name == "style" or name.startswith("on")]
        self.found += [value for _, value in attrs if value and value.startswith("data:")]


def inline_parts(page: bytes) -> list[str]:
    parser = InlineParts()
    parser.feed(page.decode())
    return parser.found


@pytest.fixture
def superuser() -> User:
    return User.objects.create_superuser("admin@example.org", "Ada Admin")


@pytest.mark.parametrize("path", PAGES)
def test_every_page_allows_only_what_comes_from_this_site(client: Client, path: str) -> None:
    policy = client.get(path)["Content-Security-Policy"]
    directives = dict(directive.split(" ", 1) for directive in policy.split("; "))
    assert directives.pop("default-src") == "'none'"
    assert directives.pop("base-uri") == "'none'"
    assert directives.pop("frame-ancestors") == "'none'"
    assert set(directives.values()) == {"'self'"}


@pytest.mark.parametrize("path", PAGES)
def test_every_page_keeps_other_sites_and_devices_out(client: Client, path: str) -> None:
    headers = client.get(path).headers
    assert headers["Referrer-Policy"] == "same-origin"
    assert headers["X-Content-Type-Options"] == "nosniff"
    assert headers["X-Frame-Options"] == "DENY"
    assert headers["Cross-Origin-Opener-Policy"] == "same-origin"
    assert "camera=()" in headers["Permissions-Policy"]


@pytest.mark.parametrize("host", ["elsewhere.example", "a_b", "testserver:port", "\ufffd", "[::1"])
@pytest.mark.parametrize("is_redirected", [True, False], ids=["to https", "by https"])
@pytest.mark.parametrize("path", PAGES)
def test_a_host_that_is_not_ours_gets_a_page_with_the_same_headers(
    client: Client, settings: Any, host: str, is_redirected: bool, path: str
) -> None:
    settings.SECURE_SSL_REDIRECT = is_redirected
    settings.ALLOWED_HOSTS = ["testserver"]
    ours, other = client.get(path, secure=True), client.get(path, headers={"Host": host})
    assert other.status_code == 400
    assert "We could not read that request" in other.content.decode()
    assert other["Cache-Control"] == "no-store"
    assert not other.cookies
    for name in (*HEADERS, "Content-Security-Policy", "Permissions-Policy"):
        assert other[name] == ours[name], name


@pytest.mark.parametrize("path", PAGES)
def test_no_page_of_ours_needs_what_the_policy_refuses(client: Client, path: str) -> None:
    assert inline_parts(client.get(path).content) == []


@pytest.mark.parametrize(
    "address", ["admin:index", "admin:accounts_user_changelist", "admin:accounts_user_add"]
)
def test_the_admin_works_within_the_policy(client: Client, superuser: User, address: str) -> None:
    client.force_login(superuser)
    response = client.get(reverse(address))
    assert response.status_code == 200
    assert inline_parts(response.content) == []


def test_the_admin_sends_strangers_to_the_one_sign_in(client: Client) -> None:
    response = client.get(reverse("admin:index"), follow=True)
    address, _ = response.redirect_chain[-1]
    assert address.startswith(reverse("account_login"))
    assert "admin" in address


def test_the_admin_is_not_there_for_others_than_superusers(client: Client) -> None:
    client.force_login(create_user(email="someone@example.org", name="Sam Someone"))
    assert client.get(reverse("admin:index"), follow=True).status_code == 404


@pytest.mark.parametrize("method", ["PUT", "DELETE", "OPTIONS", "TRACE", "NONSENSE"])
def test_a_method_that_no_page_knows_is_refused_with_every_header(
    client: Client, method: str
) -> None:
    reply = client.generic(method, "/accounts/sign-in/")
    assert (reply.status_code, reply.headers["Allow"]) == (405, "GET, HEAD, POST")
    assert "Content-Security-Policy" in reply.headers
