"""From files to a draft: upload, what was found, load."""

from __future__ import annotations

from django.contrib import messages
from django.http import HttpResponse, JsonResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from accounts.models import User
from accounts.requests import StaffRequest
from authoring.access import for_authors, with_upload
from authoring.actions import NotLoadable, load_upload, take_upload
from authoring.forms import UploadForm
from authoring.models import Upload
from authoring.selectors import draft_of, event_of
from authoring.views.way import page_of, way_to

POLL_SECONDS = 1


@require_http_methods(["GET", "HEAD", "POST"])
@for_authors
def upload(request: StaffRequest, author: User) -> HttpResponse:
    """Take files in and have them checked."""
    is_sent = request.method == "POST"
    form = UploadForm(request.POST, request.FILES) if is_sent else UploadForm()
    if form.is_valid():
        taken = take_upload(actor=author, files=form.files_given())
        return redirect("questionnaire_checked", taken.public_id)
    return render(request, "authoring/upload.html", {"form": form, "breadcrumbs": way_to()})


@require_http_methods(["GET", "HEAD", "POST"])
@with_upload
def checked(request: StaffRequest, upload: Upload) -> HttpResponse:
    """Show what was found in an upload; POST loads it as a draft."""
    if request.method == "POST":
        return _load(request, upload)
    draft = draft_of(upload.slug) if upload.is_sound else None
    context = {
        "upload": upload,
        "files": list(upload.files.all()),
        "errors": [one for one in upload.findings if one["is_error"]],
        "warnings": [one for one in upload.findings if not one["is_error"]],
        "replaced": draft,
        "replaced_event": event_of(draft) if draft else None,
        "poll_seconds": POLL_SECONDS,
        "breadcrumbs": way_to(),
    }
    return render(request, "authoring/checked.html", context)


def _load(request: StaffRequest, upload: Upload) -> HttpResponse:
    try:
        version = load_upload(actor=request.user, upload=upload)
    except NotLoadable:  # in another tab, or an earlier press: the page says how it stands
        return redirect("questionnaire_checked", upload.public_id)
    if version.published_at:
        said = _("The files say what %(version)s says, which is published. Nothing was changed.")
    else:
        said = _("%(version)s is a draft now. Preview it, then publish it.")
    messages.success(request, said % {"version": version})
    return redirect(page_of(version))


@require_safe
@with_upload
def progress(request: StaffRequest, upload: Upload) -> JsonResponse:
    """Return whether the check has ended, as the script `progress.js` reads it."""
    return JsonResponse({"finished": not upload.is_waiting, "status": upload.get_status_display()})
