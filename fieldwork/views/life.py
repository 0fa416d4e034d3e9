"""What a survey still needs, its opening, and the acts of its life."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from accounts.models import AuditEvent
from accounts.permissions import Verb
from accounts.requests import StaffRequest
from accounts.wording import action_text, detail_text
from fieldwork.access import with_survey
from fieldwork.actions import NotNow, open_survey
from fieldwork.acts import ACTS, Act, acts_of
from fieldwork.checklist import checklist_of
from fieldwork.forms.life import LastDayForm
from fieldwork.history import decisions_of
from fieldwork.models import Survey
from fieldwork.reopening import obstacles_to_reopening
from fieldwork.views.way import page_below_setup, way_to


@require_http_methods(["GET", "HEAD", "POST"])
@with_survey(Verb.SET_UP)
def setup(request: StaffRequest, survey: Survey) -> HttpResponse:
    """Show what a survey needs and what can be done with it; POST opens it."""
    if request.method == "POST":
        return _open(request, survey)
    checklist = checklist_of(survey)
    missing = sum(1 for item in checklist if item.faults)
    context = {
        "survey": survey,
        "checklist": checklist,
        "missing": missing,
        "may_open": survey.is_draft and not missing,
        "opens_today": survey.opens_on == timezone.localdate(),
        "acts": acts_of(survey),
        "decisions": [_told(event) for event in decisions_of(survey)],
        "breadcrumbs": way_to(survey),
    }
    return render(request, "fieldwork/setup.html", context)


def _told(event: AuditEvent) -> tuple[str, AuditEvent, str]:
    """Return what was decided in words, and in detail unless that is all a new survey holds."""
    is_start = event.action == "survey.created"
    return action_text(event.action), event, "" if is_start else detail_text(event)


def _open(request: StaffRequest, survey: Survey) -> HttpResponse:
    try:
        open_survey(actor=request.user, survey=survey)
    except (NotNow, ValidationError):  # since the page with the button: the page now says why
        messages.info(request, _("The survey was not opened. This page says how it stands now."))
    else:
        is_open = survey.is_open
        said = _("The survey is open.") if is_open else _("The survey opens on its first day.")
        messages.success(request, said)
    return redirect("setup", survey.slug)


@require_http_methods(["GET", "HEAD", "POST"])
@with_survey(Verb.SET_UP)
def act(request: StaffRequest, survey: Survey, act: str) -> HttpResponse:
    """Say what follows from an act of the life of a survey; POST does it."""
    chosen = ACTS.get(act)
    if chosen is None:
        raise Http404
    if chosen not in acts_of(survey):
        messages.info(request, _("This cannot be done now. This page says how the survey stands."))
        return redirect("setup", survey.slug)
    form = _form_of(request, chosen)
    may_do = request.method == "POST" and (form is None or form.is_valid())
    if may_do and (done := _done(request, survey, chosen, form)):
        return done
    context = {
        "act": chosen,
        "form": form,
        "obstacles": obstacles_to_reopening(survey) if chosen.code == "reopen" else [],
    }
    return page_below_setup(request, "fieldwork/act.html", survey, context)


def _form_of(request: StaffRequest, act: Act) -> LastDayForm | None:
    if act.hint is None:
        return None
    sent = request.POST if request.method == "POST" else None
    return LastDayForm(sent, button=act.button, hint=act.hint)


def _done(
    request: StaffRequest, survey: Survey, act: Act, form: LastDayForm | None
) -> HttpResponse | None:
    """Do it, and return where that leads; with what stands against it in *form*, None."""
    given: dict[str, Any] = form.cleaned_data if form else {}
    try:
        act.do(actor=request.user, survey=survey, **given)
    except ValidationError as refused:
        if form is not None:
            form.add_error(None, refused)
        return None
    except NotNow:
        messages.info(request, _("This cannot be done now. This page says how the survey stands."))
    else:
        messages.success(request, act.done)
    return redirect("setup", survey.slug)
