"""The staff's screens. Who may not see a thing is told that there is none."""

from __future__ import annotations

from collections.abc import Iterable

from django.contrib.auth.decorators import login_required
from django.http import HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from accounts.permissions import Verb
from accounts.requests import StaffRequest
from accounts.site import whole_address
from fieldwork.access import with_area, with_survey
from fieldwork.models import Area, Link, Survey
from fieldwork.selectors import areas_where, may, may_anywhere, surveys_where
from monitoring.schedule import next_count
from monitoring.selectors import area_band, had_unusual_night, survey_counts
from monitoring.wording import band_text


@require_safe
@never_cache
@login_required
def surveys(request: StaffRequest) -> HttpResponse:
    """List the surveys of the person's teams, and the areas they coordinate."""
    of_team = list(surveys_where(request.user, Verb.SEE_COUNTS))
    context = {
        "surveys": [one for one in of_team if one.stage != Survey.Stage.ARCHIVED],
        "archived": [one for one in of_team if one.stage == Survey.Stage.ARCHIVED],
        "areas": areas_where(request.user, Verb.SEE_BAND).select_related(
            "survey", "local_authority"
        ),
        "may_start_surveys": may_anywhere(request.user, Verb.START_SURVEYS),
        "may_write_questionnaires": may_anywhere(request.user, Verb.WRITE_QUESTIONNAIRES),
        "may_see_nights": may_anywhere(request.user, Verb.SEE_NIGHTS),
    }
    return render(request, "monitoring/surveys.html", context)


@require_safe
@with_survey(Verb.SEE_COUNTS)
def survey(request: StaffRequest, survey: Survey) -> HttpResponse:
    """Show a survey's areas with their exact counts and links."""
    counts = survey_counts(survey)
    may_quarantine = may(request.user, Verb.QUARANTINE, survey)
    context = {
        "survey": survey,
        "may_set_up": may(request.user, Verb.SET_UP, survey),
        "may_quarantine": may_quarantine,
        "had_unusual_night": may_quarantine and had_unusual_night(survey),
        "counts": counts,
        "areas": [(counted, _with_addresses(counted.area.links.all())) for counted in counts.areas],
        "next_count": next_count(survey, now=timezone.now()),
        "breadcrumbs": _way_to_surveys(),
    }
    return render(request, "monitoring/survey.html", context)


@require_safe
@with_area(Verb.SEE_BAND)
def area(request: StaffRequest, area: Area) -> HttpResponse:
    """Show an area's links and the band of its responses."""
    counted = area_band(area)
    context = {
        "area": area,
        "survey": area.survey,
        "links": _with_addresses(area.links.filter(Link.HANDED_OUT)),
        "counted": counted,
        "band": band_text(counted.band) if counted else None,
        "next_count": next_count(area.survey, now=timezone.now()),
        "breadcrumbs": _way_to_surveys(),
    }
    return render(request, "monitoring/area.html", context)


def _with_addresses(links: Iterable[Link]) -> list[dict[str, str]]:
    """Return each link's channel and the whole address that people type or click."""
    return [
        {"channel": link.channel, "address": whole_address(reverse("start", args=[link.code]))}
        for link in links
    ]


def _way_to_surveys() -> list[dict[str, str]]:
    return [{"text": _("Surveys"), "url": reverse("surveys")}]
