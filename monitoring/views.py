"""The staff's screens. Who may not see a thing is told that there is none."""

from __future__ import annotations

from collections.abc import Iterable

from django.contrib.auth.decorators import login_required
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from accounts.requests import StaffRequest
from accounts.site import whole_address
from fieldwork.models import Link
from fieldwork.selectors import areas_coordinated_by, surveys_of_team
from monitoring.schedule import next_count
from monitoring.selectors import area_band, survey_counts
from monitoring.wording import band_text


@require_safe
@never_cache
@login_required
def surveys(request: StaffRequest) -> HttpResponse:
    """List the surveys of the person's teams, and the areas they coordinate."""
    context = {
        "surveys": surveys_of_team(request.user),
        "areas": areas_coordinated_by(request.user).prefetch_related(None),
    }
    return render(request, "monitoring/surveys.html", context)


@require_safe
@never_cache
@login_required
def survey(request: StaffRequest, slug: str) -> HttpResponse:
    """Show a survey's areas with their counts and links, to its leads and researchers."""
    survey = get_object_or_404(surveys_of_team(request.user), slug=slug)
    counts = survey_counts(survey)
    context = {
        "survey": survey,
        "counts": counts,
        "areas": [(counted, _with_addresses(counted.area.links.all())) for counted in counts.areas],
        "next_count": next_count(survey, now=timezone.now()),
        "breadcrumbs": _way_to_surveys(),
    }
    return render(request, "monitoring/survey.html", context)


@require_safe
@never_cache
@login_required
def area(request: StaffRequest, slug: str, area_id: int) -> HttpResponse:
    """Show an area's links and the band of its responses, to its coordinators."""
    area = get_object_or_404(areas_coordinated_by(request.user), pk=area_id, survey__slug=slug)
    counted = area_band(area)
    context = {
        "area": area,
        "survey": area.survey,
        "links": _with_addresses(area.links.all()),
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
