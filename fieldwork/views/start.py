"""Starting a survey."""

from __future__ import annotations

from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_http_methods

from accounts.models import User
from accounts.permissions import Verb
from accounts.requests import StaffRequest
from fieldwork.access import found_for
from fieldwork.actions import start_survey
from fieldwork.forms.new_survey import NewSurveyForm
from fieldwork.views.way import way_to


@found_for(Verb.START_SURVEYS)
def for_starters(user: User) -> User:
    """Give a view the person."""
    return user


@require_http_methods(["GET", "HEAD", "POST"])
@for_starters
def new_survey(request: StaffRequest, starter: User) -> HttpResponse:
    """Start a survey, which the person leads from then on."""
    form = NewSurveyForm(request.POST if request.method == "POST" else None, user=starter)
    if form.is_valid():
        survey = start_survey(actor=starter, **form.cleaned_data)
        return redirect("setup", survey.slug)
    return render(request, "fieldwork/new_survey.html", {"form": form, "breadcrumbs": way_to()})
