"""How the jobs of the nights went, and what was deleted, for leads and administrators."""

from __future__ import annotations

from django.http import HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from accounts.models import User
from accounts.permissions import Verb
from accounts.requests import StaffRequest
from fieldwork.access import found_for
from monitoring.nights.selectors import (
    CERTIFICATES_SHOWN,
    JobStanding,
    certificates_for,
    job_standings,
)
from monitoring.nights.wording import JOBS, count_text


@found_for(Verb.SEE_NIGHTS)
def _standings(_user: User) -> tuple[JobStanding, ...]:
    return job_standings(now=timezone.now())


@require_safe
@_standings
def night_jobs(request: StaffRequest, standings: tuple[JobStanding, ...]) -> HttpResponse:
    """Show each night job with its last run and its nights, and the purge certificates beside."""
    context = {
        "jobs": [
            (JOBS[one.task], one, count_text(one.last_run) if one.last_run else "")
            for one in standings
        ],
        "is_any_missed": any(one.missed for one in standings),
        "certificates": certificates_for(request.user)[:CERTIFICATES_SHOWN],
        "certificates_shown": CERTIFICATES_SHOWN,
        "breadcrumbs": [{"text": _("Surveys"), "url": reverse("surveys")}],
    }
    return render(request, "monitoring/night_jobs.html", context)
