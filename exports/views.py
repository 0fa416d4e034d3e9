"""The exports of a survey, for its leads and researchers. Anybody else is told there are none."""

from __future__ import annotations

import uuid

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import (
    HttpResponse,
    HttpResponseBase,
    HttpResponseRedirect,
    JsonResponse,
)
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_GET, require_http_methods, require_safe

from accounts.models import User
from accounts.permissions import Verb
from accounts.requests import StaffRequest
from exports.actions import (
    ExportNotAllowed,
    Withdrawn,
    allow_interim_exports,
    record_download,
    request_export,
)
from exports.deletion import delete_answers, may_be_deleted
from exports.forms import DeletionForm, InterimReleaseForm
from exports.handing_out import file_reply
from exports.models import Export
from exports.selectors import eligibility_of, exports_where
from exports.wording import failure_text
from fieldwork.access import with_found, with_survey
from fieldwork.models import Survey
from fieldwork.selectors import may

POLL_SECONDS = 2


def _find_export(user: User, slug: str, public_id: uuid.UUID) -> Export:
    exports = exports_where(user, Verb.MAKE_EXPORTS)
    return get_object_or_404(exports, survey__slug=slug, public_id=public_id)


with_export = with_found(_find_export)
"""Gives a view the export of its `slug` and `public_id`, with its survey and who asked for it."""


@require_http_methods(["GET", "HEAD", "POST"])
@with_survey(Verb.MAKE_EXPORTS, "interim_release__decided_by")
def survey_exports(request: StaffRequest, survey: Survey) -> HttpResponse:
    """List a survey's exports; POST asks for one."""
    if request.method == "POST":
        return _ask_for_export(request, survey)
    exports = list(
        exports_where(request.user, Verb.MAKE_EXPORTS)
        .filter(survey=survey)
        .prefetch_related("files")
    )
    context = {
        "survey": survey,
        "eligibility": eligibility_of(survey),
        "may_delete": may_be_deleted(survey) and may(request.user, Verb.DELETE_ANSWERS, survey),
        "may_decide": may(request.user, Verb.ALLOW_INTERIM_EXPORTS, survey),
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
@with_survey(Verb.ALLOW_INTERIM_EXPORTS)
def interim_release(request: StaffRequest, survey: Survey) -> HttpResponse:
    """Take the decision that exports may be made while the survey is open."""
    if not eligibility_of(survey).needs_decision:
        return redirect("survey_exports", survey.slug)
    form = InterimReleaseForm(request.POST if request.method == "POST" else None)
    if form.is_valid():
        allow_interim_exports(actor=request.user, survey=survey, reason=form.cleaned_data["reason"])
        return redirect("survey_exports", survey.slug)
    context = {"survey": survey, "form": form, "breadcrumbs": _way_to(survey, to_exports=True)}
    return render(request, "exports/interim_release.html", context)


@require_safe
@with_export
def export(request: StaffRequest, export: Export) -> HttpResponse:
    """Show one export: its progress, its file, or why it failed."""
    context = {
        "survey": export.survey,
        "export": export,
        "files": list(export.files.all()),
        "failure": failure_text(export),
        "poll_seconds": POLL_SECONDS,
        "breadcrumbs": _way_to(export.survey, to_exports=True),
    }
    return render(request, "exports/export.html", context)


@require_safe
@with_export
def progress(request: StaffRequest, export: Export) -> JsonResponse:
    """Return how far an export is, as the script `progress.js` reads it."""
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
@with_export
def download(request: StaffRequest, export: Export, format_code: str) -> HttpResponseBase:
    """Hand out a file of a finished export, and write down who fetched it."""
    made = get_object_or_404(export.files.select_related("export__survey"), format=format_code)
    try:
        reply = file_reply(made)
        record_download(actor=request.user, made=made)
    except FileNotFoundError:
        context = {"survey": export.survey, "export": export}
        return render(request, "exports/file_missing.html", context, status=410)
    except Withdrawn:
        reply.close()
        return redirect("export_detail", export.survey.slug, export.public_id)
    return reply


@require_http_methods(["GET", "HEAD", "POST"])
@with_survey(Verb.DELETE_ANSWERS)
def answers_deletion(request: StaffRequest, survey: Survey) -> HttpResponse:
    """Say what goes with the answers of a finished survey; POST deletes them."""
    if not may_be_deleted(survey):
        return redirect("survey_exports", survey.slug)
    form = DeletionForm(request.POST or None, slug=survey.slug)
    if form.is_valid() and _are_deleted(request, survey, form):
        return redirect("survey_exports", survey.slug)
    context = {"survey": survey, "form": form, "breadcrumbs": _way_to(survey, to_exports=True)}
    return render(request, "exports/answers_deletion.html", context)


def _are_deleted(request: StaffRequest, survey: Survey, form: DeletionForm) -> bool:
    reason = form.cleaned_data["reason"]
    try:
        certificate = delete_answers(actor=request.user, survey=survey, reason=reason)
    except ValidationError as refused:
        form.add_error(None, refused)
        return False
    said = ngettext(
        "%(count)d response was deleted.",
        "%(count)d responses were deleted.",
        certificate.responses,
    )
    messages.success(request, said % {"count": certificate.responses})
    return True


def _way_to(survey: Survey, *, to_exports: bool = False) -> list[dict[str, str]]:
    """Return the pages above: the surveys, this survey, and perhaps its exports."""
    way = [
        {"text": _("Surveys"), "url": reverse("surveys")},
        {"text": survey.title, "url": reverse("survey", args=[survey.slug])},
    ]
    if to_exports:
        way.append({"text": _("Exports"), "url": reverse("survey_exports", args=[survey.slug])})
    return way
