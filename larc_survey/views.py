"""The front page, and what the website says about itself."""

from __future__ import annotations

from datetime import date

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import Resolver404
from django.views.decorators.http import require_safe

from accounts.site import site_address
from larc_survey.cookies import RESPONDENT_COOKIES, STAFF_COOKIES
from larc_survey.forms import LinkCodeForm
from larc_survey.selectors import demonstration_links
from questionnaires.languages import offered_languages
from responses.language import activate_language_asked_for
from responses.views.caching import never_stored
from responses.views.redirects import to_code, to_code_in_address

STATEMENT_PREPARED_ON = date(2026, 11, 22)
"""When the accessibility statement was last compared with the website."""


@require_safe
def front_page(request: HttpRequest) -> HttpResponse:
    """Show the ways in; a typed code, sent by GET so that no cookie is needed, leads on."""
    form = LinkCodeForm(request.GET if "code" in request.GET else None)
    if form.is_valid():
        return to_code(request, form.cleaned_data["code"])
    context = {
        "form": form,
        "is_demonstration": settings.DEMONSTRATION,
        "demonstration_links": demonstration_links() if settings.DEMONSTRATION else (),
    }
    return render(request, "front_page.html", context)


@never_stored
def page_not_found(request: HttpRequest, exception: Exception) -> HttpResponse:
    """Lead on where the address of a survey was pasted with something around it; else say 404."""
    is_none_of_ours = isinstance(exception, Resolver404)
    elsewhere = to_code_in_address(request) if is_none_of_ours else None
    return elsewhere or render(request, "404.html", status=404)


@require_safe
def privacy(request: HttpRequest) -> HttpResponse:
    """Say what is stored and what never is, and list the cookies."""
    activate_language_asked_for(request)
    context = {
        "languages": offered_languages(),
        "contact": settings.CONTACT,
        "grace_hours": settings.GRACE_HOURS,
        "purge_after_days": settings.PURGE_AFTER_DAYS,
        "is_secure": settings.SESSION_COOKIE_SECURE and settings.CSRF_COOKIE_SECURE,
        "respondent_cookies": RESPONDENT_COOKIES,
        "staff_cookies": STAFF_COOKIES,
    }
    return render(request, "privacy.html", context)


@require_safe
def accessibility(request: HttpRequest) -> HttpResponse:
    """Give the accessibility statement that public sector websites must have."""
    activate_language_asked_for(request)
    context = {
        "languages": offered_languages(),
        "contact": settings.CONTACT,
        "host": site_address().partition("://")[2],
        "prepared_on": STATEMENT_PREPARED_ON,
    }
    return render(request, "accessibility.html", context)
