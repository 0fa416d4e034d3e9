"""What a form gets that came without its token: forged, outdated, or sent without cookies."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache

from fieldwork.models import Link
from fieldwork.selectors import link_with_survey
from responses.cookie import cookie_of
from responses.review import what_was_entered
from responses.views.outage import kept_in_an_outage
from responses.views.rendering import page_as_sent
from responses.views.script import for_script


@never_cache
def csrf_failure(request: HttpRequest, reason: str = "") -> HttpResponse:
    """Say that a form came without its token; give a respondent back what they had entered.

    Only to a form of our own site: another one must put no words of its own on our page.
    """
    origin = request.headers.get("Origin")
    is_ours = origin == f"{request.scheme}://{request.get_host()}"
    reply = (
        _given_back(request, is_ours=is_ours) if is_ours or origin is None else _refused(request)
    )
    return for_script(request, reply)


@kept_in_an_outage
def _given_back(request: HttpRequest, *, is_ours: bool) -> HttpResponse:
    match = request.resolver_match
    link = link_with_survey(match.kwargs["code"]) if match and match.view_name == "page" else None
    if match is None or link is None:
        return _refused(request)
    page_code = match.kwargs["page_code"]
    takes_cookies = cookie_of(request) is not None
    again = _page_again(request, link, page_code) if is_ours and takes_cookies else None
    return again or _refused(request, link, page_code)


def _page_again(request: HttpRequest, link: Link, page_code: str) -> HttpResponse | None:
    """Return the page as it was sent, with a new token."""
    notice = _(
        "Your browser no longer had the cookie that protects the form, so nothing is saved "
        "yet. Everything that you entered is still on this page. Please press the button again."
    )
    return page_as_sent(request, link, page_code, notice=notice, status=403)


def _refused(request: HttpRequest, link: Link | None = None, page_code: str = "") -> HttpResponse:
    entered = what_was_entered(link, page_code, request.POST) if link else []
    return render(request, "403_csrf.html", {"entered": entered}, status=403)
