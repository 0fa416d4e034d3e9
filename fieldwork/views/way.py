"""The pages above a page, and pages with the way to those."""

from __future__ import annotations

from typing import Any

from django.http import HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _

from accounts.requests import StaffRequest
from fieldwork.models import Survey


def way_to(survey: Survey | None = None, *, to_setup: bool = False) -> list[dict[str, str]]:
    """Return the list of surveys, perhaps the page of a *survey*, and perhaps its set-up."""
    way = [{"text": _("Surveys"), "url": reverse("surveys")}]
    if survey is not None:
        way.append({"text": survey.title, "url": reverse("survey", args=[survey.slug])})
    if survey is not None and to_setup:
        way.append({"text": _("Set up"), "url": setup_page(survey)})
    return way


def page_below_setup(
    request: StaffRequest, template: str, survey: Survey, context: dict[str, Any]
) -> HttpResponse:
    """Return a page of the set-up of *survey*, with the way back to its list."""
    around = {"survey": survey, "breadcrumbs": way_to(survey, to_setup=True)}
    return render(request, template, {**around, **context})


def setup_page(survey: Survey) -> str:
    return reverse("setup", args=[survey.slug])
