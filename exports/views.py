"""The exports of a survey, for its leads and researchers. Anybody else is told there are none."""

from __future__ import annotations

import uuid

from django.contrib.auth.decorators import login_required
from django.http import (
    FileResponse,
    HttpResponse,
    HttpResponseBase,
    HttpResponseRedirect,
    JsonResponse,
)
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.cache import cache_control, never_cache
from django.views.decorators.http import require_GET, require_http_methods, require_safe

from accounts.requests import StaffRequest
from exports.actions import (
    ExportNotAllowed,
    allow_interim_exports,
    record_download,
    request_export,
)
from exports.forms import InterimReleaseForm
from exports.models import Export
from exports.selectors import Standing, exports_for, standing, surveys_for_exports
from exports.wording import failure_text
from fieldwork.models import Survey
from fieldwork.selectors import surveys_led_by

WORKBOOK_TYPE = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
POLL_SECONDS = 2


@require_http_methods(["GET", "HEAD", "POST"])
@never_cache
@login_required
def survey_exports(request: StaffRequest, slug: str) -> HttpResponse:
    """List a survey's exports; POST asks for one."""
    survey = get_object_or_404(surveys_for_exports(request.user), slug=slug)
    if request.method == "POST":
        return _ask_for_export(request, survey)
    exports = list(exports_for(request.user).filter(survey=survey))
    context = {
        "survey": survey,
        "standing": standing(survey),
        "is_lead": surveys_led_by(request.user).filter(pk=survey.pk).exists(),
        "exports": exports,
        "under_way": next((export for export in exports if export.is_under_way), None),
        "breadcrumbs": _way_to(survey),
    }
    return render(request, "exports/survey_exports.html", context)


def _ask_for_export(request: StaffRequest, survey: Survey) -> HttpResponseRedirect:
    try:
        export = request_export(actor=request.user, survey=survey)
    except ExportNotAllowed:
        # The survey has changed since the page with the button: the page now says why not.
        return redirect("survey_exports", survey.slug)
    return redirect("export_detail", survey.slug, export.public_id)


@require_http_methods(["GET", "HEAD", "POST"])
@never_cache
@login_required
def interim_release(request: StaffRequest, slug: str) -> HttpResponse:
    """Let a lead decide that exports may be made while the survey is open."""
    survey = get_object_or_404(surveys_led_by(request.user), slug=slug)
    if standing(survey) is not Standing.NEEDS_DECISION:
        return redirect("survey_exports", slug)
    form = InterimReleaseForm(request.POST if request.method == "POST" else None)
    if form.is_valid():
        allow_interim_exports(actor=request.user, survey=survey, reason=form.cleaned_data["reason"])
        return redirect("survey_exports", slug)
    context = {"survey": survey, "form": form, "breadcrumbs": _way_to(survey, to_exports=True)}
    return render(request, "exports/interim_release.html", context)


@require_safe
@never_cache
@login_required
def export(request: StaffRequest, slug: str, public_id: uuid.UUID) -> HttpResponse:
    """Show one export: its progress, its file, or why it failed."""
    export = _export_or_404(request, slug, public_id)
    context = {
        "survey": export.survey,
        "export": export,
        "failure": failure_text(export),
        "poll_seconds": POLL_SECONDS,
        "breadcrumbs": _way_to(export.survey, to_exports=True),
    }
    return render(request, "exports/export.html", context)


@require_safe
@never_cache
@login_required
def progress(request: StaffRequest, slug: str, public_id: uuid.UUID) -> JsonResponse:
    """Return how far an export is, as the script `progress.js` reads it."""
    export = _export_or_404(request, slug, public_id)
    return JsonResponse(
        {
            "finished": not export.is_under_way,
            "max": 100,
            "value": export.percent,
            "percent": f"{export.percent} %",
            "status": export.get_status_display(),
        }
    )


@require_GET
@cache_control(private=True, no_store=True)
@login_required
def download(request: StaffRequest, slug: str, public_id: uuid.UUID) -> HttpResponseBase:
    """Hand out the file of a finished export, and write down who fetched it."""
    finished = exports_for(request.user).filter(status=Export.Status.FINISHED)
    export = get_object_or_404(finished, survey__slug=slug, public_id=public_id)
    try:
        file = export.file.open("rb")
    except FileNotFoundError:
        context = {"survey": export.survey, "export": export}
        return render(request, "exports/file_missing.html", context, status=410)
    record_download(actor=request.user, export=export)
    return FileResponse(
        file, as_attachment=True, filename=export.download_name, content_type=WORKBOOK_TYPE
    )


def _export_or_404(request: StaffRequest, slug: str, public_id: uuid.UUID) -> Export:
    return get_object_or_404(exports_for(request.user), survey__slug=slug, public_id=public_id)


def _way_to(survey: Survey, *, to_exports: bool = False) -> list[dict[str, str]]:
    """Return the pages above: the surveys, this survey, and perhaps its exports."""
    way = [
        {"text": _("Surveys"), "url": reverse("surveys")},
        {"text": survey.title, "url": reverse("survey", args=[survey.slug])},
    ]
    if to_exports:
        way.append({"text": _("Exports"), "url": reverse("survey_exports", args=[survey.slug])})
    return way
