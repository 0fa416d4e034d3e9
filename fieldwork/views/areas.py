"""Where a survey asks: its areas, and the links that are handed out in them."""

from __future__ import annotations

from collections.abc import Sequence

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_http_methods

from accounts.permissions import Verb
from accounts.requests import StaffRequest
from fieldwork.access import with_survey
from fieldwork.actions import add_areas, remove_area
from fieldwork.forms.areas import PasteForm, SearchForm
from fieldwork.models import Area, LocalAuthority, Survey
from fieldwork.naming import authorities_for
from fieldwork.views.way import page_below_setup


@require_http_methods(["GET", "HEAD", "POST"])
@with_survey(Verb.SET_UP)
def areas(request: StaffRequest, survey: Survey) -> HttpResponse:
    """List the areas of a survey, and offer others; POST adds those ticked or pasted."""
    is_pasted = "paste" in request.POST
    paste = PasteForm(request.POST if is_pasted else None, survey=survey)
    if "tick" in request.POST:
        return _add(request, survey, _ticked(request, survey))
    if is_pasted and paste.is_valid():
        return _add(request, survey, paste.cleaned_data["names"], paste.left_out)
    search = SearchForm(request.GET, survey=survey)
    context = {
        "areas": Area.objects.filter(survey=survey).select_related("local_authority"),
        "search": search,
        "found": search.found(),
        "form": paste,
    }
    return page_below_setup(request, "fieldwork/areas.html", survey, context)


def _ticked(request: StaffRequest, survey: Survey) -> list[LocalAuthority]:
    """Return those ticked, or with the other button all that the search shows."""
    if request.POST["tick"] == "all":
        return list(SearchForm(request.GET, survey=survey).found())
    keys = [key for key in request.POST.getlist("authority") if key.isdecimal()]
    return list(authorities_for(survey).filter(pk__in=keys))


def _add(
    request: StaffRequest,
    survey: Survey,
    chosen: list[LocalAuthority],
    left_out: Sequence[str] = (),
) -> HttpResponse:
    """Add those *chosen*, and tell how many were new, were there, and what was left out."""
    new = add_areas(actor=request.user, survey=survey, local_authorities=chosen)
    said = ngettext("%(count)d area was added.", "%(count)d areas were added.", len(new))
    told = [said % {"count": len(new)}]
    if present := len(chosen) - len(new):
        again = ngettext("%(count)d was there already.", "%(count)d were there already.", present)
        told.append(again % {"count": present})
    messages.success(request, " ".join([*told, *left_out]))
    return redirect("setup_areas", survey.slug)


@require_http_methods(["POST"])
@with_survey(Verb.SET_UP)
def area_removal(request: StaffRequest, survey: Survey, area_id: int) -> HttpResponse:
    """Take an area out of a draft."""
    area = get_object_or_404(survey.areas.select_related("local_authority"), pk=area_id)
    try:
        remove_area(actor=request.user, area=area)
    except ValidationError as refused:
        for sentence in refused.messages:
            messages.error(request, sentence)
    else:
        messages.success(request, _("%(area)s was taken out.") % {"area": area})
    return redirect("setup_areas", survey.slug)
