"""Unusual nights, and keeping responses of a link out of counts and files, for leads."""

from __future__ import annotations

from datetime import date, timedelta
from typing import Any

from django import forms
from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_http_methods, require_safe

from accounts.models import User
from accounts.permissions import Verb
from accounts.requests import StaffRequest
from fieldwork.access import with_found, with_survey
from fieldwork.models import Link, Survey
from fieldwork.selectors import surveys_where
from monitoring.forms import ChooseLinkForm, LiftForm, QuarantineForm, name_of
from monitoring.selectors import unusual_nights_of
from responses.counted import sent_by_week
from responses.models import Quarantine
from responses.quarantine import (
    lift_quarantine,
    obstacles_to_quarantine,
    quarantine,
    quarantines_of,
    weeks_of,
)


def _find_link(user: User, slug: str, link_id: int) -> Link:
    links = Link.objects.filter(area__survey__in=surveys_where(user, Verb.QUARANTINE))
    found = links.select_related("area__survey", "area__local_authority")
    return get_object_or_404(found, pk=link_id, area__survey__slug=slug)


def _find_quarantine(user: User, slug: str, quarantine_id: int) -> Quarantine:
    surveys = surveys_where(user, Verb.QUARANTINE).filter(slug=slug)
    found = Quarantine.objects.filter(link__area__survey__in=surveys)
    related = found.select_related("link__area__survey", "link__area__local_authority")
    return get_object_or_404(related, pk=quarantine_id)


@require_safe
@with_survey(Verb.QUARANTINE)
def quarantines(request: StaffRequest, survey: Survey) -> HttpResponse:
    """Show unusual nights and what is or was in quarantine, and lead to the weeks of a link."""
    form = ChooseLinkForm(request.GET if "link" in request.GET else None, survey=survey)
    if form.is_valid():
        return redirect("quarantine_link", survey.slug, form.cleaned_data["link"].pk)
    context = {
        "survey": survey,
        "form": form,
        "nights": unusual_nights_of(survey),
        "quarantines": quarantines_of(survey),
        "obstacles": obstacles_to_quarantine(survey),
        "breadcrumbs": _way_to(survey),
    }
    return render(request, "monitoring/quarantines.html", context)


@require_http_methods(["GET", "HEAD", "POST"])
@with_found(_find_link)
def quarantine_link(request: StaffRequest, link: Link) -> HttpResponse:
    """Say what came through a link in each week; POST puts the weeks ticked into quarantine."""
    survey = link.area.survey
    holding = set(link.quarantines.filter(Quarantine.HOLDS).values_list("week", flat=True))
    sent = sent_by_week(link, until=_yesterday())
    free = [week for week in weeks_of(survey) if week not in holding]
    weeks = [(week, _week_text(week, sent.get(week, 0))) for week in free]
    form = QuarantineForm(request.POST or None, weeks=weeks)
    if form.is_valid() and _is_quarantined(request, link, form):
        return redirect("quarantines", survey.slug)
    context = {"link": name_of(link), "form": form, "weeks": weeks}
    return _page_below(request, "monitoring/quarantine_link.html", survey, context)


def _is_quarantined(request: StaffRequest, link: Link, form: QuarantineForm) -> bool:
    """Do it and say so; with what stands against it in *form*, return False."""
    try:
        quarantine(actor=request.user, link=link, **form.cleaned_data)
    except ValidationError as refused:
        form.add_error(None, refused)
        return False
    messages.success(request, _("In quarantine: these responses left counts and new files."))
    return True


@require_http_methods(["GET", "HEAD", "POST"])
@with_found(_find_quarantine)
def quarantine_lift(request: StaffRequest, found: Quarantine) -> HttpResponse:
    """Say how many responses come back; POST lifts the quarantine."""
    survey = found.link.area.survey
    if not found.holds:
        messages.info(request, _("This quarantine was lifted already."))
        return redirect("quarantines", survey.slug)
    form = LiftForm(request.POST or None)
    if form.is_valid() and _is_lifted(request, found, form):
        return redirect("quarantines", survey.slug)
    sent = sent_by_week(found.link, until=_yesterday())
    words = _week_text(found.week, sent.get(found.week, 0))
    context = {"link": name_of(found.link), "form": form, "quarantine": found, "words": words}
    return _page_below(request, "monitoring/quarantine_lift.html", survey, context)


def _is_lifted(request: StaffRequest, found: Quarantine, form: LiftForm) -> bool:
    try:
        lift_quarantine(actor=request.user, quarantine=found, **form.cleaned_data)
    except ValidationError as refused:
        # What the form has no field for stands above it all the same.
        form.add_error(None, forms.ValidationError(refused.messages))
        return False
    messages.success(request, _("Lifted: these responses count again."))
    return True


def _week_text(week: date, sent: int) -> str:
    number = ngettext("%(count)d response", "%(count)d responses", sent) % {"count": sent}
    days = {"first": date_format(week), "last": date_format(week + timedelta(days=6))}
    return _("%(first)s to %(last)s: %(number)s") % {**days, "number": number}


def _yesterday() -> date:
    """Whole days only: a number that moves while it is watched tells of one person."""
    return timezone.localdate() - timedelta(days=1)


def _page_below(
    request: StaffRequest, template: str, survey: Survey, context: dict[str, Any]
) -> HttpResponse:
    way = {
        "text": _("Unusual nights and quarantine"),
        "url": reverse("quarantines", args=[survey.slug]),
    }
    around = {
        "survey": survey,
        "obstacles": obstacles_to_quarantine(survey),
        "breadcrumbs": [*_way_to(survey), way],
    }
    return render(request, template, {**around, **context})


def _way_to(survey: Survey) -> list[dict[str, str]]:
    return [
        {"text": _("Surveys"), "url": reverse("surveys")},
        {"text": survey.title, "url": reverse("survey", args=[survey.slug])},
    ]
