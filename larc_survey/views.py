"""The front page, and what the website says about itself."""

from __future__ import annotations

from datetime import date

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_safe

from larc_survey.cookies import RESPONDENT_COOKIES, STAFF_COOKIES
from larc_survey.forms import LinkCodeForm
from larc_survey.selectors import demonstration_links
from questionnaires.selectors import offered_languages
from responses.language import speak_as_asked

STATEMENT_PREPARED_ON = date(2026, 11, 22)
"""When the accessibility statement was last compared with the website."""


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


@require_safe
def privacy(request: HttpRequest) -> HttpResponse:
    """Say what is stored and what never is, and list the cookies."""
    speak_as_asked(request)
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
    speak_as_asked(request)
    context = {
        "languages": offered_languages(),
        "contact": settings.CONTACT,
        "host": request.get_host(),
        "prepared_on": STATEMENT_PREPARED_ON,
    }
    return render(request, "accessibility.html", context)
