"""What a form gets that came without its token: forged, outdated, or sent without cookies."""

from __future__ import annotations

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.cache import never_cache

from fieldwork.selectors import link_with_survey
from responses.reading import what_was_entered


@never_cache
def csrf_failure(request: HttpRequest, reason: str = "") -> HttpResponse:
    """Say that a form came without its token; show a respondent what they had entered.

    Only to a form of our own site: another one shall put no words of its own on our page.
    """
    is_ours = request.headers.get("Origin") in (None, f"{request.scheme}://{request.get_host()}")
    context = {"entered": _entered(request) if is_ours else []}
    return render(request, "403_csrf.html", context, status=403)


def _entered(request: HttpRequest) -> list[Any]:
    match = request.resolver_match
    if match is None or match.view_name != "page":
        return []
    link = link_with_survey(match.kwargs["code"])
    return what_was_entered(link, match.kwargs["page_code"], request.POST) if link else []
