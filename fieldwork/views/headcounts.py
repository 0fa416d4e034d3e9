"""How many people a survey asks: typed, or why that is not known, and what was entered before."""

from __future__ import annotations

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from accounts.permissions import Verb
from accounts.requests import StaffRequest
from fieldwork.access import with_survey
from fieldwork.actions import explain_no_headcounts, store_headcounts
from fieldwork.forms.headcounts import HeadcountGrid, NoHeadcountsForm, SourceForm
from fieldwork.headcounts import areas_named, returns_of
from fieldwork.models import Survey
from fieldwork.views.way import page_below_setup


@require_http_methods(["GET", "HEAD", "POST"])
@with_survey(Verb.SET_UP)
def headcounts(request: StaffRequest, survey: Survey) -> HttpResponse:
    """Show the headcounts of a survey; POST says why some lack."""
    form = NoHeadcountsForm(request.POST or None, instance=survey)
    if form.is_valid():
        reason = form.cleaned_data["without_headcounts"]
        stored = Survey.objects.get(pk=survey.pk)
        explain_no_headcounts(actor=request.user, survey=stored, reason=reason)
        messages.success(request, _("Saved."))
        return redirect("setup_headcounts", survey.slug)
    context = {
        "grid": HeadcountGrid(survey),
        "returns": [(one, areas_named(one)) for one in returns_of(survey)],
        "form": form,
    }
    return page_below_setup(request, "fieldwork/headcounts.html", survey, context)


@require_http_methods(["GET", "HEAD", "POST"])
@with_survey(Verb.SET_UP)
def headcount_grid(request: StaffRequest, survey: Survey) -> HttpResponse:
    """Show a box for each group of each area; POST stores the lines that were changed."""
    sent = request.POST if request.method == "POST" else None
    grid, form = HeadcountGrid(survey, sent), SourceForm(sent)
    if form.is_valid() and not grid.errors:
        return _store(request, survey, grid, form)
    context = {
        "grid": grid,
        "form": form,
        "has_errors": bool(sent is not None),
    }
    return page_below_setup(request, "fieldwork/headcount_grid.html", survey, context)


def _store(
    request: StaffRequest, survey: Survey, grid: HeadcountGrid, form: SourceForm
) -> HttpResponse:
    if changed := grid.changed():
        store_headcounts(actor=request.user, survey=survey, headcounts=changed, **form.cleaned_data)
        messages.success(request, _("Saved."))
    else:
        messages.info(request, _("No number was changed, so nothing was saved."))
    return redirect("setup_headcounts", survey.slug)
