"""What was done in a survey, by whom: to read, and to take away."""

from __future__ import annotations

from typing import Any

from django.core.paginator import Paginator
from django.http import HttpResponse, StreamingHttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import redirect
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import get_language
from django.views.decorators.http import require_GET, require_safe

from accounts.permissions import Verb
from accounts.requests import StaffRequest
from accounts.wording import told
from fieldwork.access import with_survey
from fieldwork.actions import record_trail_download
from fieldwork.forms.trail import TrailForm
from fieldwork.history import Sought, trail_of, who_acted_in
from fieldwork.models import Survey
from fieldwork.trail_file import csv_of
from fieldwork.views.way import page_below_setup

PAGE = 50
"""Events on a page. New ones push others on: going to earlier ones passes none over."""


@require_safe
@with_survey(Verb.READ_TRAIL)
def trail(request: StaffRequest, survey: Survey) -> HttpResponse:
    """List what the trail holds about a survey, the latest first."""
    form = TrailForm(request.GET, who=who_acted_in(survey))
    found = trail_of(survey, Sought(**form.cleaned_data)) if form.is_valid() else None
    context: dict[str, Any] = {
        "form": form,
    }
    if found is not None:
        page = Paginator(found, PAGE).get_page(request.GET.get("page"))
        context |= {"page": page, "events": [told(event) for event in page]}
    return page_below_setup(request, "fieldwork/trail.html", survey, context)


@require_GET
@with_survey(Verb.READ_TRAIL)
def trail_file(request: StaffRequest, survey: Survey) -> HttpResponseBase:
    """Send what the page would list as CSV, and write down who fetched it."""
    form = TrailForm(request.GET, who=who_acted_in(survey))
    if not form.is_valid():  # the page says what is wrong
        page = reverse("survey_trail", args=[survey.slug])
        return redirect(f"{page}?{request.GET.urlencode()}")
    record_trail_download(actor=request.user, survey=survey, chosen=form.chosen)
    found = trail_of(survey, Sought(**form.cleaned_data))
    name = f"{survey.slug}-audit-trail-{timezone.localdate()}.csv"
    return StreamingHttpResponse(
        csv_of(found, language=get_language() or ""),
        content_type="text/csv; charset=utf-8",
        headers={"Content-Disposition": f'attachment; filename="{name}"'},
    )
