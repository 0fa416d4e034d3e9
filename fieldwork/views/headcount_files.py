"""Headcounts as councils send them: a file goes in, what it says is shown, and confirmed."""

from __future__ import annotations

import uuid
from typing import Any

from django.contrib import messages
from django.http import HttpResponse, JsonResponse
from django.shortcuts import get_object_or_404, redirect
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods, require_safe

from accounts.models import User
from accounts.permissions import Verb
from accounts.requests import StaffRequest
from fieldwork.access import with_found, with_survey
from fieldwork.actions import NotReady, answer_about_headcounts, load_headcounts, take_headcounts
from fieldwork.forms.headcount_files import AreaForm, HeadcountFileForm, SheetForm
from fieldwork.forms.headcounts import SourceForm
from fieldwork.headcount_report import report_on
from fieldwork.headcount_template import CONTENT_TYPE, template_for
from fieldwork.models import HeadcountUpload, Survey
from fieldwork.selectors import surveys_where
from fieldwork.views.way import page_below_setup

POLL_SECONDS = 1


def _find_upload(user: User, slug: str, upload_id: uuid.UUID) -> HeadcountUpload:
    uploads = HeadcountUpload.objects.filter(survey__in=surveys_where(user, Verb.SET_UP))
    found = uploads.select_related("survey", "loaded_as").defer("data")
    return get_object_or_404(found, public_id=upload_id, survey__slug=slug)


with_upload = with_found(_find_upload)
"""Gives a view the upload of its `slug` and `upload_id`, without its file."""


@require_http_methods(["GET", "HEAD", "POST"])
@with_survey(Verb.SET_UP)
def headcount_upload(request: StaffRequest, survey: Survey) -> HttpResponse:
    """Take a file in and have it read."""
    is_sent = request.method == "POST"
    form = HeadcountFileForm(request.POST, request.FILES) if is_sent else HeadcountFileForm()
    if form.is_valid():
        name, data = form.file_given()
        taken = take_headcounts(actor=request.user, survey=survey, name=name, data=data)
        return redirect("setup_headcount_file", survey.slug, taken.public_id)
    return page_below_setup(request, "fieldwork/headcount_upload.html", survey, {"form": form})


@require_GET
@with_survey(Verb.SET_UP)
def headcount_template(request: StaffRequest, survey: Survey) -> HttpResponse:
    """Hand out a workbook to fill in."""
    disposition = f'attachment; filename="{survey.slug}-headcounts.xlsx"'
    headers = {"Content-Disposition": disposition}
    return HttpResponse(template_for(survey), content_type=CONTENT_TYPE, headers=headers)


@require_http_methods(["GET", "HEAD", "POST"])
@with_upload
def headcount_file(request: StaffRequest, upload: HeadcountUpload) -> HttpResponse:
    """Show what a file says; POST answers what it asks, or loads it."""
    sent = request.POST if request.method == "POST" else None
    form = _form_of(upload, sent)
    if sent is not None and form is None:
        return redirect("setup_headcount_file", upload.survey.slug, upload.public_id)
    if form is not None and form.is_valid():
        return _taken(request, upload, form)
    context = {
        "upload": upload,
        "form": form,
        "read": report_on(upload),
        "poll_seconds": POLL_SECONDS,
    }
    return page_below_setup(request, "fieldwork/headcount_file.html", upload.survey, context)


def _form_of(upload: HeadcountUpload, sent: Any) -> Any:
    """Return the form of what an upload waits for, None where it waits for nothing."""
    if upload.is_read:
        return SourceForm(sent)
    if not upload.asks:
        return None
    if upload.reading["needs_area"]:
        return AreaForm(sent, survey=upload.survey)
    return SheetForm(sent, sheets=upload.reading["tables"])


def _taken(request: StaffRequest, upload: HeadcountUpload, form: Any) -> HttpResponse:
    """Do what a valid form of `_form_of` says."""
    survey = upload.survey
    try:
        if upload.asks:
            answer_about_headcounts(upload=upload, **form.cleaned_data)
            return redirect("setup_headcount_file", survey.slug, upload.public_id)
        load_headcounts(actor=request.user, upload=upload, **form.cleaned_data)
    except NotReady:  # in another tab, or an earlier press: the page says how it stands
        return redirect("setup_headcount_file", survey.slug, upload.public_id)
    messages.success(request, _("The numbers are loaded."))
    return redirect("setup_headcounts", survey.slug)


@require_safe
@with_upload
def headcount_progress(request: StaffRequest, upload: HeadcountUpload) -> JsonResponse:
    """Return whether the file was read, as the script `progress.js` reads it."""
    return JsonResponse({"finished": not upload.is_waiting, "status": upload.get_status_display()})
