"""Replies: two cookies and no more, and no header by which a browser could be known again."""

from __future__ import annotations

from collections import defaultdict
from http.client import HTTPMessage

import pytest

from responses.cookie import COOKIE
from tests.integration.anonymity.devices import Reply
from tests.integration.anonymity.left_behind import LeftBehind
from tests.integration.anonymity.search import Needles

pytestmark = pytest.mark.django_db

OF_THIS_REPLY = {"date", "content-length", "set-cookie", "location"}
"""Headers that may differ between two people on one page: they say nothing of the browser."""

IDENTIFYING = ("etag", "last-modified", "server-timing", "x-request-id", "age", "via", "refresh")
STAFF = (
    "account_login",
    "mfa_authenticate",
    "surveys",
    "survey",
    "survey_exports",
    "export_download",
)


@pytest.fixture
def replies(left: LeftBehind) -> list[Reply]:
    """Every reply to somebody who answers, without those to the lead's own work."""
    return [reply for reply in left.replies if reply.requested_as not in STAFF]


def test_respondents_get_two_cookies_and_no_more(replies: list[Reply]) -> None:
    given = {name for reply in replies for cookie in reply.cookies for name in cookie}
    assert given == {COOKIE, "csrftoken"}


def test_cookies_end_with_the_browser_and_are_closed_to_scripts_and_other_sites(
    replies: list[Reply],
) -> None:
    for reply in replies:
        for jar in reply.cookies:
            for name, cookie in jar.items():
                assert (cookie["secure"], cookie["httponly"]) == (True, True)
                assert cookie["samesite"] == "Lax"
                assert not cookie["expires"] + cookie["max-age"] + cookie["domain"]
                assert cookie["path"] == "/" if name == "csrftoken" else "/s/" in cookie["path"]


def test_the_place_is_given_where_a_response_begins_or_goes_on(replies: list[Reply]) -> None:
    placing = {
        reply.requested_as for reply in replies if any(COOKIE in jar for jar in reply.cookies)
    }
    assert placing == {"begin", "resume"}


def test_pages_without_a_form_set_no_cookie(replies: list[Reply]) -> None:
    without = [
        reply
        for reply in replies
        if reply.status_code == 200 and b"<form" not in reply.content and reply.method == "GET"
    ]
    assert {reply.requested_as for reply in without} >= {"thank_you"}
    assert [reply.path for reply in without if reply.cookies] == []


def test_no_page_is_kept(replies: list[Reply]) -> None:
    pages = [reply for reply in replies if reply.requested_as != "nothing of ours"]
    kept = {
        (reply.requested_as, reply.status_code)
        for reply in pages
        if "no-store" not in (reply.headers["Cache-Control"] or "")
    }
    assert {status for _page, status in kept} <= {400, 403, 500}


def test_no_header_is_known_to_identify(replies: list[Reply]) -> None:
    for reply in replies:
        assert not [name for name in IDENTIFYING if name in reply.headers], reply.path


def test_no_header_differs_between_two_people_on_one_page(replies: list[Reply]) -> None:
    assert differing(replies) == {}


def differing(replies: list[Reply]) -> dict[str, set[str]]:
    """Return the headers by which people on the same kind of page could be told apart."""
    seen: dict[tuple[str, str, int, str], set[str]] = defaultdict(set)
    for reply in replies:
        page = (reply.method, reply.requested_as, reply.status_code)
        # A form sets the cookie against forged forms, and says that it depends on it.
        varies = "with a form" if b"<form" in reply.content else ""
        for name in {name.lower() for name in reply.headers} - OF_THIS_REPLY:
            seen[(*page, f"{name} {varies}".strip())].add(reply.headers[name] or "")
    return {" ".join(map(str, page)): values for page, values in seen.items() if len(values) > 1}


def test_no_header_repeats_what_a_device_told(left: LeftBehind, replies: list[Reply]) -> None:
    needles = Needles(
        {name: value for name, value in left.traces_of_visits.items() if "cookie" not in name}
    )
    for reply in replies:
        told = [f"{name}: {value}" for name, value in reply.headers.items() if name != "Set-Cookie"]
        assert needles.found_in("\n".join(told)) == set(), reply.path


def test_the_search_finds_a_planted_header(replies: list[Reply]) -> None:
    first, second = [reply for reply in replies if reply.requested_as == "thank_you"][:2]
    marked = HTTPMessage()
    for name, value in second.headers.items():
        marked[name] = value
    marked["X-Visitor"] = "17"
    again = HTTPMessage()
    for name, value in first.headers.items():
        again[name] = value
    again["X-Visitor"] = "18"
    pair = [
        Reply(one.method, one.path, one.status_code, headers, one.content)
        for one, headers in ((first, again), (second, marked))
    ]
    assert list(differing(pair).values()) == [{"17", "18"}]
