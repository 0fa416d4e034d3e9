"""The front page, with the three ways in, and what a forged or outdated form gets."""

from __future__ import annotations

from typing import Any

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from fieldwork.selectors import link_with_survey
from larc_survey.forms import LinkCodeForm
from larc_survey.selectors import demonstration_links
from responses.reading import what_was_entered


@require_safe
def front_page(request: HttpRequest) -> HttpResponse:
    """Show the ways in; a typed code, sent by GET so that no cookie is needed, leads on."""
    form = LinkCodeForm(request.GET if "code" in request.GET else None)
    if form.is_valid():
        return redirect("start", form.cleaned_data["code"])
    context = {
        "form": form,
        "is_demonstration": settings.DEMONSTRATION,
        "demonstration_links": demonstration_links() if settings.DEMONSTRATION else (),
    }
    return render(request, "front_page.html", context)


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
