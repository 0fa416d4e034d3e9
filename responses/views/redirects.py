"""Redirects: along the route, and to what a code opens."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponseRedirect
from django.urls import reverse

from questionnaires.core.routing import RoutePage
from questionnaires.languages import offered_languages
from responses.journey import Journey
from responses.language import NAME, asked_for
from responses.pasted_codes import Code, code_in_address
from responses.views.caching import never_stored

TO_CHECK = "check"
"""Value of `return` in an address: after this page, back to checking the answers."""


def to_next(journey: Journey, *, returning: bool = False) -> HttpResponseRedirect:
    """Redirect to the first page not saved yet, or to checking the answers."""
    route_page = journey.next_unsaved()
    return (
        to_check(journey)
        if route_page is None
        else to_page(journey, route_page, returning=returning)
    )


def to_page(
    journey: Journey, route_page: RoutePage, *, returning: bool = False
) -> HttpResponseRedirect:
    url = reverse("page", args=[journey.response.link.code, route_page.page.code])
    return HttpResponseRedirect(f"{url}?return={TO_CHECK}" if returning else url)


def to_start(journey: Journey) -> HttpResponseRedirect:
    return HttpResponseRedirect(reverse("start", args=[journey.response.link.code]))


def to_check(journey: Journey) -> HttpResponseRedirect:
    return HttpResponseRedirect(reverse("check_answers", args=[journey.response.link.code]))


def to_saved(journey: Journey) -> HttpResponseRedirect:
    return HttpResponseRedirect(reverse("saved", args=[journey.response.link.code]))


@never_stored
def to_code(request: HttpRequest, code: Code) -> HttpResponseRedirect:
    """Redirect to what *code* opens; one to come back with is only filled in there."""
    language = asked_for(request)
    query = {NAME: language} if language in offered_languages() else None
    name = "resume_with" if code.is_to_resume else "start"
    return HttpResponseRedirect(reverse(name, args=[code.text], query=query))


def to_code_in_address(request: HttpRequest) -> HttpResponseRedirect | None:
    """Redirect from an address that was pasted with something around it, None if there is no code.

    Nothing is looked up. Where the address is already the one to which its code leads, there is
    nowhere to redirect.
    """
    code = code_in_address(request.path) if request.method in ("GET", "HEAD") else None
    if code is None:
        return None
    reply = to_code(request, code)
    return None if reply.url.partition("?")[0] == request.path else reply
