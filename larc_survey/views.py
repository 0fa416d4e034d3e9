"""The front page: the three ways in."""

from __future__ import annotations

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_safe

from larc_survey.forms import LinkCodeForm
from larc_survey.selectors import demonstration_links


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
